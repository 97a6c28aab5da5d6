import type { AccountView, Draft, Entity } from '../account/account.js'
import { pathArn, roleArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { roleNamed } from '../account/named.js'
import { QUOTA } from '../account/quotas.js'
import { keptTrustPolicy, UnknownPrincipal } from '../account/trust-policies.js'
import { deleteConflict, entityAlreadyExists, invalidInput, malformedPolicyDocument, quotaExceeded } from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import { type Need, operation, query } from '../runner/operation.js'
import { findOwnRole, findRole } from './named-entities.js'
import { onRole } from './needs.js'
import { page } from './pagination.js'
import { checkBoundary, checkBoundaryForm } from './permissions-boundaries.js'
import { checkPolicyDocument, policySize } from './policy-document.js'
import { describeRole, roleSize } from './role-members.js'
import { requestTagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

const DEFAULT_SESSION_SECONDS = 3600
/** Source of the message: a public report (tilfin/aws-iam-policy-tool#9). */
const SERVICE_ROLE_PATH = '/aws-service-role/'

/** The trust policy as it is kept; refuses bad grammar, unknown principals and what is too long. */
function trustPolicy(account: AccountView, text: string): string {
  if (policySize(text) > QUOTA.AssumeRolePolicySize) throw quotaExceeded('ACLSizePerRole', QUOTA.AssumeRolePolicySize)
  checkPolicyDocument(text, 'trust')
  try {
    return keptTrustPolicy(account, text)
  } catch (error) {
    if (!(error instanceof UnknownPrincipal)) throw error
    throw malformedPolicyDocument(`Invalid principal in policy: "AWS":"${error.principal}"`, 'unknown-principal')
  }
}

/**
 * Creates a role that the principals in its trust policy can assume. Names are unique, ignoring case. Limits: 1,000 roles
 * per account, 2,048 characters of trust policy. Errors: MalformedPolicyDocument, EntityAlreadyExists, LimitExceeded,
 * InvalidInput (reserved path or tag, boundary that isn't a policy), NoSuchEntity (boundary).
 * Source: IAM API Reference, "CreateRole".
 */
export const CreateRole = operation('iam', 'CreateRole', {
  needs({ account, input }) {
    const resource = roleArn(account.accountId, { path: input.Path ?? '/', roleName: input.RoleName })
    const boundary = input.PermissionsBoundary
    const context = { ...requestTagContext(input.Tags), ...(boundary ? { 'iam:PermissionsBoundary': boundary } : {}) }
    const create: Need = { resource, context }
    return input.Tags?.length ? [create, { action: 'iam:TagRole', resource, context }] : create
  },
  handle({ account, input, now, random, lastUsed }) {
    checkBoundaryForm(input.PermissionsBoundary)
    if (input.Path?.startsWith(SERVICE_ROLE_PATH)) {
      throw invalidInput(`Path prefix '${SERVICE_ROLE_PATH}' can only be used for AWS Service linked Roles`, 'reserved-path')
    }
    const trust = trustPolicy(account, input.AssumeRolePolicyDocument)
    if (roleNamed(account, input.RoleName)) throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`)
    if (account.count('Role') >= QUOTA.RolesPerAccount) throw quotaExceeded('RolesPerAccount', QUOTA.RolesPerAccount)
    const { PermissionsBoundary: boundary, Description: description } = input
    if (boundary) checkBoundary(account, boundary)
    const role: Entity<'Role'> = {
      roleId: uniqueId('AROA', random),
      roleName: input.RoleName,
      path: input.Path ?? '/',
      createDate: now,
      ...(description ? { description } : {}),
      trustPolicy: trust,
      maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
      tags: mergedTags('Role', [], input.Tags),
      attachedPolicies: [],
      inlinePolicies: {},
      ...(boundary ? { permissionsBoundary: boundary } : {}),
    }
    account.put('Role', role)
    return { Role: describeRole('CreateRole', account, role, lastUsed) }
  },
  result: ({ Role }) => ({ role: members(Role) }),
})

/** Returns a role with its trust policy, tags, boundary, and last use. Errors: NoSuchEntity. Source: "GetRole". */
export const GetRole = query('iam', 'GetRole', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle: ({ account, input, lastUsed }) => ({
    Role: describeRole('GetRole', account, findRole(account, input.RoleName), lastUsed),
  }),
})

/** Lists roles by path, in order of name, without tags, boundary, and last use. Source: IAM API Reference, "ListRoles". */
export const ListRoles = query('iam', 'ListRoles', {
  needs: ({ account, input }) => ({ resource: pathArn(account.accountId, 'role', input.PathPrefix) }),
  handle({ account, input, lastUsed }) {
    const { PathPrefix: prefix = '/' } = input
    const roles = account.ordered('Role').filter(({ path }) => path.startsWith(prefix))
    const { items, ...rest } = page(roles, input, (role) => role.roleName, roleSize)
    return { Roles: items.map((role) => describeRole('ListRoles', account, role, lastUsed)), ...rest }
  },
})

/**
 * Sets a role's description and maximum session duration. Whatever is omitted stays: the reference says that an omitted
 * MaxSessionDuration goes back to one hour, but it doesn't. Errors: NoSuchEntity, UnmodifiableEntity.
 * Source: IAM API Reference, "UpdateRole"; recorded AWS replies.
 */
export const UpdateRole = operation('iam', 'UpdateRole', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input }) {
    const role = findOwnRole(account, input.RoleName)
    const maxSessionDuration = input.MaxSessionDuration ?? role.maxSessionDuration
    account.put('Role', { ...withDescription(role, input.Description), maxSessionDuration })
    return {}
  },
})

/**
 * Sets a role's description; the older of two ways. Errors: NoSuchEntity, UnmodifiableEntity.
 * Source: "UpdateRoleDescription".
 */
export const UpdateRoleDescription = operation('iam', 'UpdateRoleDescription', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input, lastUsed }) {
    const role = withDescription(findOwnRole(account, input.RoleName), input.Description)
    account.put('Role', role)
    return { Role: describeRole('UpdateRoleDescription', account, role, lastUsed) }
  },
})

function withDescription(role: Entity<'Role'>, description: string | undefined): Entity<'Role'> {
  if (description === undefined) return role
  const { description: _before, ...rest } = role
  return description === '' ? rest : { ...rest, description }
}

/**
 * Replaces a role's trust policy; sessions that were already issued keep working. Errors: NoSuchEntity,
 * MalformedPolicyDocument, LimitExceeded, UnmodifiableEntity.
 * Source: IAM API Reference, "UpdateAssumeRolePolicy".
 */
export const UpdateAssumeRolePolicy = operation('iam', 'UpdateAssumeRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input }) {
    const role = findOwnRole(account, input.RoleName)
    account.put('Role', { ...role, trustPolicy: trustPolicy(account, input.PolicyDocument) })
  },
})

/**
 * Deletes a role that has no policies and is in no instance profile; its sessions end with it. The error names only the first
 * thing in the way, in this simulator's own order. Errors: NoSuchEntity, DeleteConflict, UnmodifiableEntity.
 * Source: IAM API Reference, "DeleteRole".
 */
export const DeleteRole = operation('iam', 'DeleteRole', {
  needs: ({ account, input }) => onRole(account, input.RoleName, { boundary: true }),
  handle({ account, input }) {
    const role = findOwnRole(account, input.RoleName)
    const inTheWay = firstConflict(account, role)
    if (inTheWay) throw deleteConflict(`Cannot delete entity, ${inTheWay} first.`)
    account.delete('Role', role.roleId)
  },
})

function firstConflict(account: Draft, role: Entity<'Role'>): string | undefined {
  if (account.where('InstanceProfile', 'role', role.roleId).length > 0) return 'must remove roles from instance profile'
  if (role.attachedPolicies.length > 0) return 'must detach all policies'
  if (Object.keys(role.inlinePolicies).length > 0) return 'must delete policies'
  return undefined
}

export const roleOperations = [
  CreateRole,
  GetRole,
  ListRoles,
  UpdateRole,
  UpdateRoleDescription,
  UpdateAssumeRolePolicy,
  DeleteRole,
]
