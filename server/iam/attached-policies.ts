import type { AccountView, Draft, Entity } from '../account/account.js'
import { QUOTA } from '../account/quotas.js'
import { policyNotAttachable, quotaExceeded } from '../aws/aws-error.js'
import type { AttachedPolicy } from '../aws/model/iam.types.js'
import { awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { isManagedPolicy } from '../policies/principal-policies.js'
import { operation, query } from '../runner/operation.js'
import { checkArn } from './arn-form.js'
import { findGroup, findOwnRole, findRole, findUser } from './named-entities.js'
import { onGroup, onRole, onUser } from './needs.js'
import { type Page, page } from './pagination.js'
import { customerPolicy, policyNotAttachableOrAbsent, policyNotFound } from './policies.js'

type Carrier = Entity<'User'> | Entity<'Group'> | Entity<'Role'>

const policyContext = (arn: string) => ({ context: { 'iam:PolicyARN': arn } })
const withBoundary = (arn: string) => ({ ...policyContext(arn), boundary: true as const })

/** The carrier with one more policy; attaching again changes nothing. Sources: recorded AWS replies. */
function attached<C extends Carrier>(account: Draft, carrier: C, arn: string, quota: { name: string; limit: number }): C {
  if (awsManagedPolicy(arn)?.path.startsWith('/aws-service-role/')) {
    throw policyNotAttachable(`Cannot attach a Service Role Policy to a Customer Role.`)
  }
  if (!isManagedPolicy(account, arn)) throw policyNotAttachableOrAbsent(arn)
  if (carrier.attachedPolicies.includes(arn)) return carrier
  if (carrier.attachedPolicies.length >= quota.limit) throw quotaExceeded(quota.name, quota.limit)
  return { ...carrier, attachedPolicies: [...carrier.attachedPolicies, arn] }
}

function detached<C extends Carrier>(carrier: C, arn: string): C {
  if (!carrier.attachedPolicies.includes(arn)) throw policyNotFound(arn)
  return { ...carrier, attachedPolicies: carrier.attachedPolicies.filter((one) => one !== arn) }
}

/** AWS keeps a few policies out of sight, such as that of Lex's service-linked role: they're attached, but nobody can get them. */
function namedByArn(arn: string): { policyName: string; path: string; arn: string }[] {
  const [, path, policyName] = /^arn:aws:iam::aws:policy(\/(?:.+\/)?)([^/]+)$/.exec(arn) ?? []
  return path !== undefined && policyName !== undefined ? [{ policyName, path, arn }] : []
}

function listed(
  account: AccountView,
  carrier: Carrier,
  input: { PathPrefix?: string | undefined; Marker?: string | undefined; MaxItems?: number | undefined },
): { AttachedPolicies: AttachedPolicy[] } & Omit<Page<unknown>, 'items'> {
  const policies = carrier.attachedPolicies.flatMap(
    (arn) => awsManagedPolicy(arn) ?? customerPolicy(account, arn) ?? namedByArn(arn),
  )
  const { PathPrefix: prefix = '/' } = input
  const { items, ...rest } = page(
    policies.filter(({ path }) => path.startsWith(prefix)),
    input,
    (policy) => policy.arn,
  )
  return { AttachedPolicies: items.map(({ policyName, arn }) => ({ PolicyName: policyName, PolicyArn: arn })), ...rest }
}

/**
 * Attaches a managed policy to a user. Limit: 10. Errors: NoSuchEntity, InvalidInput (an ARN that isn't
 * a policy's), LimitExceeded, PolicyNotAttachable.
 * Source: IAM API Reference, "AttachUserPolicy".
 */
export const AttachUserPolicy = operation('iam', 'AttachUserPolicy', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, withBoundary(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    const quota = { name: 'PoliciesPerUser', limit: QUOTA.PoliciesPerUser }
    account.put('User', attached(account, findUser(account, input.UserName), input.PolicyArn, quota))
  },
})

/** Detaches a managed policy from a user. Errors: NoSuchEntity. Source: "DetachUserPolicy". */
export const DetachUserPolicy = operation('iam', 'DetachUserPolicy', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, withBoundary(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    account.put('User', detached(findUser(account, input.UserName), input.PolicyArn))
  },
})

/**
 * Lists the managed policies that are attached directly to a user. Errors: NoSuchEntity.
 * Source: "ListAttachedUserPolicies".
 */
export const ListAttachedUserPolicies = query('iam', 'ListAttachedUserPolicies', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle: ({ account, input }) => listed(account, findUser(account, input.UserName), input),
})

/**
 * Attaches a managed policy to a group, with the limits and errors of AttachUserPolicy.
 * Source: IAM API Reference, "AttachGroupPolicy".
 */
export const AttachGroupPolicy = operation('iam', 'AttachGroupPolicy', {
  needs: ({ account, input }) => onGroup(account, input.GroupName, policyContext(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    const quota = { name: 'PoliciesPerGroup', limit: QUOTA.PoliciesPerGroup }
    account.put('Group', attached(account, findGroup(account, input.GroupName), input.PolicyArn, quota))
  },
})

/** Detaches a managed policy from a group. Errors: NoSuchEntity. Source: "DetachGroupPolicy". */
export const DetachGroupPolicy = operation('iam', 'DetachGroupPolicy', {
  needs: ({ account, input }) => onGroup(account, input.GroupName, policyContext(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    account.put('Group', detached(findGroup(account, input.GroupName), input.PolicyArn))
  },
})

/** Lists the managed policies that are attached to a group. Errors: NoSuchEntity. Source: "ListAttachedGroupPolicies". */
export const ListAttachedGroupPolicies = query('iam', 'ListAttachedGroupPolicies', {
  needs: ({ account, input }) => onGroup(account, input.GroupName),
  handle: ({ account, input }) => listed(account, findGroup(account, input.GroupName), input),
})

/**
 * Attaches a managed policy to a role, with the limits and errors of AttachUserPolicy. Errors also: UnmodifiableEntity.
 * Source: IAM API Reference, "AttachRolePolicy".
 */
export const AttachRolePolicy = operation('iam', 'AttachRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName, withBoundary(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    const quota = { name: 'PoliciesPerRole', limit: QUOTA.PoliciesPerRole }
    account.put('Role', attached(account, findOwnRole(account, input.RoleName), input.PolicyArn, quota))
  },
})

/** Detaches a managed policy from a role. Errors: NoSuchEntity, UnmodifiableEntity. Source: "DetachRolePolicy". */
export const DetachRolePolicy = operation('iam', 'DetachRolePolicy', {
  needs: ({ account, input }) => onRole(account, input.RoleName, withBoundary(input.PolicyArn)),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    account.put('Role', detached(findOwnRole(account, input.RoleName), input.PolicyArn))
  },
})

/** Lists the managed policies that are attached to a role. Errors: NoSuchEntity. Source: "ListAttachedRolePolicies". */
export const ListAttachedRolePolicies = query('iam', 'ListAttachedRolePolicies', {
  needs: ({ account, input }) => onRole(account, input.RoleName),
  handle: ({ account, input }) => listed(account, findRole(account, input.RoleName), input),
})

export const attachedPolicyOperations = [
  AttachUserPolicy,
  DetachUserPolicy,
  ListAttachedUserPolicies,
  AttachGroupPolicy,
  DetachGroupPolicy,
  ListAttachedGroupPolicies,
  AttachRolePolicy,
  DetachRolePolicy,
  ListAttachedRolePolicies,
]
