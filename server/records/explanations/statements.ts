import type { Unauthorized } from '../../authorization/considered.js'
import type { PolicyTrace, StatementTrace } from '../../authorization/trace.js'
import type { PolicyType } from '../../authorization/types.js'

/** A statement with the policy that has it. */
export interface Placed {
  policy: PolicyTrace
  statement: StatementTrace
}

export const KIND_NAMES = {
  identity: 'identity policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  trust: 'trust policy',
} as const

/** `identity policy own of group Safe`; a trust policy's name says already that it is one. */
export function policyNamed({ type, name, arn, group }: PolicyTrace): string {
  const kind = KIND_NAMES[type]
  const named = arn === undefined && name.startsWith(kind) ? name : `${kind} ${arn ?? name}`
  return group ? `${named} of group ${group}` : named
}

export const statementNamed = ({ index, sid }: StatementTrace): string => (sid ? `statement ${sid}` : `statement ${index + 1}`)

export const placed = (policies: readonly PolicyTrace[]): Placed[] =>
  policies.flatMap((policy) => policy.statements.map((statement) => ({ policy, statement })))

export const ofType = (policies: readonly PolicyTrace[], type: PolicyType): PolicyTrace[] =>
  policies.filter((policy) => policy.type === type)

/** The policy whose text is no policy, if there is one: then it decided. */
export const unreadable = (policies: readonly PolicyTrace[]): PolicyTrace | undefined =>
  policies.find((policy) => policy.unreadable)

/** The Deny that decided. */
export const denying = (policies: readonly PolicyTrace[]): Placed | undefined =>
  placed(policies).find(({ statement }) => statement.effect === 'Deny' && statement.matched)

export const allowing = (policies: readonly PolicyTrace[]): Placed[] =>
  placed(policies).filter(({ statement }) => statement.effect === 'Allow' && statement.matched)

/** Allows whose action fits and that fail for their resource, principal or conditions. */
export const nearMisses = (policies: readonly PolicyTrace[]): Placed[] =>
  placed(policies).filter(({ statement: { effect, action, matched } }) => effect === 'Allow' && action && !matched)

/** Nothing but a condition is in the way. */
export const isUnmet = ({ statement }: Placed): boolean => statement.conditions.some(({ holds }) => !holds)

/** What a condition wants and what the request has instead. */
export const unmetConditions = ({ conditions }: StatementTrace, context: Unauthorized['context']): string =>
  conditions
    .filter(({ holds }) => !holds)
    .map(
      (condition) =>
        `${condition.operator} ${condition.key} requires ${orList(condition.values)}, but ${has(condition, context)}`,
    )
    .join('; ')

export const orList = (values: readonly string[]): string => values.join(' or ')

/** `the request has 127.0.0.1` */
export function has({ key, actual }: StatementTrace['conditions'][number], context: Unauthorized['context']): string {
  if (actual) return `the request has ${actual.join(', ')}`
  const mfa = /^aws:multifactorauth/i.test(key)
  if (mfa && context['aws:tokenissuetime'] === undefined)
    return 'the request doesn’t have this key, because it was signed with a long-term key'
  return 'the request doesn’t have this key'
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
