import { atOnce } from '../bounds/turn.js'
import type { CompiledStatement } from './compile.js'
import { compiledOf, everyPolicy, namedBy, type PolicySet } from './evaluate.js'
import type { AuthorizationRequest, PolicyType } from './types.js'

/** One policy that was considered, statement by statement. */
export interface PolicyTrace {
  type: PolicyType
  name: string
  arn?: string
  /** The group it came through, for an identity policy. */
  group?: string
  /** The text is no policy: it denies everything, and there are no statements to show. */
  unreadable?: true
  statements: StatementTrace[]
  /** How many statements about other actions are not shown. */
  omitted?: number
}

export interface StatementTrace {
  index: number
  sid?: string
  effect: 'Allow' | 'Deny'
  /** Action, resource, principal and every condition hold. */
  matched: boolean
  action: boolean
  /** Absent where resources play no part (trust policies). */
  resource?: boolean
  /** Where it speaks of the action, and of other resources: of which, or of all but which. */
  resources?: { patterns: readonly string[]; except: boolean }
  /** Resource and trust policies only. */
  principal?: boolean
  /** Empty where action or resource did not match: they were not looked at. */
  conditions: ConditionTrace[]
}

export interface ConditionTrace {
  operator: string
  key: string
  /** What the policy says. */
  values: readonly string[]
  /** What the request has; absent: the request has no such key. */
  actual?: readonly string[]
  holds: boolean
}

/** Every statement of every policy against a request: why each applied or not. For refusals; `evaluate` decides. */
export const trace = (policies: PolicySet, request: AuthorizationRequest): PolicyTrace[] => atOnce(tracing(policies, request))

/** The same, with places to pause. */
export function* tracing(policies: PolicySet, given: AuthorizationRequest): Generator<void, PolicyTrace[]> {
  const request = { ...given, action: given.action.toLowerCase() }
  const traces: PolicyTrace[] = []
  for (const [type, source] of everyPolicy(policies)) {
    const { statements, readable } = compiledOf(source)
    const traced: StatementTrace[] = []
    for (const [index, statement] of statements.entries()) {
      traced.push(yield* statementTrace(type, statement, index, request))
    }
    traces.push({
      type,
      name: source.name,
      ...(source.arn ? { arn: source.arn } : {}),
      ...(source.via && 'groupName' in source.via ? { group: source.via.groupName } : {}),
      ...(readable ? {} : { unreadable: true }),
      statements: traced,
    })
    yield
  }
  return traces
}

function* statementTrace(
  type: PolicyType,
  statement: CompiledStatement,
  index: number,
  request: AuthorizationRequest,
): Generator<void, StatementTrace> {
  const action = statement.actions.matches(request.action)
  const resource = type === 'trust' ? undefined : yield* statement.resources.matches(request.resource, request.context)
  const principal = type === 'trust' || type === 'resource' ? namedBy(type, statement, request) !== undefined : undefined
  const concerned = action && resource !== false && principal !== false
  const conditions: ConditionTrace[] = []
  if (concerned) {
    for (const condition of statement.conditions) {
      const { operator, key, values } = condition
      const actual = condition.valuesIn(request.context)
      conditions.push({ operator, key, values, ...(actual ? { actual } : {}), holds: yield* condition.holds(request.context) })
      yield
    }
  }
  const { patterns, except } = statement.resources
  return {
    index,
    ...(statement.sid ? { sid: statement.sid } : {}),
    effect: statement.effect,
    matched: concerned && conditions.every(({ holds }) => holds),
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(action && resource === false ? { resources: { patterns, except } } : {}),
    ...(principal === undefined ? {} : { principal }),
    conditions,
  }
}
