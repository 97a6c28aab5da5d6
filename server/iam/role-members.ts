import type { AccountView, Entity } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import type { LastUsed } from '../account/last-used.js'
import { shownTrustPolicy } from '../account/trust-policies.js'
import type { Role as RoleShape } from '../aws/model/iam.types.js'
import { type AnswersWith, answerWith, type Known } from './answer-members.js'
import { boundaryOf } from './permissions-boundaries.js'

/** All that answers can say of a role, but for what only GetAccountAuthorizationDetails has. */
export const roleMembers = (account: AccountView, role: Entity<'Role'>, lastUsed: LastUsed): Known<'Role'> => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: role.roleId,
  Arn: roleArn(account.accountId, role),
  CreateDate: role.createDate,
  AssumeRolePolicyDocument: shownTrustPolicy(account, role),
  Description: role.description,
  MaxSessionDuration: role.maxSessionDuration,
  PermissionsBoundary: boundaryOf(role),
  Tags: [...role.tags],
  RoleLastUsed: lastUse(role, lastUsed),
})

function lastUse({ roleId }: Entity<'Role'>, lastUsed: LastUsed) {
  const used = lastUsed('Role', roleId)
  return used ? { LastUsedDate: used.at, ...(used.region ? { Region: used.region } : {}) } : {}
}

export const describeRole = (
  operation: Exclude<AnswersWith<'Role'>, 'GetAccountAuthorizationDetails'>,
  account: AccountView,
  role: Entity<'Role'>,
  lastUsed: LastUsed,
): RoleShape => answerWith('Role', operation, roleMembers(account, role, lastUsed))

/** Roughly the characters of a role in an answer; the principals of its trust policy cost as much again to look up. */
export const roleSize = ({ trustPolicy }: Entity<'Role'>): number => 500 + 2 * trustPolicy.length
