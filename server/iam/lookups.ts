import type { AccountView, Entity } from '../account/account.js'
import type { LastUsed } from '../account/accounts.js'
import { groupArn, instanceProfileArn, roleArn, rootArn, userArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import type { Tag } from '../account/entities.js'
import { foldName } from '../account/indexes.js'
import { groupNamed, roleNamed, userNamed } from '../account/named.js'
import { shownTrustPolicy } from '../account/trust-policies.js'
import { noSuchEntity, unmodifiableEntity, validationError } from '../aws/aws-error.js'
import type { Group as GroupShape, Role as RoleShape, User as UserShape } from '../aws/model/iam.types.js'
import type { Need } from '../runner/operation.js'

/** Looks up by name, ignoring case. Source of messages: recorded AWS replies (`The user with name … cannot be found.`). */
export function findUser(account: AccountView, name: string): Entity<'User'> {
  const user = userNamed(account, name)
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return user
}

export function findGroup(account: AccountView, name: string): Entity<'Group'> {
  const group = groupNamed(account, name)
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`)
  return group
}

export function findRole(account: AccountView, name: string): Entity<'Role'> {
  const role = roleNamed(account, name)
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return role
}

/** A role that its account may change: service-linked ones only their service may. Source: recorded AWS replies. */
export function findOwnRole(account: AccountView, name: string): Entity<'Role'> {
  const role = findRole(account, name)
  if (role.serviceLinkedFor !== undefined) {
    throw unmodifiableEntity(
      `Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`,
      'service-linked-role',
    )
  }
  return role
}

/** Whose credentials an operation is about: a user, or the root user. */
export type CredentialOwner = { type: 'root'; id: string } | { type: 'user'; id: string; user: Entity<'User'> }

/** An omitted UserName is the caller's own: the user who signed, or root. Sessions of roles must name one. */
export function credentialOwner(account: AccountView, caller: Caller, userName: string | undefined): CredentialOwner {
  if (userName === undefined) {
    if (caller.type === 'Root') return { type: 'root', id: account.accountId }
    const user = account.get('User', caller.userId)
    if (!user) throw validationError('Must specify userName when calling with non-User credentials')
    return { type: 'user', id: user.userId, user }
  }
  const user = findUser(account, userName)
  return { type: 'user', id: user.userId, user }
}

/**
 * As credentialOwner; but where root signs, the account id means root: the model wants a UserName of those who change
 * MFA devices (docs/differences-from-aws.md).
 */
export const mfaOwner = (account: AccountView, caller: Caller, userName: string | undefined): CredentialOwner =>
  credentialOwner(account, caller, caller.type === 'Root' && userName === account.accountId ? undefined : userName)

/** What an operation adds to its need. `boundary`: `iam:PermissionsBoundary` is the entity's own, if it has one. */
type Addition = Partial<Need> & { boundary?: true }

/** Authorisation on a user that exists or not; AccessDenied prints `user <name>`. */
export function onUser(account: AccountView, caller: Caller, userName: string | undefined, addition: Addition = {}): Need {
  const name = userName ?? (caller.type === 'IAMUser' ? caller.userName : '')
  const user = userNamed(account, name)
  const resource = user ? userArn(account.accountId, user) : userArn(account.accountId, { path: '/', userName: name })
  return { resource, printed: `user ${name}`, ...added(addition, user) }
}

/** As onUser, for roles; the check of a role that does not exist runs on the ARN without a path, as at AWS. */
export function onRole(account: AccountView, roleName: string, addition: Addition = {}): Need {
  const role = roleNamed(account, roleName)
  const resource = roleArn(account.accountId, role ?? { path: '/', roleName })
  return { resource, printed: `role ${roleName}`, ...added(addition, role) }
}

function added(
  { boundary, ...need }: Addition,
  entity: { tags: readonly Tag[]; permissionsBoundary?: string } | undefined,
): Partial<Need> {
  const own = boundary && entity?.permissionsBoundary ? { 'iam:PermissionsBoundary': entity.permissionsBoundary } : {}
  return { ...need, context: { ...tagContext(entity?.tags ?? []), ...own, ...need.context } }
}

/** As onUser, for instance profiles. */
export function onInstanceProfile(account: AccountView, name: string, need: Partial<Need> = {}): Need {
  const [profile] = account.where('InstanceProfile', 'name', foldName(name))
  const resource = instanceProfileArn(account.accountId, profile ?? { path: '/', instanceProfileName: name })
  const context = { ...tagContext(profile?.tags ?? []), ...need.context }
  return { resource, printed: `instance profile ${name}`, ...need, context }
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
export function describeUser(account: AccountView, user: Entity<'User'>, lastUsed: LastUsed): Readonly<UserShape> {
  const { path, userName, userId, createDate } = user
  const used = account.get('LoginProfile', userId) && lastUsed('Password', userId)
  const known = described.get(user)
  if (known && known.PasswordLastUsed === used?.at) return known
  const shape = Object.freeze({
    Path: path,
    UserName: userName,
    UserId: userId,
    Arn: userArn(account.accountId, user),
    CreateDate: createDate,
    ...(used ? { PasswordLastUsed: used.at } : {}),
  })
  described.set(user, shape)
  return shape
}

/** Users are listed by the hundred and change seldom: the same shape comes back, and its XML with it. */
const described = new WeakMap<Entity<'User'>, Readonly<UserShape>>()

/** Root as a User: the account's id and ARN, and no name, although the model has one for every user. */
export function describeRoot(account: AccountView, lastUsed: LastUsed): UserShape {
  const { accountId } = account
  const entity = account.get('Account', 'account')
  const used = lastUsed('Password', accountId)
  const root: Omit<UserShape, 'UserName'> = {
    Path: '/',
    UserId: accountId,
    Arn: rootArn(accountId),
    CreateDate: entity?.createDate ?? 0,
    ...(used ? { PasswordLastUsed: used.at } : {}),
  }
  return root as UserShape
}

/** Roughly the characters of a role in an answer; the principals of its trust policy cost as much again to look up. */
export const roleSize = ({ trustPolicy }: Entity<'Role'>): number => 500 + 2 * trustPolicy.length

/** A role as ListRoles shows it; `roleDetails` adds the rest. */
export function describeRole(account: AccountView, role: Entity<'Role'>): RoleShape {
  const { path, roleName, roleId, createDate, description, maxSessionDuration } = role
  return {
    Path: path,
    RoleName: roleName,
    RoleId: roleId,
    Arn: roleArn(account.accountId, role),
    CreateDate: createDate,
    AssumeRolePolicyDocument: shownTrustPolicy(account, role),
    ...(description === undefined ? {} : { Description: description }),
    MaxSessionDuration: maxSessionDuration,
  }
}

/** What GetUser and GetRole show beyond the lists. */
export const entityDetails = (entity: Entity<'User'> | Entity<'Role'>) => ({
  ...(entity.tags.length > 0 ? { Tags: [...entity.tags] } : {}),
  ...(entity.permissionsBoundary
    ? {
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
          PermissionsBoundaryArn: entity.permissionsBoundary,
        },
      }
    : {}),
})

export function describeGroup(account: AccountView, group: Entity<'Group'>): GroupShape {
  const { path, groupName, groupId, createDate } = group
  return { Path: path, GroupName: groupName, GroupId: groupId, Arn: groupArn(account.accountId, group), CreateDate: createDate }
}
