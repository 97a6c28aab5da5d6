import { isAwsManaged, isJobFunction } from '../queries/policies.js'
import { texts } from './texts.js'

/** The types that a managed policy can have, in AWS's order. */
export const POLICY_TYPES = [texts.customerManaged, texts.awsManaged, texts.jobFunction]

export function policyTypeOf(arn: string): string {
  if (!isAwsManaged(arn)) return texts.customerManaged
  return isJobFunction(arn) ? texts.jobFunction : texts.awsManaged
}

/** Whether the filter lets a policy through. A policy for a job function is one that AWS manages, too. */
export const isOfType = (arn: string, wanted: string): boolean =>
  policyTypeOf(arn) === wanted || (wanted === texts.awsManaged && isJobFunction(arn))

/** The one that is called so, then those that begin so, then the others; else in the list's own order. */
export function bestFirst<T extends { PolicyName?: string | undefined }>(policies: readonly T[], text: string): T[] {
  const sought = text.trim().toLowerCase()
  const rank = ({ PolicyName = '' }: T): number => {
    const name = PolicyName.toLowerCase()
    if (name === sought) return 0
    return name.startsWith(sought) ? 1 : 2
  }
  return policies.toSorted((one, other) => rank(one) - rank(other))
}
