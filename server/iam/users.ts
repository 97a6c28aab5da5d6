import type { Draft, Entity } from '../account/account.js'
import { pathArn, userArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import { userNamed } from '../account/named.js'
import { QUOTA } from '../account/quotas.js'
import { deleteConflict, entityAlreadyExists, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import { type Need, operation, query } from '../runner/operation.js'
import { credentialOwner } from './credential-owner.js'
import { findUser } from './named-entities.js'
import { onUser } from './needs.js'
import { page } from './pagination.js'
import { checkBoundary, checkBoundaryForm } from './permissions-boundaries.js'
import { requestTagContext } from './tag-context.js'
import { mergedTags } from './tags.js'
import { describeRoot, describeUser, listedUser } from './user-members.js'

const alreadyExists = (name: string) => entityAlreadyExists(`User with name ${name} already exists.`)

/**
 * Creates a user without any credentials. Names are unique, ignoring case. Limits: 5,000 users per account, 50 tags. Errors:
 * EntityAlreadyExists, LimitExceeded, NoSuchEntity and InvalidInput (boundary).
 * Source: IAM API Reference, "CreateUser".
 */
export const CreateUser = operation('iam', 'CreateUser', {
  needs({ account, input }) {
    const resource = userArn(account.accountId, { path: input.Path ?? '/', userName: input.UserName })
    const boundary = input.PermissionsBoundary
    const context = { ...requestTagContext(input.Tags), ...(boundary ? { 'iam:PermissionsBoundary': boundary } : {}) }
    const create: Need = { resource, context }
    return input.Tags?.length ? [create, { action: 'iam:TagUser', resource, context }] : create
  },
  handle({ account, input, now, random, lastUsed }) {
    checkBoundaryForm(input.PermissionsBoundary)
    if (userNamed(account, input.UserName)) throw alreadyExists(input.UserName)
    if (account.count('User') >= QUOTA.UsersPerAccount) throw quotaExceeded('UsersPerAccount', QUOTA.UsersPerAccount)
    const { PermissionsBoundary: boundary } = input
    if (boundary) checkBoundary(account, boundary)
    const user: Entity<'User'> = {
      userId: uniqueId('AIDA', random),
      userName: input.UserName,
      path: input.Path ?? '/',
      createDate: now,
      tags: mergedTags('User', [], input.Tags),
      groups: [],
      attachedPolicies: [],
      inlinePolicies: {},
      ...(boundary ? { permissionsBoundary: boundary } : {}),
    }
    account.put('User', user)
    return { User: describeUser('CreateUser', account, user, lastUsed) }
  },
  result: ({ User }) => ({ user: members(User) }),
})

/**
 * Returns a user by name; without a name, the caller, even if that's root. Errors: NoSuchEntity.
 * Source: IAM API Reference, "GetUser".
 */
export const GetUser = query('iam', 'GetUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input, lastUsed }) {
    const owner = credentialOwner(account, caller, input.UserName)
    if (owner.type === 'root') return { User: describeRoot('GetUser', account, lastUsed) }
    return { User: describeUser('GetUser', account, owner.user, lastUsed) }
  },
})

/** Lists users by path, in order of name, without tags. Source: IAM API Reference, "ListUsers". */
export const ListUsers = query('iam', 'ListUsers', {
  needs: ({ account, input }) => ({ resource: pathArn(account.accountId, 'user', input.PathPrefix) }),
  handle({ account, input, lastUsed }) {
    const { PathPrefix: prefix } = input
    const all = account.ordered('User')
    const { items, ...rest } = page(
      prefix ? all.filter(({ path }) => path.startsWith(prefix)) : all,
      input,
      (user) => user.userName,
    )
    return { Users: items.map((user) => listedUser('ListUsers', account, user, lastUsed)), ...rest }
  },
})

/**
 * Renames a user or moves them to another path; the user keeps their ID, keys, groups, and policies. Errors: NoSuchEntity,
 * EntityAlreadyExists.
 * Source: IAM API Reference, "UpdateUser".
 */
export const UpdateUser = operation('iam', 'UpdateUser', {
  needs({ account, caller, input }) {
    const { NewUserName, NewPath } = input
    const present = onUser(account, caller, input.UserName)
    if (NewUserName === undefined && NewPath === undefined) return present
    const user = userNamed(account, input.UserName)
    const next = { path: NewPath ?? user?.path ?? '/', userName: NewUserName ?? input.UserName }
    return [present, { ...present, resource: userArn(account.accountId, next) }]
  },
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const other = input.NewUserName === undefined ? undefined : userNamed(account, input.NewUserName)
    if (input.NewUserName !== undefined && other && other.userId !== user.userId) throw alreadyExists(input.NewUserName)
    account.put('User', { ...user, userName: input.NewUserName ?? user.userName, path: input.NewPath ?? user.path })
  },
})

/**
 * Deletes a user who has nothing left. The error names only the first thing in the way. Errors: NoSuchEntity,
 * DeleteConflict. The order is this simulator's; AWS's is not public.
 * Source: IAM API Reference, "DeleteUser"; messages from public reports.
 */
export const DeleteUser = operation('iam', 'DeleteUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const inTheWay = firstConflict(account, user)
    if (inTheWay) throw deleteConflict(`Cannot delete entity, ${inTheWay} first.`)
    account.delete('User', user.userId)
  },
})

function firstConflict(account: Draft, user: Entity<'User'>): string | undefined {
  if (user.groups.length > 0) return 'must remove users from group'
  if (account.get('LoginProfile', user.userId)) return 'must delete login profile'
  if (user.attachedPolicies.length > 0) return 'must detach all policies'
  if (Object.keys(user.inlinePolicies).length > 0) return 'must delete policies'
  if (account.where('AccessKey', 'owner', user.userId).length > 0) return 'must delete access keys'
  if (hasMfaDevice(account, user.userId)) return 'must delete MFA device'
  if (account.where('SigningCertificate', 'owner', user.userId).length > 0) return 'must delete signing certificates'
  const referenced = [
    ...account.where('SSHPublicKey', 'owner', user.userId),
    ...account.where('ServiceSpecificCredential', 'owner', user.userId),
  ]
  return referenced.length > 0 ? 'must remove referenced objects' : undefined
}

export const userOperations = [CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser]
