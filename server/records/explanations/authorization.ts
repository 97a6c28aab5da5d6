import type { Unauthorized } from '../../authorization/considered.js'
import { shownKey } from '../../runner/request-context.js'
import type { Reasoning } from './explanation.js'
import { denyFindings, implicitFindings, isRole } from './findings.js'
import { denying, KIND_NAMES, policyNamed, statementNamed, unreadable } from './statements.js'
import { suggestionFor } from './suggestion.js'
import { allowWays, denyWays } from './ways-out.js'

/** Explains a denial from what was recorded when it was made: the policies may have changed since. */
export function explainAuthorization(denied: Unauthorized): Reasoning {
  const { decision, action, resource, principal, context, policies } = denied
  const explicit = decision.effect === 'explicitDeny'
  const suggestion = suggestionFor(denied)
  return {
    kind: 'authorization',
    summary: explicit ? explicitSummary(denied) : implicitSummary(denied),
    rule: unreadable(policies)
      ? 'A policy that can’t be read denies everything: nobody knows what it would have denied.'
      : explicit
        ? 'An explicit Deny in any applicable policy overrides every Allow.'
        : 'Anything that no policy allows is denied. If there’s a permissions boundary or session policy, it must allow the call too.',
    state: explicit ? denyFindings(denied) : implicitFindings(denied),
    wayOut: explicit ? denyWays(denied) : allowWays(denied, suggestion !== undefined),
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
      decision: decisionText(denied),
      ...(suggestion ? { suggestion } : {}),
    },
  }
}

function explicitSummary({ action, resource, policies }: Unauthorized): string {
  const unread = unreadable(policies)
  if (unread) return `The ${policyNamed(unread)} can’t be read, so it denies everything.`
  const deny = denying(policies)
  return deny
    ? `${action} on ${resource} is denied by ${statementNamed(deny.statement)} of ${policyNamed(deny.policy)}.`
    : `${action} on ${resource} is explicitly denied.`
}

function implicitSummary({ action, resource, principal, decision }: Unauthorized): string {
  const missing = decision.missing ?? 'identity'
  if (missing !== 'identity') return `The ${KIND_NAMES[missing]} does not allow ${action} on ${resource}.`
  const whose = isRole(principal) ? `the role ${principal.split('/')[1]}` : 'the caller'
  return `No policy of ${whose} allows ${action} on ${resource}.`
}

function decisionText({ decision }: Unauthorized): string {
  if (decision.effect === 'explicitDeny') return 'explicit deny'
  return `implicit deny: no ${KIND_NAMES[decision.missing ?? 'identity']} allows it`
}
