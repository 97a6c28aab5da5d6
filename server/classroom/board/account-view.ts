import type { AccountView, Entity } from '../../account/account.js'
import { mfaDevicesOf } from '../../account/mfa-devices.js'
import type { LearnerPage } from './contract.js'

type Shown = Pick<LearnerPage['accounts'][number], 'users' | 'groups' | 'roles' | 'policies'>

/** More of a kind aren't listed: an account may have thousands of users. */
const MOST = 200

/** The names and states of what is in an account: no password, secret, seed, code, key, and no policy's text. */
export const accountView = (account: AccountView): Shown => ({
  users: account
    .ordered('User')
    .slice(0, MOST)
    .map((user) => userView(account, user)),
  groups: account
    .ordered('Group')
    .slice(0, MOST)
    .map(({ groupName, attachedPolicies, inlinePolicies }) => ({
      name: groupName,
      policies: [...attachedPolicies.map(nameIn), ...Object.keys(inlinePolicies)],
    })),
  roles: account
    .ordered('Role')
    .slice(0, MOST)
    .map(({ roleName }) => roleName),
  policies: account
    .ordered('ManagedPolicy')
    .slice(0, MOST)
    .map(({ policyName }) => policyName),
})

function userView(account: AccountView, { userId, userName, groups }: Entity<'User'>): Shown['users'][number] {
  return {
    name: userName,
    console: account.get('LoginProfile', userId) !== undefined,
    mfa: mfaDevicesOf(account, userId).length > 0,
    accessKeys: account
      .where('AccessKey', 'owner', userId)
      .map(({ accessKeyId, status, createDate }) => ({ id: accessKeyId, status, createdAt: createDate })),
    groups: groups.flatMap((id) => account.get('Group', id)?.groupName ?? []),
  }
}

/** Of an ARN: `arn:aws:iam::aws:policy/job-function/Billing` is `Billing`. */
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
