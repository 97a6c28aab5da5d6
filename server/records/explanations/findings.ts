import type { Unauthorized } from '../../authorization/considered.js'
import type { PolicyTrace, StatementTrace } from '../../authorization/trace.js'
import type { PolicyType } from '../../authorization/types.js'
import {
  allowing,
  capital,
  counted,
  denying,
  has,
  isUnmet,
  KIND_NAMES,
  nearMisses,
  ofType,
  orList,
  type Placed,
  placed,
  policyNamed,
  statementNamed,
  unmetConditions,
  unreadable,
} from './statements.js'

/** What was found where an Allow is missing: who does allow it, who came near, which Deny is not the reason. */
export function implicitFindings(denied: Unauthorized): string[] {
  const { decision, policies, context } = denied
  const missing = decision.missing ?? 'identity'
  const asked = ofType(policies, missing)
  const near = nearMisses(asked)
  return [
    ...granted(policies, missing),
    ...near.map((miss) => nearSentence(miss, denied)),
    ...(near.length === 0 ? [nothingSpeaks(denied, asked, missing)] : []),
    ...alsoMissing(denied).map((policy) => `The ${policyNamed(policy)} doesn’t allow it either.`),
    ...idleDenies(policies).map(
      ({ policy, statement }) =>
        `${capital(statementNamed(statement))} of ${policyNamed(policy)} denies this action, but doesn’t apply here: ${unmetConditions(statement, context)}.`,
    ),
  ]
}

/** Those that had to allow it before the one that does not. */
function granted(policies: readonly PolicyTrace[], missing: PolicyType): string[] {
  if (missing === 'identity') {
    const trusting = allowing(ofType(policies, 'trust'))[0]
    return trusting
      ? [
          `${capital(placeNamed(trusting))} allows it, but names only the account. One of the caller’s policies must allow it too.`,
        ]
      : []
  }
  if (missing !== 'boundary' && missing !== 'session') return []
  const before = [...ofType(policies, 'identity'), ...(missing === 'session' ? ofType(policies, 'boundary') : [])]
  const allows = before.flatMap((policy) => allowing([policy]).slice(0, 1))
  if (allows.length === 0) return []
  const without = ofType(policies, missing).map(policyNamed).join(' and ') || `session’s own ${KIND_NAMES[missing]}`
  return [
    `${capital(allows.map(placeNamed).join(', '))} ${allows.length === 1 ? 'allows' : 'allow'} it, but the ${without} ${
      ofType(policies, missing).length > 1 ? 'do' : 'does'
    } not.`,
  ]
}

const placeNamed = ({ policy, statement }: Placed): string => `${statementNamed(statement)} of ${policyNamed(policy)}`

export function nearSentence({ policy, statement }: Placed, { context, resource }: Unauthorized): string {
  const who = `${capital(statementNamed(statement))} of ${policyNamed(policy)} allows the action, but`
  if (statement.resource === false) return `${who} ${otherResources(statement, resource)}`
  if (statement.principal === false) return `${who} not for this principal.`
  return `${who} its condition isn’t met: ${unmetConditions(statement, context)}.`
}

/** How many of a statement's resources are told. */
const TOLD = 4

function otherResources({ resources }: StatementTrace, asked: string): string {
  if (!resources) return 'not on this resource.'
  const { patterns, except } = resources
  const more = patterns.length > TOLD ? ` and ${patterns.length - TOLD} more` : ''
  const list = `${patterns.slice(0, TOLD).join(', ')}${more}`
  const alike = patterns.find((pattern) => pattern !== asked && pattern.toLowerCase() === asked.toLowerCase())
  return [
    `not on this resource: it applies to ${except ? 'everything except ' : ''}${list}.`,
    ...(alike ? ['They differ in uppercase and lowercase letters, which matter in a Resource.'] : []),
    ...(asked === '*' ? ['This action has no resource of its own, so only * matches.'] : []),
  ].join(' ')
}

function nothingSpeaks({ policies, principal }: Unauthorized, asked: readonly PolicyTrace[], missing: PolicyType): string {
  if (policies.length === 0) return `${isRole(principal) ? 'The role' : 'The caller'} has no policy at all.`
  if (asked.length === 0) {
    return missing === 'session'
      ? 'The session was created without a session policy, and such a session can do nothing.'
      : `The caller has no ${KIND_NAMES[missing]}.`
  }
  const statements = placed(asked)
  const spoken = statements.some(({ statement }) => statement.action)
  const where = missing === 'identity' ? counted(asked.length, 'policy', 'policies') : `the ${KIND_NAMES[missing]}`
  const omitted = asked.reduce((sum, policy) => sum + (policy.omitted ?? 0), 0)
  return `The server checked ${counted(statements.length + omitted, 'statement')} in ${where}, but none ${spoken ? 'allows' : 'mentions'} this action.`
}

/** What is asked after the policies that refuse, and would refuse as well: boundary and session policies. */
export function alsoMissing({ decision, policies }: Unauthorized): PolicyTrace[] {
  const missing = decision.missing ?? 'identity'
  const later: PolicyType[] = missing === 'identity' ? ['boundary', 'session'] : missing === 'boundary' ? ['session'] : []
  return later.map((type) => ofType(policies, type)).flatMap((asked) => (allowing(asked).length > 0 ? [] : asked))
}

/** Denies of the action on the resource whose condition does not hold. */
const idleDenies = (policies: readonly PolicyTrace[]): Placed[] =>
  placed(policies).filter((one) => one.statement.effect === 'Deny' && isUnmet(one))

/** The conditions of the Deny, which all hold; and what would be left to refuse it without that Deny. */
export function denyFindings(denied: Unauthorized): string[] {
  const { policies, context } = denied
  if (unreadable(policies))
    return ['Its text isn’t a valid policy. This server never stores such a text, so it came from an imported file.']
  const conditions = denying(policies)?.statement.conditions ?? []
  const held = conditions.map(
    (condition) =>
      `The condition of the Deny is met: ${condition.operator} ${condition.key} ${orList(condition.values)}; ${has(condition, context)}.`,
  )
  const unmet = notAllowed(denied) ? nearMisses(ofType(policies, 'identity')).filter(isUnmet) : []
  return [
    ...(held.length > 0 ? held : ['The Deny has no condition, so it always applies to this action and resource.']),
    ...unmet.map((miss) => nearSentence(miss, denied)),
  ]
}

/** Without the Deny, no identity policy would allow it as it was asked. Not told where a trust policy allows by itself. */
export const notAllowed = ({ policies }: Unauthorized): boolean =>
  ofType(policies, 'trust').length === 0 && allowing(ofType(policies, 'identity')).length === 0

export const isRole = (principal: string): boolean => principal.includes(':assumed-role/')
