import { z } from 'zod'
import type { AccountView } from '../../account/account.js'
import { userArn } from '../../account/arns.js'
import { userNamed } from '../../account/named.js'
import { evaluate } from '../../authorization/evaluate.js'
import type { Effect } from '../../authorization/types.js'
import { identityPoliciesOf } from '../../policies/principal-policies.js'
import { check } from './check.js'

const ELSEWHERE = 'other-account:'

/** The product's own evaluator says so; policy texts are never compared. */
export const policyEffect = check({
  parameters: z.strictObject({
    principal: z.string(),
    action: z.string().includes(':', 'an action is a service, a colon, and an operation: iam:CreateUser'),
    /** `*` by default; `self` is the principal's own ARN; `other-account:role/Auditor` is IAM's in the lesson's other account. */
    resource: z.string().exactOptional(),
    context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).exactOptional(),
    is: z.enum(['allowed', 'implicitDeny', 'explicitDeny']).exactOptional(),
  }),
  names: ['*'],
  passes: ({ account, partner }, { principal, action, resource = '*', context = {}, is = 'allowed' }) => {
    const arn = resource.startsWith(ELSEWHERE)
      ? partner && `arn:aws:iam::${partner.account.accountId}:${resource.slice(ELSEWHERE.length)}`
      : resource
    return arn !== undefined && effectFor(account, principal, action, arn, context) === is
  },
})

/** What the evaluator says to a user's request; undefined when there is no such user. */
export function effectFor(
  account: AccountView,
  principal: string,
  action: string,
  resource: string,
  context: Record<string, string | string[]>,
): Effect | undefined {
  const user = userNamed(account, principal)
  if (!user) return undefined
  const arn = userArn(account.accountId, user)
  const { effect } = evaluate(
    { identity: identityPoliciesOf(account, user) },
    {
      principal: arn,
      principalAccount: account.accountId,
      action,
      resource: resource === 'self' ? arn : resource,
      resourceAccount: account.accountId,
      context: { 'aws:username': user.userName, 'aws:userid': user.userId, 'aws:principalarn': arn, ...context },
    },
  )
  return effect
}
