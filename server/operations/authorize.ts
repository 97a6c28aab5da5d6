import type { AccountView } from '../account/account.js'
import { identityPoliciesOf, managedPolicyDocument } from '../account/principal-policies.js'
import { type Decision, evaluate } from '../authorization/evaluate.js'
import type { PolicyType, RequestContext } from '../authorization/types.js'
import { AwsError } from './aws-error.js'
import type { Context, Need, Operation } from './operation.js'

/**
 * Decides whether the caller may run the operation; throws AWS's AccessDenied. Root may do all. GetSessionToken's
 * credentials without MFA are refused by IAM with AWS's misleading code (IAM User Guide, "Comparing STS API operations").
 */
export function authorize(context: Context<never>, operation: Operation): Decision | { effect: 'allowed'; decidedBy: string } {
  if (operation.needs === 'none') return { effect: 'allowed', decidedBy: 'no-permission-needed' }
  if (context.caller.type === 'Root') return { effect: 'allowed', decidedBy: 'root' }
  const needs = operation.needs(context)
  let decision: Decision | undefined
  for (const need of Array.isArray(needs) ? needs : [needs]) {
    decision = decide(context, need, need.action ?? `${operation.service}:${operation.name}`)
  }
  return decision ?? { effect: 'allowed', decidedBy: 'no-permission-needed' }
}

function decide(context: Context<never>, need: Need, action: string): Decision {
  const { account, caller } = context
  const user = account.get('User', caller.userId)
  const boundary = user?.permissionsBoundary && managedPolicyDocument(account, user.permissionsBoundary)
  const decision = evaluate(
    {
      identity: user ? identityPoliciesOf(account, user) : [],
      ...(boundary ? { boundary: { ...boundary, arn: user.permissionsBoundary ?? '' } } : {}),
    },
    {
      principal: caller.arn,
      principalAccount: caller.accountId,
      action,
      resource: need.resource,
      resourceAccount: caller.accountId,
      context: requestContext(context, need),
    },
  )
  if (decision.effect === 'allowed') return decision
  throw new AwsError({
    code: 'AccessDenied',
    httpStatus: 403,
    message: `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${need.printed ?? need.resource} ${because(decision, action)}`,
    reason: decision.effect === 'explicitDeny' ? 'explicit-deny' : 'implicit-deny',
    authorization: decision,
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

/** The global condition keys of a request. Source: IAM User Guide, "AWS global condition context keys". */
function requestContext({ account, caller, now, request }: Context<never>, need: Need): RequestContext {
  const { credential } = caller
  const user: Record<string, string | string[]> = {}
  if (caller.type === 'IAMUser') {
    user['aws:username'] = caller.userName
    for (const tag of tagsOf(account, caller.userId)) user[`aws:principaltag/${tag.Key.toLowerCase()}`] = tag.Value
  }
  if (credential.kind !== 'long-term') {
    user['aws:multifactorauthpresent'] = String(credential.mfaPresent ?? false)
    if (credential.issuedAt !== undefined) user['aws:tokenissuetime'] = iso(credential.issuedAt)
    if (credential.mfaAuthenticatedAt !== undefined) {
      user['aws:multifactorauthage'] = String(Math.max(0, Math.floor((now - credential.mfaAuthenticatedAt) / 1000)))
    }
  }
  if (request.referer) user['aws:referer'] = request.referer
  const own = Object.entries(need.context ?? {}).map(([key, value]) => [key.toLowerCase(), value])
  return {
    'aws:currenttime': iso(now),
    'aws:epochtime': String(Math.floor(now / 1000)),
    'aws:principalaccount': caller.accountId,
    'aws:principalarn': caller.arn,
    'aws:principaltype': caller.type === 'Root' ? 'Account' : 'User',
    'aws:userid': caller.userId,
    'aws:requestedregion': request.region,
    'aws:securetransport': String(request.secureTransport),
    'aws:sourceip': request.sourceIp,
    'aws:useragent': request.userAgent,
    'aws:viaawsservice': 'false',
    ...user,
    ...Object.fromEntries(own),
  }
}

const iso = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
const tagsOf = (account: AccountView, userId: string) => account.get('User', userId)?.tags ?? []
