import { awsManagedPolicy } from '../account/aws-managed-policies.js'
import { noSuchEntity } from '../operations/aws-error.js'
import { query } from '../operations/operation.js'
import { customerPolicy, onPolicy, policyNotFound } from './policies.js'

/**
 * One version with its document; of AWS managed policies the default version is known.
 * Errors: NoSuchEntity. Source: IAM API Reference, "GetPolicyVersion".
 */
export const GetPolicyVersion = query('iam', 'GetPolicyVersion', {
  needs: ({ account, input }) => onPolicy(account, input.PolicyArn),
  handle({ account, input }) {
    const { PolicyArn: arn, VersionId: versionId } = input
    const aws = awsManagedPolicy(arn)
    const policy = aws
      ? { ...aws, versions: [{ versionId: aws.defaultVersionId, document: aws.document, createDate: aws.updateDate }] }
      : customerPolicy(account, arn)
    if (!policy) throw policyNotFound(arn)
    const version = policy.versions.find((one) => one.versionId === versionId)
    if (!version) throw noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`)
    return {
      PolicyVersion: {
        Document: version.document,
        VersionId: versionId,
        IsDefaultVersion: versionId === policy.defaultVersionId,
        CreateDate: version.createDate,
      },
    }
  },
})

export const policyVersionOperations = [GetPolicyVersion]
