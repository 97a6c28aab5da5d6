import { atOnce } from '../bounds/turn.js'
import { type CompiledPolicy, type CompiledStatement, compilePolicy } from './compile.js'
import { excepted, isRoot, type Naming, naming } from './principal.js'
import type { AuthorizationRequest, Effect, PolicyType } from './types.js'

/** How a policy came to apply: the principal's own, or through a group; `account` for what the account grants. */
export type Via = { type: 'user' | 'role' | 'account' } | { type: 'group'; groupName: string }

/** A policy as it is handed to the evaluator: its text and where it came from. */
export interface PolicySource {
  name: string
  arn?: string
  /** How an identity policy came to apply: the principal's own, or through a group. */
  via?: Via
  document: string
  /** For a text that is not stored, which is not worth keeping compiled. */
  compiled?: CompiledPolicy
}

export const compiledOf = ({ compiled, document }: PolicySource): CompiledPolicy => compiled ?? compilePolicy(document)

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
  /** The statement that decided; absent for an implicit deny. Without its number the policy as a whole decided: it can't be read. */
  decidedBy?: { type: PolicyType; name: string; arn?: string; statement?: number; sid?: string }
  /** For an implicit deny: which kind of policy has no Allow. */
  missing?: PolicyType
}

/** Source: STS API Reference, "GetCallerIdentity": no permission is needed, and no deny blocks it. */
const NEEDS_NO_PERMISSION = new Set(['sts:getcalleridentity'])

/**
 * Decides a request as AWS does: explicit deny first; then what resource or trust policy grants directly; then
 * identity, boundary and session policies, which must all allow. A policy that can't be read denies, whatever it is.
 * Source: IAM User Guide, "Policy evaluation logic"; public STS conformance findings for AssumeRole.
 */
export const evaluate = (policies: PolicySet, request: AuthorizationRequest): Decision => atOnce(evaluating(policies, request))

/** The same, with places to pause: a user's policies can be some 700 kB (see `inPieces`). */
export function* evaluating(policies: PolicySet, given: AuthorizationRequest): Generator<void, Decision> {
  const request = { ...given, action: given.action.toLowerCase() }
  if (NEEDS_NO_PERMISSION.has(request.action)) return { effect: 'allowed' }
  for (const [type, source] of everyPolicy(policies)) {
    const { name, arn } = source
    if (!compiledOf(source).readable) return { effect: 'explicitDeny', decidedBy: { type, name, ...(arn ? { arn } : {}) } }
    const denied = yield* firstMatch(type, source, 'Deny', request)
    if (denied) return { effect: 'explicitDeny', decidedBy: denied.decidedBy }
    yield
  }
  if (isRoot(request.principal)) return { effect: 'allowed' }
  return yield* allowed(policies, request)
}

function* allowed(policies: PolicySet, request: AuthorizationRequest): Generator<void, Decision> {
  const { resource, trust } = policies
  const sameAccount = request.resourceAccount === undefined || request.resourceAccount === request.principalAccount
  const granting = trust ?? resource
  const type: PolicyType = trust ? 'trust' : 'resource'
  const grant = granting && (yield* firstMatch(type, granting, 'Allow', request))
  if (!grant && (trust || !sameAccount)) return { effect: 'implicitDeny', missing: type }
  if (grant && sameAccount && grant.naming !== 'account') {
    // What names the session or user itself is final; what names the role stays within boundary and session policies.
    if (grant.naming === 'direct') return { effect: 'allowed', decidedBy: grant.decidedBy }
    return (yield* within(policies, request)) ?? { effect: 'allowed', decidedBy: grant.decidedBy }
  }
  const identity = yield* allowedBy('identity', policies.identity, request)
  if (!identity) return { effect: 'implicitDeny', missing: 'identity' }
  return (yield* within(policies, request)) ?? { effect: 'allowed', decidedBy: identity.decidedBy }
}

/** An implicit deny of boundary or session policies, or undefined when they allow. */
function* within({ boundary, session }: PolicySet, request: AuthorizationRequest): Generator<void, Decision | undefined> {
  if (boundary && !(yield* allowedBy('boundary', [boundary], request))) return { effect: 'implicitDeny', missing: 'boundary' }
  const sessions = session ?? (request.principal.includes(':federated-user/') ? [] : undefined)
  if (sessions && !(yield* allowedBy('session', sessions, request))) return { effect: 'implicitDeny', missing: 'session' }
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

function* allowedBy(
  type: PolicyType,
  sources: readonly PolicySource[],
  request: AuthorizationRequest,
): Generator<void, Match | undefined> {
  for (const source of sources) {
    const match = yield* firstMatch(type, source, 'Allow', request)
    if (match) return match
    yield
  }
  return undefined
}

/** The matching statement of that effect; of several Allows the one that names the caller most directly. */
function* firstMatch(
  type: PolicyType,
  source: PolicySource,
  effect: 'Allow' | 'Deny',
  request: AuthorizationRequest,
): Generator<void, Match | undefined> {
  let best: Match | undefined
  for (const [index, statement] of compiledOf(source).statements.entries()) {
    if (statement.effect !== effect || !statement.actions.matches(request.action)) continue
    yield
    const how = yield* matches(type, statement, request)
    if (!how || (best && rank[how] <= rank[best.naming])) continue
    const { name, arn } = source
    const { sid } = statement
    best = { naming: how, decidedBy: { type, name, ...(arn ? { arn } : {}), statement: index, ...(sid ? { sid } : {}) } }
    if (how === 'direct' || effect === 'Deny') return best
  }
  return best
}

/** A statement that applies, by its number; a policy that can't be read has none and denies as a whole. */
export interface MatchedStatement {
  type: PolicyType
  source: PolicySource
  statement: number | undefined
}

/** All statements of that effect that apply, at most `limit`. */
export function* matching(
  policies: PolicySet,
  given: AuthorizationRequest,
  effect: 'Allow' | 'Deny',
  limit: number,
): Generator<void, MatchedStatement[]> {
  const request = { ...given, action: given.action.toLowerCase() }
  const found: MatchedStatement[] = []
  for (const [type, source] of everyPolicy(policies)) {
    const { statements, readable } = compiledOf(source)
    if (!readable && effect === 'Deny') found.push({ type, source, statement: undefined })
    for (const [index, statement] of statements.entries()) {
      if (found.length >= limit) return found
      if (statement.effect !== effect || !statement.actions.matches(request.action)) continue
      if (yield* matches(type, statement, request)) found.push({ type, source, statement: index })
      yield
    }
    yield
  }
  return found
}

const rank: Record<Naming, number> = { account: 1, role: 2, direct: 3 }

/** How a statement that speaks of the action names the caller, if it applies. */
function* matches(
  type: PolicyType,
  statement: CompiledStatement,
  request: AuthorizationRequest,
): Generator<void, Naming | undefined> {
  if (type !== 'trust' && !(yield* statement.resources.matches(request.resource, request.context))) return undefined
  const how = namedBy(type, statement, request)
  if (!how) return undefined
  for (const condition of statement.conditions) if (!(yield* condition.holds(request.context))) return undefined
  return how
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
