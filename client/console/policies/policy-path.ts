export const policyPath = (arn: string): string => `/iam/policies/${encodeURIComponent(arn)}`
export const isAwsManaged = (arn: string): boolean => arn.startsWith('arn:aws:iam::aws:')
