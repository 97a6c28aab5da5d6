import type { Account } from '../../account/account.js'
import { userNamed } from '../../account/named.js'
import { accessKeysOf } from '../../lessons/checks/lookups.js'

export interface OneCall {
  call: string
  input: Record<string, unknown>
}

/** One's own access keys, of root or of a user. */
export const ownKeysDeleted = (account: Account, name: string): OneCall[] =>
  accessKeysOf(account, name === 'root' ? { root: true } : { user: name }).map(({ accessKeyId: AccessKeyId }) => ({
    call: 'iam:DeleteAccessKey',
    input: { AccessKeyId },
  }))

/** A user with all that hangs on them, in the order in which the console deletes one. */
export function userDeleted(account: Account, UserName: string): OneCall[] {
  const user = userNamed(account, UserName)
  if (!user) return [{ call: 'iam:DeleteUser', input: { UserName } }]
  const of = (call: string, more: Record<string, unknown> = {}) => ({ call: `iam:${call}`, input: { UserName, ...more } })
  return [
    ...accessKeysOf(account, { user: UserName }).map(({ accessKeyId }) => of('DeleteAccessKey', { AccessKeyId: accessKeyId })),
    ...user.attachedPolicies.map((PolicyArn) => of('DetachUserPolicy', { PolicyArn })),
    ...Object.keys(user.inlinePolicies).map((PolicyName) => of('DeleteUserPolicy', { PolicyName })),
    ...user.groups.flatMap((id) => {
      const group = account.get('Group', id)
      return group ? [of('RemoveUserFromGroup', { GroupName: group.groupName })] : []
    }),
    ...(account.get('LoginProfile', user.userId) ? [of('DeleteLoginProfile')] : []),
    of('DeleteUser'),
  ]
}
