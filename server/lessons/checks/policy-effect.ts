import { z } from 'zod'
import type { AccountView } from '../../account/account.js'
import { roleArn, userArn } from '../../account/arns.js'
import { roleNamed, userNamed } from '../../account/named.js'
import { evaluate, type PolicySet } from '../../authorization/evaluate.js'
import type { Effect } from '../../authorization/types.js'
import { identityPoliciesOf, managedPolicyDocument, rolePoliciesOf } from '../../policies/principal-policies.js'
import { check } from './check.js'

const HERE = 'account:'
const ELSEWHERE = 'other-account:'

/** `account:role/app-1`: IAM's ARN of it in this account, whose ID nobody knows when a lesson is written. */
function resourceArn(written: string, here: string, elsewhere: string | undefined): string | undefined {
  if (written.startsWith(HERE)) return `arn:aws:iam::${here}:${written.slice(HERE.length)}`
  if (!written.startsWith(ELSEWHERE)) return written
  return elsewhere === undefined ? undefined : `arn:aws:iam::${elsewhere}:${written.slice(ELSEWHERE.length)}`
}

/** The product's own evaluator says so; policy texts are never compared. */
export const policyEffect = check({
  parameters: z.strictObject({
    /** A user's name, or `role:` and a role's. */
    principal: z.string(),
    action: z.string().includes(':', 'an action is a service, a colon, and an operation: iam:CreateUser'),
    /** `*` by default; `self` is the principal's own ARN; see resourceArn for the others, which `context` may have as well. */
    resource: z.string().exactOptional(),
    context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).exactOptional(),
    is: z.enum(['allowed', 'implicitDeny', 'explicitDeny']).exactOptional(),
  }),
  names: ['*'],
  passes: ({ account, partner }, { principal, action, resource = '*', context = {}, is = 'allowed' }) => {
    const arn = resourceArn(resource, account.accountId, partner?.account.accountId)
    const policy = (value: string) => resourceArn(value, account.accountId, partner?.account.accountId) ?? value
    const given = Object.entries(context).map(([key, value]) => [
      // The evaluator's keys are in lower case.
      key.toLowerCase(),
      Array.isArray(value) ? value.map(policy) : policy(value),
    ])
    return arn !== undefined && effectFor(account, principal, action, arn, Object.fromEntries(given)) === is
  },
})

interface Applying {
  arn: string
  policies: PolicySet
  context: Record<string, string>
}

/** A user's name, or `role:` and a role's: that one's sessions. With the policies that apply, the boundary among them. */
function applying(account: AccountView, principal: string): Applying | undefined {
  const { accountId } = account
  if (principal.startsWith(ROLE)) {
    const role = roleNamed(account, principal.slice(ROLE.length))
    if (!role) return undefined
    const arn = roleArn(accountId, role)
    const policies = { identity: rolePoliciesOf(account, role), ...boundaryOf(account, role) }
    return { arn, policies, context: { 'aws:principalarn': arn } }
  }
  const user = userNamed(account, principal)
  if (!user) return undefined
  const arn = userArn(accountId, user)
  const policies = { identity: identityPoliciesOf(account, user), ...boundaryOf(account, user) }
  return { arn, policies, context: { 'aws:username': user.userName, 'aws:userid': user.userId, 'aws:principalarn': arn } }
}

const ROLE = 'role:'

function boundaryOf(
  account: AccountView,
  { permissionsBoundary: arn }: { permissionsBoundary?: string },
): Pick<PolicySet, 'boundary'> {
  const found = arn === undefined ? undefined : managedPolicyDocument(account, arn)
  return found ? { boundary: found } : {}
}

/** What the evaluator says to the request of a user, or of a role's session; undefined when there is no such principal. */
export function effectFor(
  account: AccountView,
  principal: string,
  action: string,
  resource: string,
  context: Record<string, string | string[]>,
): Effect | undefined {
  const who = applying(account, principal)
  if (!who) return undefined
  const { effect } = evaluate(who.policies, {
    principal: who.arn,
    principalAccount: account.accountId,
    action,
    resource: resource === 'self' ? who.arn : resource,
    resourceAccount: account.accountId,
    context: { ...who.context, ...context },
  })
  return effect
}
