import catalogue from './aws-managed-policies.json' with { type: 'json' }
import type { Instant } from './ports.js'

/** A policy that AWS keeps: same shape as the customer's own, default version only. */
export interface AwsManagedPolicy {
  policyName: string
  arn: string
  path: string
  policyId: string
  defaultVersionId: string
  description: string
  createDate: Instant
  updateDate: Instant
  isAttachable: boolean
  /** The console's type column. */
  consoleType: string
  /** JSON text of the default version. */
  document: string
}

/**
 * 51 of AWS's managed policies, whole. Sources: iam-dataset (MIT, August 2026) for documents and versions; MAMIP
 * (March 2026) for ids, paths and dates.
 */
const policies = new Map<string, AwsManagedPolicy>(
  catalogue.map((policy) => [
    policy.arn,
    {
      policyName: policy.name,
      arn: policy.arn,
      path: policy.path,
      policyId: policy.policyId,
      defaultVersionId: policy.defaultVersionId,
      description: policy.description,
      createDate: Date.parse(policy.createDate),
      updateDate: Date.parse(policy.updateDate),
      isAttachable: policy.isAttachable,
      consoleType: policy.consoleType,
      document: JSON.stringify(policy.document),
    },
  ]),
)

export const awsManagedPolicy = (arn: string): AwsManagedPolicy | undefined => policies.get(arn)
export const awsManagedPolicies = (): Iterable<AwsManagedPolicy> => policies.values()
