import type { AccountView, Entity } from '../account/account.js'
import type { PolicySource, Via } from '../authorization/evaluate.js'
import { awsManagedDocument, awsManagedPolicy } from './aws-managed-policies.js'

/** A policy that applies to a principal. */
export type AppliedPolicy = PolicySource & { via: Via }

/** Whether an ARN names a policy of AWS's or the account's. No document is read. */
export const isManagedPolicy = (account: AccountView, arn: string): boolean =>
  awsManagedPolicy(arn) !== undefined || account.where('ManagedPolicy', 'arn', arn).length > 0

/** The document that is in force for a managed policy's ARN: a customer's default version or AWS's own. */
export function managedPolicyDocument(account: AccountView, arn: string): { name: string; document: string } | undefined {
  const aws = awsManagedPolicy(arn)
  if (aws) return { name: aws.policyName, document: awsManagedDocument(arn) ?? '' }
  const [policy] = account.where('ManagedPolicy', 'arn', arn)
  const version = policy?.versions.find(({ versionId }) => versionId === policy.defaultVersionId)
  return policy && version ? { name: policy.policyName, document: version.document } : undefined
}

/** Every identity policy of a role. */
export const rolePoliciesOf = (account: AccountView, role: Entity<'Role'>): AppliedPolicy[] =>
  policiesOf(account, role, { type: 'role' })

export const groupPoliciesOf = (account: AccountView, group: Entity<'Group'>): AppliedPolicy[] =>
  policiesOf(account, group, { type: 'group', groupName: group.groupName })

/**
 * Every identity policy of a user: own inline and attached ones, those of the groups, and what the account's
 * password policy grants every user (AllowUsersToChangePassword: iam:ChangePassword on self and
 * iam:GetAccountPasswordPolicy. Source: IAM User Guide, "Setting an account password policy").
 */
export function identityPoliciesOf(account: AccountView, user: Entity<'User'>): AppliedPolicy[] {
  const policies = policiesOf(account, user, { type: 'user' })
  for (const groupId of user.groups) {
    const group = account.get('Group', groupId)
    if (group) policies.push(...groupPoliciesOf(account, group))
  }
  if (account.ordered('AccountPasswordPolicy')[0]?.allowUsersToChangePassword) {
    policies.push({ name: 'AllowUsersToChangePassword', via: { type: 'account' }, document: SELF_CHANGE })
  }
  return policies
}

const SELF_CHANGE = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iam:ChangePassword',
      Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'],
    },
    { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
  ],
})

function policiesOf(
  account: AccountView,
  carrier: Entity<'User'> | Entity<'Group'> | Entity<'Role'>,
  via: Via,
): AppliedPolicy[] {
  const policies: AppliedPolicy[] = Object.entries(carrier.inlinePolicies).map(([name, document]) => ({ name, via, document }))
  for (const arn of carrier.attachedPolicies) {
    const found = managedPolicyDocument(account, arn)
    if (found) policies.push({ ...found, arn, via })
  }
  return policies
}
