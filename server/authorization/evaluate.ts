import { type CompiledStatement, compilePolicy } from './compile.js'
import { excepted, isRoot, type Naming, naming } from './principal.js'
import type { AuthorizationRequest, Effect, PolicyType } from './types.js'

/** A policy as it is handed to the evaluator: its text and where it came from. */
export interface PolicySource {
  name: string
  arn?: string
  /** How an identity policy came to apply: the principal's own, or through a group. */
  via?: { type: string } | { type: 'group'; groupName: string }
  document: string
}

/** All that may speak about a request. `trust` is the role's, for sts:AssumeRole. */
export interface PolicySet {
  /** The user's own and their groups', or the role's. */
  identity: readonly PolicySource[]
  boundary?: PolicySource
  /** Present for sessions that were given policies: an empty list allows nothing. */
  session?: readonly PolicySource[]
  resource?: PolicySource
  trust?: PolicySource
}

export interface Decision {
  effect: Effect
  /** The statement that decided; absent for an implicit deny. */
  decidedBy?: { type: PolicyType; name: string; arn?: string; statement: number; sid?: string }
  /** For an implicit deny: which kind of policy has no Allow. */
  missing?: PolicyType
}

/** Source: STS API Reference, "GetCallerIdentity": no permission is needed, and no deny blocks it. */
const NEEDS_NO_PERMISSION = new Set(['sts:getcalleridentity'])

/**
 * Decides a request as AWS does: explicit deny first; then what resource or trust policy grants directly; then
 * identity, boundary and session policies, which must all allow.
 * Source: IAM User Guide, "Policy evaluation logic"; public STS conformance findings for AssumeRole.
 */
export function evaluate(policies: PolicySet, given: AuthorizationRequest): Decision {
  const request = { ...given, action: given.action.toLowerCase() }
  if (NEEDS_NO_PERMISSION.has(request.action)) return { effect: 'allowed' }
  const all = everyPolicy(policies)
  for (const [type, source] of all) {
    const denied = firstMatch(type, source, 'Deny', request)
    if (denied) return { effect: 'explicitDeny', decidedBy: denied.decidedBy }
  }
  if (isRoot(request.principal)) return { effect: 'allowed' }
  return allowed(policies, request)
}

function allowed(policies: PolicySet, request: AuthorizationRequest): Decision {
  const { resource, trust } = policies
  const sameAccount = request.resourceAccount === undefined || request.resourceAccount === request.principalAccount
  const granting = trust ?? resource
  const type: PolicyType = trust ? 'trust' : 'resource'
  const grant = granting && firstMatch(type, granting, 'Allow', request)
  if (!grant && (trust || !sameAccount)) return { effect: 'implicitDeny', missing: type }
  if (grant && sameAccount && grant.naming !== 'account') {
    // What names the session or user itself is final; what names the role stays within boundary and session policies.
    if (grant.naming === 'direct') return { effect: 'allowed', decidedBy: grant.decidedBy }
    return within(policies, request) ?? { effect: 'allowed', decidedBy: grant.decidedBy }
  }
  const identity = allowedBy('identity', policies.identity, request)
  if (!identity) return { effect: 'implicitDeny', missing: 'identity' }
  return within(policies, request) ?? { effect: 'allowed', decidedBy: identity.decidedBy }
}

/** An implicit deny of boundary or session policies, or undefined when they allow. */
function within({ boundary, session }: PolicySet, request: AuthorizationRequest): Decision | undefined {
  if (boundary && !allowedBy('boundary', [boundary], request)) return { effect: 'implicitDeny', missing: 'boundary' }
  const sessions = session ?? (request.principal.includes(':federated-user/') ? [] : undefined)
  if (sessions && !allowedBy('session', sessions, request)) return { effect: 'implicitDeny', missing: 'session' }
  return undefined
}

/** In the order in which they are looked at. */
export function everyPolicy({ identity, boundary, session = [], resource, trust }: PolicySet): [PolicyType, PolicySource][] {
  return [
    ...identity.map((source): [PolicyType, PolicySource] => ['identity', source]),
    ...(boundary ? ([['boundary', boundary]] as [PolicyType, PolicySource][]) : []),
    ...session.map((source): [PolicyType, PolicySource] => ['session', source]),
    ...(resource ? ([['resource', resource]] as [PolicyType, PolicySource][]) : []),
    ...(trust ? ([['trust', trust]] as [PolicyType, PolicySource][]) : []),
  ]
}

interface Match {
  decidedBy: NonNullable<Decision['decidedBy']>
  naming: Naming
}

function allowedBy(type: PolicyType, sources: readonly PolicySource[], request: AuthorizationRequest): Match | undefined {
  for (const source of sources) {
    const match = firstMatch(type, source, 'Allow', request)
    if (match) return match
  }
  return undefined
}

/** The matching statement of that effect; of several Allows the one that names the caller most directly. */
function firstMatch(
  type: PolicyType,
  source: PolicySource,
  effect: 'Allow' | 'Deny',
  request: AuthorizationRequest,
): Match | undefined {
  let best: Match | undefined
  for (const [index, statement] of compilePolicy(source.document).statements.entries()) {
    if (statement.effect !== effect) continue
    const how = matches(type, statement, request)
    if (!how || (best && rank[how] <= rank[best.naming])) continue
    const { name, arn } = source
    const { sid } = statement
    best = { naming: how, decidedBy: { type, name, ...(arn ? { arn } : {}), statement: index, ...(sid ? { sid } : {}) } }
    if (how === 'direct' || effect === 'Deny') return best
  }
  return best
}

const rank: Record<Naming, number> = { account: 1, role: 2, direct: 3 }

function matches(type: PolicyType, statement: CompiledStatement, request: AuthorizationRequest): Naming | undefined {
  if (!statement.matchesAction(request.action)) return undefined
  if (type !== 'trust' && !statement.matchesResource(request.resource, request.context)) return undefined
  const how = namedBy(type, statement, request)
  if (!how) return undefined
  return statement.conditions.every((condition) => condition.holds(request.context)) ? how : undefined
}

/** Identity policies name nobody: they are the caller's own. */
export function namedBy(
  type: PolicyType,
  { principal, notPrincipal }: CompiledStatement,
  request: AuthorizationRequest,
): Naming | undefined {
  if (type !== 'resource' && type !== 'trust') return 'direct'
  if (notPrincipal) return excepted(notPrincipal, request) ? undefined : 'direct'
  return principal && naming(principal, request)
}
