import type { AccountView, Entity } from '../account/account.js'
import type { LastUsed } from '../account/last-used.js'
import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from '../aws/model/iam.types.js'
import { type AwsManagedPolicy, awsManagedDocument, awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { query } from '../runner/operation.js'
import { answerWith } from './answer-members.js'
import { groupMembers } from './groups.js'
import { describeInstanceProfile } from './instance-profiles.js'
import { page } from './pagination.js'
import { customerPolicy, policyMembers, usedAwsPolicies } from './policies.js'
import { describeVersion, versionsOf } from './policy-versions.js'
import { roleMembers, roleSize } from './role-members.js'
import { userMembers } from './user-members.js'

type Detail =
  | { type: 'User'; id: string; entity: Entity<'User'> }
  | { type: 'Group'; id: string; entity: Entity<'Group'> }
  | { type: 'Role'; id: string; entity: Entity<'Role'> }
  | { type: 'LocalManagedPolicy'; id: string; arn: string }
  | { type: 'AWSManagedPolicy'; id: string; arn: string }

/**
 * Lists the whole account in pages: users, groups, roles, customer managed policies, and the AWS managed policies in use.
 * Source: IAM API Reference, "GetAccountAuthorizationDetails".
 */
export const GetAccountAuthorizationDetails = query('iam', 'GetAccountAuthorizationDetails', {
  needs: () => ({ resource: '*' }),
  handle({ account, input, lastUsed }) {
    const wanted = new Set<string>(input.Filter ?? [])
    const all = everything(account).filter(({ type }) => wanted.size === 0 || wanted.has(type))
    const { items, ...rest } = page(
      all,
      input,
      ({ id }) => id,
      (detail) => sizeOf(account, detail),
    )
    return {
      UserDetailList: items.flatMap((one) => (one.type === 'User' ? [userDetail(account, one.entity, lastUsed)] : [])),
      GroupDetailList: items.flatMap((one) => (one.type === 'Group' ? [groupDetail(account, one.entity)] : [])),
      RoleDetailList: items.flatMap((one) => (one.type === 'Role' ? [roleDetail(account, one.entity, lastUsed)] : [])),
      Policies: items.flatMap((one) => ('arn' in one ? [policyDetail(account, one.arn)] : [])),
      ...rest,
    }
  },
})

/** Roughly the characters of a detail in the answer. */
function sizeOf(account: AccountView, detail: Detail): number {
  if ('arn' in detail) {
    const aws = awsManagedDocument(detail.arn)
    const documents = aws === undefined ? (customerPolicy(account, detail.arn)?.versions ?? []) : [{ document: aws }]
    return documents.reduce((sum, { document }) => sum + document.length, 500)
  }
  const { attachedPolicies, inlinePolicies } = detail.entity
  const documents = Object.values(inlinePolicies).reduce((sum, document) => sum + document.length, 0)
  const own = 500 + 200 * attachedPolicies.length + documents
  if (detail.type !== 'Role') return own
  // Each of its instance profiles shows the role again.
  return own + roleSize(detail.entity) * (1 + account.where('InstanceProfile', 'role', detail.entity.roleId).length)
}

function everything(account: AccountView): Detail[] {
  return [
    ...account.ordered('User').map((entity): Detail => ({ type: 'User', id: entity.userId, entity })),
    ...account.ordered('Group').map((entity): Detail => ({ type: 'Group', id: entity.groupId, entity })),
    ...account.ordered('Role').map((entity): Detail => ({ type: 'Role', id: entity.roleId, entity })),
    ...account.ordered('ManagedPolicy').map(({ policyId, arn }): Detail => ({ type: 'LocalManagedPolicy', id: policyId, arn })),
    ...usedAwsPolicies(account).map(({ policyId, arn }): Detail => ({ type: 'AWSManagedPolicy', id: policyId, arn })),
  ]
}

const inline = (policies: Readonly<Record<string, string>>) =>
  Object.entries(policies).map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument }))

const attached = (arns: readonly string[]) =>
  arns.map((PolicyArn) => ({ PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1), PolicyArn }))

const OPERATION = 'GetAccountAuthorizationDetails'

const userDetail = (account: AccountView, user: Entity<'User'>, lastUsed: LastUsed): UserDetail =>
  answerWith('User', OPERATION, {
    ...userMembers(account, user, lastUsed),
    UserPolicyList: inline(user.inlinePolicies),
    GroupList: user.groups.flatMap((id) => account.get('Group', id)?.groupName ?? []),
    AttachedManagedPolicies: attached(user.attachedPolicies),
  })

const groupDetail = (account: AccountView, group: Entity<'Group'>): GroupDetail =>
  answerWith('Group', OPERATION, {
    ...groupMembers(account, group),
    GroupPolicyList: inline(group.inlinePolicies),
    AttachedManagedPolicies: attached(group.attachedPolicies),
  })

function roleDetail(account: AccountView, role: Entity<'Role'>, lastUsed: LastUsed): RoleDetail {
  const profiles = account.where('InstanceProfile', 'role', role.roleId)
  return answerWith('Role', OPERATION, {
    ...roleMembers(account, role, lastUsed),
    InstanceProfileList: profiles.map((profile) => describeInstanceProfile(OPERATION, account, profile, lastUsed)),
    RolePolicyList: inline(role.inlinePolicies),
    AttachedManagedPolicies: attached(role.attachedPolicies),
  })
}

function policyDetail(account: AccountView, arn: string): ManagedPolicyDetail {
  const aws = awsManagedPolicy(arn)
  const policy = aws ?? customerPolicy(account, arn)
  if (!policy) throw new Error(`policy ${arn} vanished while it was listed`)
  const { versions, defaultVersionId } = aws ? defaultVersionOf(aws) : versionsOf(policy)
  return answerWith('Policy', OPERATION, {
    ...policyMembers(account, policy),
    PolicyVersionList: versions.map((version) => describeVersion(OPERATION, version, defaultVersionId)),
  })
}

/** An AWS managed policy can have a hundred versions: only the default is listed here (docs/differences-from-aws.md). */
const defaultVersionOf = ({ arn, defaultVersionId, updateDate }: AwsManagedPolicy) => ({
  versions: [{ versionId: defaultVersionId, document: awsManagedDocument(arn), createDate: updateDate }],
  defaultVersionId,
})
