import type { AccountView, Entity } from '../account/account.js'
import { policyArn } from '../account/arns.js'
import { uniqueId } from '../account/ids.js'
import { foldName } from '../account/indexes.js'
import { QUOTA } from '../account/quotas.js'
import {
  type AwsError,
  accessDenied,
  deleteConflict,
  entityAlreadyExists,
  noSuchEntity,
  quotaExceeded,
} from '../aws/aws-error.js'
import { members } from '../aws/members.js'
import type { Policy as PolicyShape } from '../aws/model/iam.types.js'
import { type AwsManagedPolicy, awsManagedPolicies, awsManagedPolicy } from '../policies/aws-managed-policies.js'
import { type Need, operation, query } from '../runner/operation.js'
import { type AnswersWith, answerWith, type Known } from './answer-members.js'
import { checkArn } from './arn-form.js'
import { page } from './pagination.js'
import { checkPolicyDocument, policySize } from './policy-document.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

const CARRIERS = ['User', 'Group', 'Role'] as const

/** How many users, groups and roles a policy is attached to (`permissions`) or bounds (`boundary`). */
export function usage(account: AccountView, arn: string): { permissions: number; boundary: number } {
  return {
    permissions: CARRIERS.reduce((sum, kind) => sum + account.where(kind, 'policy', arn).length, 0),
    boundary: account.where('User', 'boundary', arn).length + account.where('Role', 'boundary', arn).length,
  }
}

/** AWS's policies that a user, group or role has or is bounded by, in order of name. */
export function usedAwsPolicies(account: AccountView): AwsManagedPolicy[] {
  const arns = new Set<string>()
  for (const kind of CARRIERS) {
    for (const carrier of account.ordered(kind)) {
      for (const arn of carrier.attachedPolicies) arns.add(arn)
      if ('permissionsBoundary' in carrier && carrier.permissionsBoundary) arns.add(carrier.permissionsBoundary)
    }
  }
  const used = [...arns].flatMap((arn) => awsManagedPolicy(arn) ?? [])
  return used.sort((a, b) => (foldName(a.policyName) < foldName(b.policyName) ? -1 : 1))
}

export const customerPolicy = (account: AccountView, arn: string): Entity<'ManagedPolicy'> | undefined =>
  account.where('ManagedPolicy', 'arn', arn)[0]

/** How operations refuse to change AWS's policies. Sources: recorded AWS replies; for the last, an imitator of IAM. */
const OUTSIDE = {
  DeletePolicy: 'Cannot delete policies outside your own account.',
  DeletePolicyVersion: 'Cannot delete policy versions for policies outside your own account.',
  SetDefaultPolicyVersion: 'Cannot update policies outside your own account.',
  other: 'Policy is outside your own account.',
}

/**
 * A policy of the account's own, which alone can be changed. `absent`: what the operation says if there's none.
 * Throws InvalidInput or ValidationError for what is no policy's ARN.
 */
export function findOwnPolicy(
  account: AccountView,
  arn: string,
  operation: keyof typeof OUTSIDE = 'other',
  absent: AwsError = policyNotFound(arn),
): Entity<'ManagedPolicy'> {
  checkArn(arn, 'policy')
  if (awsManagedPolicy(arn)) throw accessDenied(OUTSIDE[operation], 'aws-managed-policy')
  const policy = customerPolicy(account, arn)
  if (!policy) throw absent
  return policy
}

export const policyNotFound = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`)
export const policyNotAttachableOrAbsent = (arn: string) => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)

/** Authorisation on a managed policy; AccessDenied prints `policy <ARN>`. */
export function onPolicy(account: AccountView, arn: string, need: Partial<Need> = {}): Need {
  return { resource: arn, printed: `policy ${arn}`, context: tagContext(customerPolicy(account, arn)?.tags ?? []), ...need }
}

/** All that answers can say of a policy, but for what only GetAccountAuthorizationDetails has. */
export function policyMembers(account: AccountView, policy: Entity<'ManagedPolicy'> | AwsManagedPolicy): Known<'Policy'> {
  const { permissions, boundary } = usage(account, policy.arn)
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: permissions,
    PermissionsBoundaryUsageCount: boundary,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
    Description: policy.description || undefined,
    Tags: 'tags' in policy ? [...policy.tags] : [],
  }
}

const describePolicy = (
  operation: Exclude<AnswersWith<'Policy'>, 'GetAccountAuthorizationDetails'>,
  account: AccountView,
  policy: Entity<'ManagedPolicy'> | AwsManagedPolicy,
): PolicyShape => answerWith('Policy', operation, policyMembers(account, policy))

/**
 * Creates a customer managed policy with version v1. Limits: 1,500 per account, 6,144 characters without white space.
 * Errors: MalformedPolicyDocument, EntityAlreadyExists, LimitExceeded.
 * Source: IAM API Reference, "CreatePolicy".
 */
export const CreatePolicy = operation('iam', 'CreatePolicy', {
  needs({ account, input }) {
    const resource = policyArn(account.accountId, { path: input.Path ?? '/', policyName: input.PolicyName })
    const need: Need = { resource, printed: `policy ${input.PolicyName}`, context: requestTagContext(input.Tags) }
    return input.Tags?.length ? [need, { ...need, action: 'iam:TagPolicy' }] : need
  },
  handle({ account, input, now, random }) {
    if (policySize(input.PolicyDocument) > QUOTA.PolicySize) throw quotaExceeded('PolicySize', QUOTA.PolicySize)
    checkPolicyDocument(input.PolicyDocument, 'managed')
    if (account.where('ManagedPolicy', 'name', foldName(input.PolicyName)).length > 0) {
      throw entityAlreadyExists(`A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`)
    }
    if (account.count('ManagedPolicy') >= QUOTA.PoliciesPerAccount)
      throw quotaExceeded('PoliciesPerAccount', QUOTA.PoliciesPerAccount)
    const path = input.Path ?? '/'
    const policy: Entity<'ManagedPolicy'> = {
      policyId: uniqueId('ANPA', random),
      arn: policyArn(account.accountId, { path, policyName: input.PolicyName }),
      policyName: input.PolicyName,
      path,
      ...(input.Description ? { description: input.Description } : {}),
      createDate: now,
      updateDate: now,
      defaultVersionId: 'v1',
      nextVersion: 2,
      versions: [{ versionId: 'v1', document: input.PolicyDocument, createDate: now }],
      tags: mergedTags('ManagedPolicy', [], input.Tags),
    }
    account.put('ManagedPolicy', policy)
    return { Policy: describePolicy('CreatePolicy', account, policy) }
  },
  result: ({ Policy }) => ({ policy: members(Policy) }),
})

/**
 * Returns a customer managed or AWS managed policy by its ARN. Errors: NoSuchEntity, InvalidInput (an ARN that
 * isn't a policy's).
 * Source: IAM API Reference, "GetPolicy".
 */
export const GetPolicy = query('iam', 'GetPolicy', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    checkArn(input.PolicyArn, 'policy')
    const policy = awsManagedPolicy(input.PolicyArn) ?? customerPolicy(account, input.PolicyArn)
    if (!policy) throw policyNotFound(input.PolicyArn)
    return { Policy: describePolicy('GetPolicy', account, policy) }
  },
})

/**
 * Lists customer managed and AWS managed policies in order of name, filtered by scope, use, and path.
 * Source: IAM API Reference, "ListPolicies".
 */
export const ListPolicies = query('iam', 'ListPolicies', {
  needs: ({ input }) => ({ resource: '*', printed: `policy path ${input.PathPrefix ?? '/'}` }),
  handle({ account, input }) {
    const { Scope: scope = 'All', OnlyAttached: attached = false, PathPrefix: prefix = '/', PolicyUsageFilter: use } = input
    const isListed = ({ arn, path }: { arn: string; path: string }) =>
      path.startsWith(prefix) && ((!attached && use === undefined) || isUsed(account, arn, use))
    const matching = inOrderOfName(
      scope === 'AWS' ? [] : account.ordered('ManagedPolicy').filter(isListed),
      scope === 'Local' ? [] : awsPolicies(account, attached || use !== undefined).filter(isListed),
    )
    const { items, ...rest } = page(matching, input, (policy) => policy.arn)
    return { Policies: items.map((policy) => describePolicy('ListPolicies', account, policy)), ...rest }
  },
})

/** All that AWS has, or those that the account uses, for which the archive may not be needed. */
const awsPolicies = (account: AccountView, used: boolean): readonly AwsManagedPolicy[] =>
  used ? usedAwsPolicies(account) : awsManagedPolicies()

function isUsed(account: AccountView, arn: string, use: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined): boolean {
  const { permissions, boundary } = usage(account, arn)
  if (use === 'PermissionsBoundary') return boundary > 0
  return use === 'PermissionsPolicy' ? permissions > 0 : permissions + boundary > 0
}

/** Both lists are in order already. */
function inOrderOfName<T extends { policyName: string }>(own: readonly T[], others: readonly T[]): readonly T[] {
  if (own.length === 0 || others.length === 0) return own.length === 0 ? others : own
  const merged: T[] = []
  let next = 0
  for (const policy of own) {
    const name = foldName(policy.policyName)
    for (let other = others[next]; other && foldName(other.policyName) < name; other = others[next]) {
      merged.push(other)
      next++
    }
    merged.push(policy)
  }
  return [...merged, ...others.slice(next)]
}

/**
 * Deletes a customer managed policy that nothing uses and that has only its default version. Errors: NoSuchEntity,
 * DeleteConflict, AccessDenied (a policy of AWS's).
 * Source: IAM API Reference, "DeletePolicy"; messages from recorded AWS replies and public reports.
 */
export const DeletePolicy = operation('iam', 'DeletePolicy', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const policy = findOwnPolicy(account, input.PolicyArn, 'DeletePolicy')
    const { permissions, boundary } = usage(account, policy.arn)
    if (permissions + boundary > 0) throw deleteConflict('Cannot delete a policy attached to entities.')
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    }
    account.delete('ManagedPolicy', policy.policyId)
  },
})

export const policyOperations = [CreatePolicy, GetPolicy, ListPolicies, DeletePolicy]
