import { condensedTrace } from '../authorization/condensed-trace.js'
import type { Authorized, Unauthorized } from '../authorization/considered.js'
import { type Decision, evaluating, type PolicySet } from '../authorization/evaluate.js'
import { type PolicyTrace, tracing } from '../authorization/trace.js'
import type { AuthorizationRequest, PolicyType } from '../authorization/types.js'
import { AwsError } from '../aws/aws-error.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { atOnce, inPieces } from '../bounds/turn.js'
import type { Context, Need, Operation } from './operation.js'
import { policySetOf } from './policy-set.js'
import { originOf, requestContext } from './request-context.js'
import { unauthorizedOperation } from './unauthorized-operation.js'

/**
 * Decides whether the caller may run the operation; throws AWS's AccessDenied, for EC2 UnauthorizedOperation. Root may do all.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export async function authorize(context: Context<never>, operation: Operation): Promise<Authorized> {
  if (operation.needs === 'none') return { effect: 'allowed', decidedBy: 'no-permission-needed' }
  if (context.caller.type === 'Root') return { effect: 'allowed', decidedBy: 'root' }
  const needs = operation.needs(context)
  const policies = policySetOf(context.account, context.caller)
  let decision: Decision | undefined
  for (const need of Array.isArray(needs) ? needs : [needs]) {
    decision = await decide(context, policies, need, operation)
  }
  return decision ?? { effect: 'allowed', decidedBy: 'no-permission-needed' }
}

/** Pauses where it takes long: a user's policies can be some 700 kB, which are compiled at their first use. */
async function decide(context: Context<never>, policies: PolicySet, need: Need, operation: Operation): Promise<Decision> {
  const { caller } = context
  const action = need.action ?? `${operation.service}:${operation.name}`
  const request: AuthorizationRequest = {
    principal: caller.arn,
    principalAccount: caller.accountId,
    action,
    resource: need.resource,
    resourceAccount: caller.accountId,
    context: requestContext(context, need, action),
  }
  const decision = await inPieces(evaluating(policies, request))
  if (decision.effect === 'allowed') return decision
  const { printed = need.resource } = need
  const on = printed === '' ? '' : ` on resource: ${printed}`
  const message = `User: ${caller.arn} is not authorized to perform: ${action}${on} ${because(decision, action)}`
  const refused = await unauthorized(message, policies, request, decision)
  throw operation.service === 'ec2' ? unauthorizedOperation(context, refused, on !== '') : refused
}

/** A User-Agent may have 12 kB, and each refusal keeps one. */
const shownValue = (value: string | readonly string[]): string | string[] =>
  typeof value === 'string' ? clipped(value, MAX_USER_AGENT) : value.map((one) => clipped(one, MAX_USER_AGENT))

/** AccessDenied that remembers what led to it. */
export const unauthorized = async (
  message: string,
  policies: PolicySet,
  request: AuthorizationRequest,
  decision: Decision,
): Promise<AwsError> => refusal(message, request, decision, await inPieces(tracing(policies, request)))

/** The same at once, within a draft: for a few small policies. */
export const unauthorizedAtOnce = (
  message: string,
  policies: PolicySet,
  request: AuthorizationRequest,
  decision: Decision,
): AwsError => refusal(message, request, decision, atOnce(tracing(policies, request)))

function refusal(message: string, request: AuthorizationRequest, decision: Decision, policies: PolicyTrace[]): AwsError {
  const considered: Unauthorized = {
    decision,
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    context: Object.fromEntries(
      Object.entries(request.context).map(([key, value]) => [key, { value: shownValue(value), origin: originOf(key) }]),
    ),
    policies: condensedTrace(policies),
  }
  return new AwsError({
    code: 'AccessDenied',
    httpStatus: 403,
    message,
    reason: decision.effect === 'explicitDeny' ? 'explicit-deny' : 'implicit-deny',
    authorization: considered,
  })
}

/** Source: IAM User Guide, "Troubleshoot access denied error messages". */
const POLICY_NAMES: Record<PolicyType, string> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
}

/** AWS's wording; an explicit deny names the managed policy that denies. */
function because({ effect, decidedBy, missing = 'identity' }: Decision, action: string): string {
  if (effect === 'implicitDeny') return `because no ${POLICY_NAMES[missing]} allows the ${action} action`
  const type = decidedBy?.type ?? 'identity'
  return `with an explicit deny in ${type === 'identity' ? 'an' : 'a'} ${POLICY_NAMES[type]}${decidedBy?.arn ? `: ${decidedBy.arn}` : ''}`
}
