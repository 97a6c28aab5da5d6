/**
 * The region of IAM's one endpoint and of the global endpoint of STS. The dojo's sign-in is there, too.
 * Source: AWS General Reference, "IAM endpoints and quotas" and "AWS STS endpoints and quotas".
 */
export const GLOBAL_REGION = 'us-east-1'
