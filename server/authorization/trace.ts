import { type CompiledStatement, compilePolicy } from './compile.js'
import { everyPolicy, namedBy, type PolicySet } from './evaluate.js'
import type { AuthorizationRequest, PolicyType } from './types.js'

/** One policy that was considered, statement by statement. */
export interface PolicyTrace {
  type: PolicyType
  name: string
  arn?: string
  /** The group it came through, for an identity policy. */
  group?: string
  statements: StatementTrace[]
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
export function trace(policies: PolicySet, given: AuthorizationRequest): PolicyTrace[] {
  const request = { ...given, action: given.action.toLowerCase() }
  return everyPolicy(policies).map(([type, source]) => ({
    type,
    name: source.name,
    ...(source.arn ? { arn: source.arn } : {}),
    ...(source.via && 'groupName' in source.via ? { group: source.via.groupName } : {}),
    statements: compilePolicy(source.document).statements.map((statement, index) =>
      statementTrace(type, statement, index, request),
    ),
  }))
}

function statementTrace(
  type: PolicyType,
  statement: CompiledStatement,
  index: number,
  request: AuthorizationRequest,
): StatementTrace {
  const action = statement.matchesAction(request.action)
  const resource = type === 'trust' ? undefined : statement.matchesResource(request.resource, request.context)
  const principal = type === 'trust' || type === 'resource' ? namedBy(type, statement, request) !== undefined : undefined
  const concerned = action && resource !== false && principal !== false
  const conditions = concerned
    ? statement.conditions.map(({ operator, key, values, valuesIn, holds }): ConditionTrace => {
        const actual = valuesIn(request.context)
        return { operator, key, values, ...(actual ? { actual } : {}), holds: holds(request.context) }
      })
    : []
  return {
    index,
    ...(statement.sid ? { sid: statement.sid } : {}),
    effect: statement.effect,
    matched: concerned && conditions.every(({ holds }) => holds),
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(action && resource === false ? { resources: statement.resources } : {}),
    ...(principal === undefined ? {} : { principal }),
    conditions,
  }
}
