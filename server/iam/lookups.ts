import type { AccountView, Entity } from '../account/account.js'
import type { LastUsed } from '../account/accounts.js'
import { groupArn, rootArn, userArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import { foldName } from '../account/indexes.js'
import { noSuchEntity, validationError } from '../operations/aws-error.js'
import type { Need } from '../operations/operation.js'
import type { Group as GroupShape, User as UserShape } from '../wire/model/iam.types.js'

/** Looks up by name, ignoring case. Source of messages: recorded AWS replies (`The user with name … cannot be found.`). */
export function userNamed(account: AccountView, name: string): Entity<'User'> | undefined {
  return account.where('User', 'name', foldName(name))[0]
}

export function findUser(account: AccountView, name: string): Entity<'User'> {
  const user = userNamed(account, name)
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return user
}

export function groupNamed(account: AccountView, name: string): Entity<'Group'> | undefined {
  return account.where('Group', 'name', foldName(name))[0]
}

export function findGroup(account: AccountView, name: string): Entity<'Group'> {
  const group = groupNamed(account, name)
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`)
  return group
}

/** Whose credentials an operation is about: a user, or the root user. */
export type CredentialOwner = { type: 'root'; id: string } | { type: 'user'; id: string; user: Entity<'User'> }

/**
 * An omitted UserName is the caller's own: the user who signed, or root. Sessions of roles must name one.
 * `rootNames`: names that mean root where the model requires a UserName and root signs (docs/differences-from-aws.md).
 */
export function credentialOwner(account: AccountView, caller: Caller, userName: string | undefined): CredentialOwner {
  if (userName === undefined) {
    if (caller.type === 'Root') return { type: 'root', id: account.accountId }
    const user = account.get('User', caller.userId)
    if (!user) throw validationError('Must specify userName when calling with non-User credentials')
    return { type: 'user', id: user.userId, user }
  }
  if (caller.type === 'Root' && userName === account.accountId) return { type: 'root', id: account.accountId }
  const user = findUser(account, userName)
  return { type: 'user', id: user.userId, user }
}

/** Authorisation on a user that exists or not; AccessDenied prints `user <name>`. */
export function onUser(account: AccountView, caller: Caller, userName: string | undefined, need: Partial<Need> = {}): Need {
  const name = userName ?? (caller.type === 'IAMUser' ? caller.userName : '')
  const user = userNamed(account, name)
  const resource = user ? userArn(account.accountId, user) : userArn(account.accountId, { path: '/', userName: name })
  return { resource, printed: `user ${name}`, ...need, context: { ...tagContext(user?.tags ?? []), ...need.context } }
}

/** As onUser, for groups. */
export function onGroup(account: AccountView, groupName: string, need: Partial<Need> = {}): Need {
  const group = groupNamed(account, groupName)
  const resource = groupArn(account.accountId, group ?? { path: '/', groupName })
  return { resource, printed: `group ${groupName}`, ...need }
}

/** `aws:ResourceTag/k` and `iam:ResourceTag/k` of an existing entity. */
export function tagContext(tags: readonly { Key: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  )
}

/** `aws:RequestTag/k` and `aws:TagKeys` of a request that passes tags. */
export function requestTagContext(tags: readonly { Key: string; Value: string }[] = []): Record<string, string | string[]> {
  if (tags.length === 0) return {}
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key }) => Key),
  }
}

/** A user as ListUsers shows it; GetUser adds tags and the permissions boundary. */
export function describeUser(account: AccountView, user: Entity<'User'>, lastUsed: LastUsed): UserShape {
  const { path, userName, userId, createDate } = user
  const used = account.get('LoginProfile', userId) && lastUsed('Password', userId)
  return {
    Path: path,
    UserName: userName,
    UserId: userId,
    Arn: userArn(account.accountId, user),
    CreateDate: createDate,
    ...(used ? { PasswordLastUsed: used.at } : {}),
  }
}

/** Root as a User: the account's id and ARN, the account's name where users have theirs. */
export function describeRoot(account: AccountView, lastUsed: LastUsed): UserShape {
  const { accountId } = account
  const entity = account.get('Account', 'account')
  const used = lastUsed('Password', accountId)
  return {
    Path: '/',
    UserName: entity?.name ?? accountId,
    UserId: accountId,
    Arn: rootArn(accountId),
    CreateDate: entity?.createDate ?? 0,
    ...(used ? { PasswordLastUsed: used.at } : {}),
  }
}

export function describeGroup(account: AccountView, group: Entity<'Group'>): GroupShape {
  const { path, groupName, groupId, createDate } = group
  return { Path: path, GroupName: groupName, GroupId: groupId, Arn: groupArn(account.accountId, group), CreateDate: createDate }
}
