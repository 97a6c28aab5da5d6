/** The name of the inline policy by which AWS's console ends sessions. Source: IAM User Guide, "Revoke IAM role temporary security credentials". */
export const REVOCATION = 'AWSRevokeOlderSessions'

/** Denies everything to sessions of an earlier time; those issued afterwards work. Long-term keys have no time of issue. */
export const revocation = (before: Date): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': before.toISOString() } },
      },
    ],
  })
