import type { Group, ManagedPolicy, User } from './entities.js'

/** ARNs of IAM: the region is always empty. Source: IAM User Guide, "IAM identifiers". */
const iamArn = (accountId: string, resource: string): string => `arn:aws:iam::${accountId}:${resource}`

export const rootArn = (accountId: string): string => iamArn(accountId, 'root')
export const userArn = (accountId: string, user: Pick<User, 'path' | 'userName'>): string =>
  iamArn(accountId, `user${user.path}${user.userName}`)
export const groupArn = (accountId: string, group: Pick<Group, 'path' | 'groupName'>): string =>
  iamArn(accountId, `group${group.path}${group.groupName}`)
export const policyArn = (accountId: string, policy: Pick<ManagedPolicy, 'path' | 'policyName'>): string =>
  iamArn(accountId, `policy${policy.path}${policy.policyName}`)
export const mfaArn = (accountId: string, path: string, name: string): string => iamArn(accountId, `mfa${path}${name}`)
/** What list operations are authorised on: `arn:aws:iam::<account>:user/` and the path prefix, if any. */
export const pathArn = (accountId: string, type: 'user' | 'group' | 'role' | 'mfa', pathPrefix = '/'): string =>
  iamArn(accountId, `${type}${pathPrefix}`)
