import type { Unauthorized } from '../../authorization/considered.js'
import type { PolicyType } from '../../authorization/types.js'
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
  [
    /^aws:multifactorauth/i,
    () => 'Sign in with MFA: call get-session-token, or assume the role, with --serial-number and --token-code.',
  ],
  [
    /^aws:sourceip$/i,
    ({ operator, values }) => `Call from an address that the condition accepts: ${operator} ${orList(values)}.`,
  ],
  [
    /^sts:externalid$/i,
    () => 'Pass the external ID that the role’s owner gave you: aws sts assume-role … --external-id. It must match exactly.',
  ],
  [
    /^sts:rolesessionname$/i,
    ({ values }) => `Use the session name that the condition requires: --role-session-name ${orList(values)}.`,
  ],
  [
    /^sts:sourceidentity$/i,
    ({ values }) => `Pass the source identity that the condition requires: --source-identity ${orList(values)}.`,
  ],
  [
    /^ec2:region$|^aws:requestedregion$/i,
    ({ values }) => `Call in a Region that the condition accepts (--region): ${orList(values)}.`,
  ],
  [
    /^(?:aws|ec2):resourcetag\//i,
    ({ key, values }) => `Choose a resource that has the tag which the condition requires: ${key} ${orList(values)}.`,
  ],
  [/^ec2:createaction$/i, ({ values }) => `Pass the tags when you create the resource, with ${orList(values)}.`],
  [
    /^aws:(requesttag\/|tagkeys$)/i,
    ({ key, values }) => `Pass the tags that the condition requires (--tags): ${key} ${orList(values)}.`,
  ],
  [
    /^iam:permissionsboundary$/i,
    ({ values }) => `Pass the boundary that the condition requires: --permissions-boundary ${orList(values)}.`,
  ],
  [
    /^aws:(currenttime|epochtime)$/i,
    ({ operator, values }) => `Call at a time that the condition accepts: ${operator} ${orList(values)}.`,
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
export function allowWays(denied: Unauthorized, suggested: boolean): string[] {
  const { decision, policies } = denied
  const missing = decision.missing ?? 'identity'
  const ways = meetingAll(nearMisses(ofType(policies, missing)))
  // Whom the trust policy names already has no more to do than meet its condition.
  if (missing === 'trust' && ways.length > 0) return ways
  return [...ways, MISSING[missing](denied, suggested, ways.length > 0)]
}

type Way = (denied: Unauthorized, suggested: boolean, conditional: boolean) => string

const MISSING: Readonly<Record<PolicyType, Way>> = {
  identity: ({ action }, suggested, conditional) =>
    `${conditional ? 'Or ask' : 'Ask'} an administrator for a policy that allows ${action}${conditional ? ' without that condition, if the condition isn’t meant for you' : ''}${suggested ? ' (see the smallest statement below)' : ''}.`,
  boundary: (denied) =>
    boundedByAws(denied)
      ? 'A boundary only limits permissions and never grants them. You can’t change this one, because AWS manages it: use a wider boundary instead.'
      : 'A boundary only limits permissions and never grants them. Allow the action in the boundary too, or use a wider boundary.',
  session: () => 'The session has its own policies. Create a session without them, or with policies that allow the action.',
  resource: ({ action }) => `The resource’s policy must allow ${action}.`,
  trust: () =>
    'The role’s trust policy must name the caller. Or it names the account, and one of the caller’s policies allows sts:AssumeRole.',
}

/** What to do about a Deny; and about the Allow, where that is missing too. */
export function denyWays(denied: Unauthorized): string[] {
  const { policies, context, action } = denied
  const unread = unreadable(policies)
  if (unread) return [`Ask an administrator to replace or detach the ${policyNamed(unread)}. The root user can do this.`]
  const deny = denying(policies)
  if (!deny) return ['Find the Deny and change it.']
  const { policy, statement } = deny
  const ways: string[] = []
  if (statement.conditions.some(({ key }) => /^aws:multifactorauth/i.test(key))) {
    ways.push(
      context['aws:tokenissuetime'] === undefined
        ? 'Sign in with MFA: run aws sts get-session-token --serial-number … --token-code …, and use the three values that it returns.'
        : 'Sign in with MFA: sign in (or assume the role) again with a code.',
    )
  }
  if (statement.conditions.some(({ key }) => key.toLowerCase() === 'aws:tokenissuetime')) {
    ways.push('The session was revoked. Ask for a new one.')
  }
  ways.push(
    `No Allow overrides a Deny. Change ${statementNamed(statement)} of ${policyNamed(policy)}, if it isn’t meant for this call.`,
  )
  if (policy.group) ways.push(`Or remove the user from group ${policy.group}, if they don’t belong there.`)
  if (lacksAllow(denied)) {
    ways.push(`No Allow covers it either. Even without the Deny, a policy must still allow ${action}.`)
  }
  return ways
}

/** Not even one whose condition is the only thing in the way. */
const lacksAllow = (denied: Unauthorized): boolean =>
  notAllowed(denied) && !nearMisses(ofType(denied.policies, 'identity')).some(isUnmet)

const boundedByAws = ({ policies }: Unauthorized): boolean =>
  ofType(policies, 'boundary').some(({ arn }) => arn?.startsWith('arn:aws:iam::aws:'))

/** Where an Allow would have to stand. */
export function whereTo(denied: Unauthorized): string {
  switch (denied.decision.missing ?? 'identity') {
    case 'boundary':
      return `${boundedByAws(denied) ? 'a permissions boundary of your own' : 'the permissions boundary'}, together with an Allow in an identity policy`
    case 'session':
      return 'the session policies'
    case 'resource':
      return 'the resource’s policy'
    case 'trust':
      return 'the role’s trust policy'
    case 'identity':
      return ownPolicy(denied.principal)
  }
}

function ownPolicy(principal: string): string {
  if (isRole(principal)) return `a policy of the role ${principal.split('/')[1]}`
  if (principal.includes(':federated-user/')) return 'a policy of the user who created the session'
  return 'a policy of the caller, or of a group they are in'
}
