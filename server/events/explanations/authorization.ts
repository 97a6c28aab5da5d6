import type { PolicyTrace, StatementTrace } from '../../authorization/trace.js'
import type { Unauthorized } from '../../operations/authorize.js'
import { shownKey } from '../../operations/request-context.js'
import type { AuthorizationExplanation, Reasoning } from './explanation.js'

const KIND_NAMES = {
  identity: 'identity policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource policy',
  trust: 'trust policy',
} as const

/** Explains a refusal from what was recorded when it was made: the policies may have changed since. */
export function explainAuthorization(refused: Unauthorized): Reasoning {
  const { decision, action, resource, principal, context, policies } = refused
  const explicit = decision.effect === 'explicitDeny'
  const near = explicit ? [] : nearMisses(policies)
  return {
    kind: 'authorization',
    summary: explicit ? explicitSummary(refused) : implicitSummary(refused),
    rule: explicit
      ? 'An explicit Deny in any policy that applies wins over every Allow.'
      : 'What no policy allows is denied. Where a boundary or session policy is set, it has to allow as well.',
    state: explicit
      ? denyState(refused)
      : near.length > 0
        ? near.map((miss) => nearSentence(miss, context))
        : untouched(policies),
    wayOut: explicit ? denyWays(refused) : allowWays(refused, near),
    authorization: {
      principal,
      action,
      resource,
      context: Object.entries(context).map(([key, { value, origin }]) => ({
        key: shownKey(key),
        value: [value].flat().join(', '),
        origin,
      })),
      policies,
      decision: decisionText(refused),
      ...suggestionOf(refused, near),
    },
  }
}

const named = ({ type, name, arn, group }: PolicyTrace): string =>
  `${KIND_NAMES[type]} ${arn ?? name}${group ? ` of group ${group}` : ''}`

const statementName = ({ index, sid }: StatementTrace): string => (sid ? `statement ${sid}` : `statement ${index + 1}`)

function explicitSummary({ action, resource, policies }: Unauthorized): string {
  const deny = denying(policies)
  return deny
    ? `${action} on ${resource} is denied by ${statementName(deny.statement)} of ${named(deny.policy)}.`
    : `${action} on ${resource} is explicitly denied.`
}

function denying(policies: readonly PolicyTrace[]): { policy: PolicyTrace; statement: StatementTrace } | undefined {
  for (const policy of policies) {
    const statement = policy.statements.find(({ effect, matched }) => effect === 'Deny' && matched)
    if (statement) return { policy, statement }
  }
  return undefined
}

function implicitSummary({ action, resource, decision }: Unauthorized): string {
  const missing = decision.missing ?? 'identity'
  return missing === 'identity'
    ? `No policy of the caller allows ${action} on ${resource}.`
    : `The ${KIND_NAMES[missing]} does not allow ${action} on ${resource}.`
}

function decisionText({ decision }: Unauthorized): string {
  if (decision.effect === 'explicitDeny') return 'explicit deny'
  return `implicit deny: no ${KIND_NAMES[decision.missing ?? 'identity']} allows it`
}

interface NearMiss {
  policy: PolicyTrace
  statement: StatementTrace
}

/** Allows whose action fits and that fail for their resource, principal or conditions. */
const nearMisses = (policies: readonly PolicyTrace[]): NearMiss[] =>
  policies.flatMap((policy) =>
    policy.statements
      .filter(({ effect, action, matched }) => effect === 'Allow' && action && !matched)
      .map((statement) => ({ policy, statement })),
  )

function nearSentence({ policy, statement }: NearMiss, context: Unauthorized['context']): string {
  const who = `${capital(statementName(statement))} of ${named(policy)} allows the action, but`
  if (statement.resource === false) return `${who} not on this resource.`
  if (statement.principal === false) return `${who} not to this principal.`
  const failed = statement.conditions.filter(({ holds }) => !holds)
  const told = failed.map(({ operator, key, values, actual }) => {
    const has = actual ? `the request has ${actual.join(', ')}` : absent(key, context)
    return `${operator} ${key} wants ${values.join(' or ')}, and ${has}`
  })
  return `${who} its condition is not met: ${told.join('; ')}.`
}

function absent(key: string, context: Unauthorized['context']): string {
  const mfa = /^aws:multifactorauth/i.test(key)
  if (mfa && context['aws:tokenissuetime'] === undefined)
    return 'the request has no such key: it was signed with a long-term key'
  return 'the request has no such key'
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function untouched(policies: readonly PolicyTrace[]): string[] {
  if (policies.length === 0) return ['The caller has no policy at all.']
  const count = policies.reduce((sum, { statements }) => sum + statements.length, 0)
  return [
    `${counted(count, 'statement')} of ${counted(policies.length, 'policy', 'policies')} considered; none speaks of this action.`,
  ]
}

/** The conditions of the Deny, which all hold. */
function denyState({ policies, context }: Unauthorized): string[] {
  const conditions = denying(policies)?.statement.conditions ?? []
  if (conditions.length === 0) return ['The Deny has no condition: it always holds for this action and resource.']
  return conditions.map(({ operator, key, values, actual }) => {
    const has = actual ? `the request has ${actual.join(', ')}` : absent(key, context)
    return `The Deny’s condition holds: ${operator} ${key} ${values.join(' or ')}; ${has}.`
  })
}

function denyWays({ policies, context }: Unauthorized): string[] {
  const deny = denying(policies)
  if (!deny) return ['Find the Deny and change it.']
  const { policy, statement } = deny
  const mfa = statement.conditions.some(({ key }) => /^aws:multifactorauth/i.test(key))
  const ways: string[] = []
  if (mfa) {
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
    `No Allow helps against a Deny: change ${statementName(statement)} of ${named(policy)}, if it is not meant for this.`,
  )
  if (policy.group) ways.push(`Or take the user out of group ${policy.group}, if they do not belong there.`)
  return ways
}

function allowWays({ decision, action }: Unauthorized, near: readonly NearMiss[]): string[] {
  const ways: string[] = []
  const mfa = near.some(({ statement }) =>
    statement.conditions.some(({ holds, key }) => !holds && /^aws:multifactorauth/i.test(key)),
  )
  if (mfa) ways.push('Show MFA: get-session-token, or assume the role, with --serial-number and --token-code.')
  switch (decision.missing) {
    case 'boundary':
      ways.push('A boundary never grants and always limits: it must allow the action as well, or be replaced by a wider one.')
      break
    case 'session':
      ways.push('The session was made with policies of its own: make one without them, or with ones that allow the action.')
      break
    case 'trust':
      ways.push(
        'The role’s trust policy must name the caller, or the account with a policy of the caller that allows sts:AssumeRole.',
      )
      break
    default:
      ways.push(`Ask whoever administers the account for a policy that allows ${action}; see the smallest statement below.`)
  }
  return ways
}

/** Whoever may do these can give themselves, or anybody, everything. Source: public research on IAM privilege escalation. */
const ESCALATING = new RegExp(
  `^iam:(${[
    '(Create|Update)LoginProfile',
    'CreateAccessKey',
    '(Attach|Put)(User|Group|Role)Policy',
    'CreatePolicyVersion',
    'SetDefaultPolicyVersion',
    'AddUserToGroup',
    'UpdateAssumeRolePolicy',
    'Delete(User|Role)PermissionsBoundary',
    'DeactivateMFADevice',
    'PassRole',
    '.*\\*.*',
  ].join('|')})$`,
)

function suggestionOf(
  { decision, action, resource }: Unauthorized,
  near: readonly NearMiss[],
): Pick<AuthorizationExplanation, 'suggestion'> {
  if (decision.effect === 'explicitDeny') return {}
  const unmet = near.some(({ statement }) => statement.conditions.some(({ holds }) => !holds))
  // A condition that is to be met (MFA, an address) is no reason to write a statement without it.
  if (unmet) return {}
  const where = WHERE[decision.missing ?? 'identity']
  if (decision.missing === 'trust') return {}
  const warning = ESCALATING.test(action)
    ? 'Whoever may do this on a resource that is not their own can take over other identities. Keep the Resource as narrow as it is here.'
    : resource === '*'
      ? 'The action has no narrower resource than *.'
      : undefined
  return {
    suggestion: { statement: { Effect: 'Allow', Action: action, Resource: resource }, where, ...(warning ? { warning } : {}) },
  }
}

const WHERE = {
  identity: 'a policy of the caller, or of a group they are in',
  boundary: 'the permissions boundary, beside an Allow in an identity policy',
  session: 'the session policies',
  resource: 'the resource’s policy',
  trust: 'the role’s trust policy',
} as const

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
