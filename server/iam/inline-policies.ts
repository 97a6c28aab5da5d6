import type { Entity } from '../account/account.js'
import { QUOTA } from '../account/quotas.js'
import { limitExceeded, noSuchEntity } from '../aws/aws-error.js'
import { operation, query } from '../runner/operation.js'
import { findGroup, findOwnRole, findRole, findUser } from './named-entities.js'
import { onGroup, onRole, onUser } from './needs.js'
import { type Page, page } from './pagination.js'
import { checkPolicyDocument, policySize } from './policy-document.js'

type Carrier = Entity<'User'> | Entity<'Group'> | Entity<'Role'>

interface Owner {
  type: 'user' | 'group' | 'role'
  name: string
  limit: number
}

/** The size limit is on all inline policies together. Source of the message: public reports. */
function withPolicy<C extends Carrier>(carrier: C, name: string, document: string, { type, name: owner, limit }: Owner): C {
  const inlinePolicies = { ...carrier.inlinePolicies, [name]: document }
  const size = Object.values(inlinePolicies).reduce((sum, text) => sum + policySize(text), 0)
  if (size > limit)
    throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${type} ${owner}`, 'quota-inline-policy-size')
  checkPolicyDocument(document, 'identity')
  return { ...carrier, inlinePolicies }
}

function documentOf(carrier: Carrier, name: string, type: Owner['type']): string {
  const document = Object.hasOwn(carrier.inlinePolicies, name) ? carrier.inlinePolicies[name] : undefined
  if (document === undefined) throw noSuchEntity(`The ${type} policy with name ${name} cannot be found.`)
  return document
}

function withoutPolicy<C extends Carrier>(carrier: C, name: string, type: Owner['type']): C {
  documentOf(carrier, name, type)
  const { [name]: _gone, ...inlinePolicies } = carrier.inlinePolicies
  return { ...carrier, inlinePolicies }
}

function names(
  carrier: Carrier,
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
): { PolicyNames: string[] } & Omit<Page<unknown>, 'items'> {
  const { items, ...rest } = page(Object.keys(carrier.inlinePolicies).sort(), input, (name) => name)
  return { PolicyNames: items, ...rest }
}

/**
 * Adds or replaces an inline policy of a user. Limit: 2,048 characters in all.
 * Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded. Source: IAM API Reference, "PutUserPolicy".
 */
export const PutUserPolicy = operation('iam', 'PutUserPolicy', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, { boundary: true }),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const owner: Owner = { type: 'user', name: user.userName, limit: QUOTA.UserPolicySize }
    account.put('User', withPolicy(user, input.PolicyName, input.PolicyDocument, owner))
  },
})

/** Returns an inline policy of a user. Errors: NoSuchEntity. Source: "GetUserPolicy". */
export const GetUserPolicy = query('iam', 'GetUserPolicy', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    const document = documentOf(user, input.PolicyName, 'user')
    return { UserName: user.userName, PolicyName: input.PolicyName, PolicyDocument: document }
  },
})

/** Lists the names of a user's inline policies. Errors: NoSuchEntity. Source: "ListUserPolicies". */
export const ListUserPolicies = query('iam', 'ListUserPolicies', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle: ({ account, input }) => names(findUser(account, input.UserName), input),
})

/** Deletes an inline policy of a user. Errors: NoSuchEntity. Source: "DeleteUserPolicy". */
export const DeleteUserPolicy = operation('iam', 'DeleteUserPolicy', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, { boundary: true }),
  handle: ({ account, input }) =>
    account.put('User', withoutPolicy(findUser(account, input.UserName), input.PolicyName, 'user')),
})

/**
 * Adds or replaces an inline policy of a group, with the errors of PutUserPolicy. Limit: 5,120 characters in all.
 * Source: IAM API Reference, "PutGroupPolicy".
 */
export const PutGroupPolicy = operation('iam', 'PutGroupPolicy', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    const owner: Owner = { type: 'group', name: group.groupName, limit: QUOTA.GroupPolicySize }
    account.put('Group', withPolicy(group, input.PolicyName, input.PolicyDocument, owner))
  },
})

/** Returns an inline policy of a group. Errors: NoSuchEntity. Source: "GetGroupPolicy". */
export const GetGroupPolicy = query('iam', 'GetGroupPolicy', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle({ account, input }) {
    const group = findGroup(account, input.GroupName)
    const document = documentOf(group, input.PolicyName, 'group')
    return { GroupName: group.groupName, PolicyName: input.PolicyName, PolicyDocument: document }
  },
})

/** Lists the names of a group's inline policies. Errors: NoSuchEntity. Source: "ListGroupPolicies". */
export const ListGroupPolicies = query('iam', 'ListGroupPolicies', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle: ({ account, input }) => names(findGroup(account, input.GroupName), input),
})

/** Deletes an inline policy of a group. Errors: NoSuchEntity. Source: "DeleteGroupPolicy". */
export const DeleteGroupPolicy = operation('iam', 'DeleteGroupPolicy', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle: ({ account, input }) =>
    account.put('Group', withoutPolicy(findGroup(account, input.GroupName), input.PolicyName, 'group')),
})

/**
 * Adds or replaces an inline policy of a role, with the errors of PutUserPolicy. Limit: 10,240 characters in all. Errors
 * also: UnmodifiableEntity.
 * Source: IAM API Reference, "PutRolePolicy".
 */
export const PutRolePolicy = operation('iam', 'PutRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input }) {
    const role = findOwnRole(account, input.RoleName)
    const owner: Owner = { type: 'role', name: role.roleName, limit: QUOTA.RolePolicySize }
    account.put('Role', withPolicy(role, input.PolicyName, input.PolicyDocument, owner))
  },
})

/** Returns an inline policy of a role. Errors: NoSuchEntity. Source: "GetRolePolicy". */
export const GetRolePolicy = query('iam', 'GetRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName),
  handle({ account, input }) {
    const role = findRole(account, input.RoleName)
    const document = documentOf(role, input.PolicyName, 'role')
    return { RoleName: role.roleName, PolicyName: input.PolicyName, PolicyDocument: document }
  },
})

/** Lists the names of a role's inline policies. Errors: NoSuchEntity. Source: "ListRolePolicies". */
export const ListRolePolicies = query('iam', 'ListRolePolicies', {
  needs: ({ account, input }) => onRole(account, input.RoleName),
  handle: ({ account, input }) => names(findRole(account, input.RoleName), input),
})

/** Deletes an inline policy of a role. Errors: NoSuchEntity, UnmodifiableEntity. Source: "DeleteRolePolicy". */
export const DeleteRolePolicy = operation('iam', 'DeleteRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle: ({ account, input }) =>
    account.put('Role', withoutPolicy(findOwnRole(account, input.RoleName), input.PolicyName, 'role')),
})

export const inlinePolicyOperations = [
  PutUserPolicy,
  GetUserPolicy,
  ListUserPolicies,
  DeleteUserPolicy,
  PutGroupPolicy,
  GetGroupPolicy,
  ListGroupPolicies,
  DeleteGroupPolicy,
  PutRolePolicy,
  GetRolePolicy,
  ListRolePolicies,
  DeleteRolePolicy,
]
