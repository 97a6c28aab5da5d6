/** Names of operations that only read; `Assume…` hands out credentials and changes nothing. */
const READING = /^(Assume|Decode|Describe|Generate|Get|List|Lookup|Simulate)[A-Z]/

/**
 * Does an operation leave the account as it is? A report that it writes, a code that it spends, and credentials that it
 * hands out are part of its answer. CloudTrail's `readOnly`, the news for open pages, and the console's list of calls all
 * follow this one rule. Source: Service Authorization Reference, access levels of IAM, STS, and EC2; AWS CloudTrail's records
 * of STS, in the IAM User Guide, "Logging IAM and AWS STS API calls".
 */
export const isReading = (operation: string): boolean => READING.test(operation)
