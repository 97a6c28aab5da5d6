import type { AccountView, Entity } from '../account/account.js'
import { QUOTA } from '../account/quotas.js'
import { deleteConflict, limitExceeded, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { PolicyVersion as VersionShape } from '../aws/model/iam.types.js'
import { awsManagedPolicy, awsManagedVersionDocument, awsManagedVersions } from '../policies/aws-managed-policies.js'
import { operation, query } from '../runner/operation.js'
import { page } from './pagination.js'
import { customerPolicy, findOwnPolicy, onPolicy, policyNotFound } from './policies.js'
import { checkPolicyDocument, policySize } from './policy-document.js'

type Version = Entity<'ManagedPolicy'>['versions'][number]

/** The versions of a customer's or AWS's policy, newest first. */
function versionsOf(
  account: AccountView,
  arn: string,
): { versions: readonly Omit<Version, 'document'>[]; defaultVersionId: string } {
  const aws = awsManagedPolicy(arn)
  if (aws) return { versions: awsManagedVersions(arn), defaultVersionId: aws.defaultVersionId }
  const policy = customerPolicy(account, arn)
  if (!policy) throw policyNotFound(arn)
  return { versions: [...policy.versions].reverse(), defaultVersionId: policy.defaultVersionId }
}

const noVersion = (arn: string, versionId: string) =>
  noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`)

function documentOf(account: AccountView, arn: string, versionId: string): string {
  const document = awsManagedPolicy(arn)
    ? awsManagedVersionDocument(arn, versionId)
    : customerPolicy(account, arn)?.versions.find((version) => version.versionId === versionId)?.document
  if (document === undefined) throw noVersion(arn, versionId)
  return document
}

const describe = ({ versionId, createDate }: Omit<Version, 'document'>, defaultVersionId: string): VersionShape => ({
  VersionId: versionId,
  IsDefaultVersion: versionId === defaultVersionId,
  CreateDate: createDate,
})

/** Returns a policy version with its document. Errors: NoSuchEntity. Source: IAM API Reference, "GetPolicyVersion". */
export const GetPolicyVersion = query('iam', 'GetPolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { PolicyArn: arn, VersionId: versionId } = input
    const { versions, defaultVersionId } = versionsOf(account, arn)
    const version = versions.find((one) => one.versionId === versionId)
    if (!version) throw noVersion(arn, versionId)
    return { PolicyVersion: { Document: documentOf(account, arn, versionId), ...describe(version, defaultVersionId) } }
  },
})

/**
 * Lists the versions of a policy without their documents, newest first. Errors: NoSuchEntity.
 * Source: "ListPolicyVersions".
 */
export const ListPolicyVersions = query('iam', 'ListPolicyVersions', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { versions, defaultVersionId } = versionsOf(account, input.PolicyArn)
    const { items, ...rest } = page(versions, input, (version) => version.versionId)
    return { Versions: items.map((version) => describe(version, defaultVersionId)), ...rest }
  },
})

/**
 * Adds a version to a policy, on request as its default. Version IDs are never reused. Limits: 5 versions, 6,144 characters.
 * Ids are never reused. Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded, AccessDenied (a policy of AWS's).
 * Source: IAM API Reference, "CreatePolicyVersion".
 */
export const CreatePolicyVersion = operation('iam', 'CreatePolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input, now }) {
    if (policySize(input.PolicyDocument) > QUOTA.PolicySize) throw quotaExceeded('PolicySize', QUOTA.PolicySize)
    checkPolicyDocument(input.PolicyDocument, 'managed')
    const policy = findOwnPolicy(account, input.PolicyArn)
    if (policy.versions.length >= QUOTA.VersionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${QUOTA.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
        'quota-VersionsPerPolicy',
      )
    }
    const version: Version = { versionId: `v${policy.nextVersion}`, document: input.PolicyDocument, createDate: now }
    const defaultVersionId = input.SetAsDefault ? version.versionId : policy.defaultVersionId
    account.put('ManagedPolicy', {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      defaultVersionId,
      updateDate: now,
    })
    return { PolicyVersion: describe(version, defaultVersionId) }
  },
  result: ({ PolicyVersion }) => ({
    policyVersion: { versionId: PolicyVersion?.VersionId, isDefaultVersion: PolicyVersion?.IsDefaultVersion },
  }),
})

/** Makes a policy version the default; this takes effect at once. Errors: NoSuchEntity. Source: "SetDefaultPolicyVersion". */
export const SetDefaultPolicyVersion = operation('iam', 'SetDefaultPolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input, now }) {
    const policy = findOwnPolicy(account, input.PolicyArn)
    if (!policy.versions.some(({ versionId }) => versionId === input.VersionId)) {
      throw noVersion(input.PolicyArn, input.VersionId)
    }
    account.put('ManagedPolicy', { ...policy, defaultVersionId: input.VersionId, updateDate: now })
  },
})

/** Deletes a policy version that isn't the default. Errors: NoSuchEntity, DeleteConflict. Source: "DeletePolicyVersion". */
export const DeletePolicyVersion = operation('iam', 'DeletePolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input, now }) {
    const policy = findOwnPolicy(account, input.PolicyArn)
    const kept = policy.versions.filter(({ versionId }) => versionId !== input.VersionId)
    if (kept.length === policy.versions.length) throw noVersion(input.PolicyArn, input.VersionId)
    if (input.VersionId === policy.defaultVersionId) throw deleteConflict('Cannot delete the default version of a policy.')
    account.put('ManagedPolicy', { ...policy, versions: kept, updateDate: now })
  },
})

export const policyVersionOperations = [
  GetPolicyVersion,
  ListPolicyVersions,
  CreatePolicyVersion,
  SetDefaultPolicyVersion,
  DeletePolicyVersion,
]
