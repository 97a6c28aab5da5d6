import type { AccountView, Entity } from '../account/account.js'
import { QUOTA } from '../account/quotas.js'
import { type AwsError, deleteConflict, limitExceeded, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import type { PolicyVersion as VersionShape } from '../aws/model/iam.types.js'
import {
  type AwsManagedPolicy,
  awsManagedPolicy,
  awsManagedVersionDocument,
  awsManagedVersions,
} from '../policies/aws-managed-policies.js'
import { operation, query } from '../runner/operation.js'
import { type AnswersWith, answerWith } from './answer-members.js'
import { checkArn } from './arn-form.js'
import { page } from './pagination.js'
import { customerPolicy, findOwnPolicy, onPolicy, policyNotFound } from './policies.js'
import { checkPolicyDocument, policySize } from './policy-document.js'

type Version = Entity<'ManagedPolicy'>['versions'][number]
/** A list of versions needs no documents, and those of AWS's policies cost something to read. */
type DescribedVersion = Omit<Version, 'document'> & { document?: string | undefined }

/** Newest first. */
export function versionsOf(policy: Entity<'ManagedPolicy'> | AwsManagedPolicy): {
  versions: readonly DescribedVersion[]
  defaultVersionId: string
} {
  const versions = 'versions' in policy ? [...policy.versions].reverse() : awsManagedVersions(policy.arn)
  return { versions, defaultVersionId: policy.defaultVersionId }
}

/** `absent`: what the operation says if there's no such policy. */
function policyAt(account: AccountView, arn: string, absent: AwsError): Entity<'ManagedPolicy'> | AwsManagedPolicy {
  checkArn(arn, 'policy')
  const policy = awsManagedPolicy(arn) ?? customerPolicy(account, arn)
  if (!policy) throw absent
  return policy
}

/** Said of a policy that doesn't exist, too. Source: recorded AWS replies to GetPolicyVersion and SetDefaultPolicyVersion. */
const noVersion = (arn: string, versionId: string) =>
  noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`)

const documentOf = (policy: Entity<'ManagedPolicy'> | AwsManagedPolicy, versionId: string): string | undefined =>
  'versions' in policy
    ? policy.versions.find((version) => version.versionId === versionId)?.document
    : awsManagedVersionDocument(policy.arn, versionId)

export const describeVersion = (
  operation: AnswersWith<'PolicyVersion'>,
  version: DescribedVersion,
  defaultId: string,
): VersionShape =>
  answerWith('PolicyVersion', operation, {
    Document: version.document,
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === defaultId,
    CreateDate: version.createDate,
  })

/** Returns a policy version with its document. Errors: NoSuchEntity. Source: IAM API Reference, "GetPolicyVersion". */
export const GetPolicyVersion = query('iam', 'GetPolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { PolicyArn: arn, VersionId: versionId } = input
    const policy = policyAt(account, arn, noVersion(arn, versionId))
    const { versions, defaultVersionId } = versionsOf(policy)
    const version = versions.find((one) => one.versionId === versionId)
    if (!version) throw noVersion(arn, versionId)
    const document = documentOf(policy, versionId)
    return { PolicyVersion: describeVersion('GetPolicyVersion', { ...version, document }, defaultVersionId) }
  },
})

/**
 * Lists the versions of a policy without their documents, newest first. Errors: NoSuchEntity.
 * Source: "ListPolicyVersions".
 */
export const ListPolicyVersions = query('iam', 'ListPolicyVersions', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { versions, defaultVersionId } = versionsOf(policyAt(account, input.PolicyArn, policyNotFound(input.PolicyArn)))
    const { items, ...rest } = page(versions, input, (version) => version.versionId)
    return { Versions: items.map((version) => describeVersion('ListPolicyVersions', version, defaultVersionId)), ...rest }
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
    return { PolicyVersion: describeVersion('CreatePolicyVersion', version, defaultVersionId) }
  },
  result: ({ PolicyVersion }) => ({
    policyVersion: { versionId: PolicyVersion?.VersionId, isDefaultVersion: PolicyVersion?.IsDefaultVersion },
  }),
})

/** Makes a policy version the default; this takes effect at once. Errors: NoSuchEntity. Source: "SetDefaultPolicyVersion". */
export const SetDefaultPolicyVersion = operation('iam', 'SetDefaultPolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input, now }) {
    const absent = noVersion(input.PolicyArn, input.VersionId)
    const policy = findOwnPolicy(account, input.PolicyArn, 'SetDefaultPolicyVersion', absent)
    if (!policy.versions.some(({ versionId }) => versionId === input.VersionId)) {
      throw absent
    }
    account.put('ManagedPolicy', { ...policy, defaultVersionId: input.VersionId, updateDate: now })
  },
})

/** Deletes a policy version that isn't the default. Errors: NoSuchEntity, DeleteConflict. Source: "DeletePolicyVersion". */
export const DeletePolicyVersion = operation('iam', 'DeletePolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input, now }) {
    const policy = findOwnPolicy(account, input.PolicyArn, 'DeletePolicyVersion')
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
