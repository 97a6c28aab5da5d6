import type { Caller } from '../account/caller.js'
import type { Unauthorized } from '../authorization/considered.js'
import { AwsError } from '../aws/aws-error.js'
import { encodeAuthorizationMessage } from '../credentials/authorization-message.js'
import type { Context } from './operation.js'
import { shownKey } from './request-context.js'

/**
 * EC2's form of AccessDenied. About a resource it has an encoded message, which DecodeAuthorizationMessage opens.
 * Sources: EC2 API Reference, "UnauthorizedOperation"; public replies of 2026 (Describe operations have no encoded part).
 */
export function unauthorizedOperation(
  { account, caller }: Context<never>,
  { message, reason, authorization }: AwsError,
  hasResource: boolean,
): AwsError {
  const encoded =
    hasResource && authorization
      ? `. Encoded authorization failure message: ${encodeAuthorizationMessage(account, messageOf(caller, authorization))}`
      : ''
  return new AwsError({
    code: 'UnauthorizedOperation',
    httpStatus: 403,
    message: `You are not authorized to perform this operation. ${message}${encoded}`,
    reason,
    authorization,
  })
}

/** Source: STS API Reference, "DecodeAuthorizationMessage"; decoded messages in public reports. */
function messageOf({ userId, arn }: Caller, { action, resource, context, decision, policies }: Unauthorized): object {
  const denying = policies.flatMap(({ name, arn: policy, statements }) =>
    statements
      .filter(({ effect, matched }) => effect === 'Deny' && matched)
      .map(({ sid = '' }) => ({ statementId: sid, effect: 'DENY', sourcePolicyId: policy ?? name })),
  )
  return {
    allowed: false,
    explicitDeny: decision.effect === 'explicitDeny',
    matchedStatements: { items: denying },
    failures: { items: [] },
    context: {
      principal: { id: userId, name: arn.slice(arn.lastIndexOf('/') + 1), arn },
      action,
      resource,
      conditions: {
        items: Object.entries(context).map(([key, { value }]) => ({
          key: shownKey(key),
          values: { items: [value].flat().map((one) => ({ value: one })) },
        })),
      },
    },
  }
}
