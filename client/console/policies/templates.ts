import ownKeys from '../../../docs/policies/manage-own-access-keys.json' with { type: 'json' }
import selfManage from '../../../docs/policies/manage-own-credentials-with-mfa.json' with { type: 'json' }
import { NEW_POLICY } from '../policy-editor/new-policy.js'
import { texts } from './texts.js'

/** What a new policy can start from. */
export const TEMPLATES: readonly { value: string; label: string; document(accountId: string): string }[] = [
  { value: 'blank', label: texts.blank, document: () => NEW_POLICY },
  { value: 'own-keys', label: texts.ownKeys, document: () => JSON.stringify(ownKeys, null, 2) },
  { value: 'self-manage', label: texts.selfManage, document: () => JSON.stringify(selfManage, null, 2) },
  {
    value: 'boundary',
    label: texts.boundaryTemplate,
    document: (accountId) =>
      JSON.stringify(
        {
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
        },
        null,
        2,
      ),
  },
]
