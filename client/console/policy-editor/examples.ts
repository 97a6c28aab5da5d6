import ownKeys from '../../../docs/policies/manage-own-access-keys.json' with { type: 'json' }
import selfManage from '../../../docs/policies/manage-own-credentials-with-mfa.json' with { type: 'json' }
import { texts } from './texts.js'

/** Policies whose statements can be added to the one that is edited. */
export const EXAMPLES: readonly { id: string; text: string; document(accountId: string): string }[] = [
  { id: 'own-keys', text: texts.ownKeys, document: () => JSON.stringify(ownKeys) },
  { id: 'self-manage', text: texts.selfManage, document: () => JSON.stringify(selfManage) },
  {
    id: 'boundary',
    text: texts.boundaryExample,
    document: (accountId) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Sid: 'AllowWork', Effect: 'Allow', Action: ['s3:*', 'ec2:*', 'cloudtrail:LookupEvents'], Resource: '*' },
          { Sid: 'AllowReadingIam', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
          {
            Sid: 'DenyLiftingBoundaries',
            Effect: 'Deny',
            Action: ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
            Resource: `arn:aws:iam::${accountId}:*`,
          },
        ],
      }),
  },
]
