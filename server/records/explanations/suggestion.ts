import type { Unauthorized } from '../../authorization/considered.js'
import type { AuthorizationExplanation } from './explanation.js'
import { alsoMissing } from './findings.js'
import { isUnmet, KIND_NAMES, nearMisses, ofType } from './statements.js'
import { whereTo } from './ways-out.js'

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

/** The smallest statement that would allow it; none where no Allow helps, or a condition is to be met instead. */
export function suggestionFor(denied: Unauthorized): AuthorizationExplanation['suggestion'] {
  const { decision, action, resource, policies } = denied
  const missing = decision.missing ?? 'identity'
  if (decision.effect === 'explicitDeny' || missing === 'trust') return undefined
  // A condition that is to be met (MFA, an address) is no reason to write a statement without it.
  if (nearMisses(ofType(policies, missing)).some(isUnmet)) return undefined
  const others = new Set(alsoMissing(denied).map(({ type }) => `in the ${KIND_NAMES[type]}`))
  const warning = ESCALATING.test(action)
    ? 'Anyone who can do this on other people’s resources can take over their identities. Keep the Resource as narrow as it is here.'
    : resource === '*'
      ? 'The action has no narrower resource than *.'
      : undefined
  return {
    statement: { Effect: 'Allow', Action: action, Resource: resource },
    where: [whereTo(denied), ...others].join(', and '),
    ...(warning ? { warning } : {}),
  }
}
