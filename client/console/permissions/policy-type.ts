import type { Policy } from '@aws-sdk/client-iam'
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

export const typeOfPolicy = ({ Arn = '' }: Policy): string => policyTypeOf(Arn)

/** AWS's *Filter by Type*. */
export const POLICY_FILTER = {
  label: texts.filter,
  all: texts.allTypes,
  options: POLICY_TYPES.map((value) => ({ value, label: value })),
  matches: ({ Arn = '' }: Policy, value: string) => isOfType(Arn, value),
}

/** The one that is called so, then those that begin so, then the others; of each, the account's own come before AWS's. */
export function bestFirst<T extends { PolicyName?: string | undefined; Arn?: string | undefined }>(
  policies: readonly T[],
  text: string,
): T[] {
  const sought = text.trim().toLowerCase()
  const rank = ({ PolicyName = '', Arn = '' }: T): number => {
    const name = PolicyName.toLowerCase()
    const place = name === sought ? 0 : name.startsWith(sought) ? 1 : 2
    return 2 * place + (isAwsManaged(Arn) ? 1 : 0)
  }
  return policies.toSorted((one, other) => rank(one) - rank(other))
}
