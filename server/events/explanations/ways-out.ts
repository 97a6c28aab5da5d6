import type { PolicyType } from '../../authorization/types.js'
import type { Unauthorized } from '../../operations/authorize.js'
import { isRole, notAllowed } from './findings.js'
import {
  denying,
  isUnmet,
  nearMisses,
  ofType,
  orList,
  type Placed,
  policyNamed,
  statementNamed,
  unreadable,
} from './statements.js'

type Condition = Placed['statement']['conditions'][number]

/** How a caller meets a condition, by its key. */
const MEETING: readonly [RegExp, (condition: Condition) => string][] = [
  [/^aws:multifactorauth/i, () => 'Show MFA: get-session-token, or assume the role, with --serial-number and --token-code.'],
  [
    /^aws:sourceip$/i,
    ({ operator, values }) => `Call from an address that the condition lets through: ${operator} ${orList(values)}.`,
  ],
  [
    /^sts:externalid$/i,
    () =>
      'Pass the external id that the role’s owner gave you: aws sts assume-role … --external-id. It must be the same, letter by letter.',
  ],
  [/^sts:rolesessionname$/i, ({ values }) => `Name the session as the condition wants: --role-session-name ${orList(values)}.`],
  [
    /^sts:sourceidentity$/i,
    ({ values }) => `Pass the source identity that the condition wants: --source-identity ${orList(values)}.`,
  ],
  [
    /^aws:(requesttag\/|tagkeys$)/i,
    ({ key, values }) => `Pass the tags that the condition wants (--tags): ${key} ${orList(values)}.`,
  ],
  [
    /^iam:permissionsboundary$/i,
    ({ values }) => `Pass the boundary that the condition wants: --permissions-boundary ${orList(values)}.`,
  ],
  [
    /^aws:(currenttime|epochtime)$/i,
    ({ operator, values }) => `Call when the condition lets it through: ${operator} ${orList(values)}.`,
  ],
]

const meeting = (condition: Condition): string =>
  MEETING.find(([key]) => key.test(condition.key))?.[1](condition) ??
  `Meet the condition: ${condition.operator} ${condition.key} ${orList(condition.values)}.`

/** The ways to meet what stands between near misses and an Allow, each told once. */
function meetingAll(near: readonly Placed[]): string[] {
  const failed = near.filter(isUnmet).flatMap(({ statement }) => statement.conditions.filter(({ holds }) => !holds))
  return [...new Set(failed.map(meeting))]
}

/** What to do about a missing Allow. `suggested`: a statement that would allow it is shown as well. */
export function allowWays(refused: Unauthorized, suggested: boolean): string[] {
  const { decision, policies } = refused
  const missing = decision.missing ?? 'identity'
  const ways = meetingAll(nearMisses(ofType(policies, missing)))
  // Whom the trust policy names already has no more to do than meet its condition.
  if (missing === 'trust' && ways.length > 0) return ways
  return [...ways, MISSING[missing](refused, suggested, ways.length > 0)]
}

type Way = (refused: Unauthorized, suggested: boolean, conditional: boolean) => string

const MISSING: Readonly<Record<PolicyType, Way>> = {
  identity: ({ action }, suggested, conditional) =>
    `${conditional ? 'Or ask' : 'Ask'} whoever administers the account for a policy that allows ${action}${conditional ? ' without that condition, if it is not meant for you' : ''}${suggested ? '; see the smallest statement below' : ''}.`,
  boundary: (refused) =>
    boundedByAws(refused)
      ? 'A boundary never grants and always limits. This one is AWS’s own and can’t be changed: put a wider one in its place.'
      : 'A boundary never grants and always limits: it must allow the action as well, or be replaced by a wider one.',
  session: () => 'The session was made with policies of its own: make one without them, or with ones that allow the action.',
  resource: ({ action }) => `The resource’s policy must allow ${action}.`,
  trust: () =>
    'The role’s trust policy must name the caller, or the account with a policy of the caller that allows sts:AssumeRole.',
}

/** What to do about a Deny; and about the Allow, where that is missing too. */
export function denyWays(refused: Unauthorized): string[] {
  const { policies, context, action } = refused
  const unread = unreadable(policies)
  if (unread) return [`Ask whoever administers the account to replace or detach the ${policyNamed(unread)}. The root user can.`]
  const deny = denying(policies)
  if (!deny) return ['Find the Deny and change it.']
  const { policy, statement } = deny
  const ways: string[] = []
  if (statement.conditions.some(({ key }) => /^aws:multifactorauth/i.test(key))) {
    ways.push(
      context['aws:tokenissuetime'] === undefined
        ? 'Show MFA: aws sts get-session-token --serial-number … --token-code …, and use the three values it answers.'
        : 'Show MFA: sign in (or assume the role) again with a code.',
    )
  }
  if (statement.conditions.some(({ key }) => key.toLowerCase() === 'aws:tokenissuetime')) {
    ways.push('The session was revoked: ask for a new one.')
  }
  ways.push(
    `No Allow helps against a Deny: change ${statementNamed(statement)} of ${policyNamed(policy)}, if it is not meant for this.`,
  )
  if (policy.group) ways.push(`Or take the user out of group ${policy.group}, if they do not belong there.`)
  if (lacksAllow(refused)) {
    ways.push(`No Allow covers it either: once the Deny is out of the way, a policy must still allow ${action}.`)
  }
  return ways
}

/** Not even one whose condition is the only thing in the way. */
const lacksAllow = (refused: Unauthorized): boolean =>
  notAllowed(refused) && !nearMisses(ofType(refused.policies, 'identity')).some(isUnmet)

const boundedByAws = ({ policies }: Unauthorized): boolean =>
  ofType(policies, 'boundary').some(({ arn }) => arn?.startsWith('arn:aws:iam::aws:'))

/** Where an Allow would have to stand. */
export function whereTo(refused: Unauthorized): string {
  switch (refused.decision.missing ?? 'identity') {
    case 'boundary':
      return `${boundedByAws(refused) ? 'a permissions boundary of your own' : 'the permissions boundary'}, beside an Allow in an identity policy`
    case 'session':
      return 'the session policies'
    case 'resource':
      return 'the resource’s policy'
    case 'trust':
      return 'the role’s trust policy'
    case 'identity':
      return ownPolicy(refused.principal)
  }
}

function ownPolicy(principal: string): string {
  if (isRole(principal)) return `a policy of the role ${principal.split('/')[1]}`
  if (principal.includes(':federated-user/')) return 'a policy of the user who made the session'
  return 'a policy of the caller, or of a group they are in'
}
