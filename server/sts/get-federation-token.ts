import { federatedUserArn } from '../account/arns.js'
import { accessDenied } from '../aws/aws-error.js'
import { credentialsOf, issueSession } from '../credentials/session-token.js'
import { requestTagContext } from '../iam/tag-context.js'
import { type Need, operation } from '../runner/operation.js'
import { packedPolicySize, sessionPolicies, sessionTags } from './session-policies.js'

const DEFAULT_SECONDS = 12 * 3600
const ROOT_MAX_SECONDS = 3600

/**
 * Returns temporary credentials under a name of the caller's choice. They allow only what both the caller's policies and the
 * given policies allow, and nothing without a given policy. A user's credentials last 15 minutes to 36 hours (12 by
 * default), and root's at most one hour. Errors: AccessDenied, MalformedPolicyDocument, PackedPolicyTooLarge.
 * Source: STS API Reference, "GetFederationToken".
 */
export const GetFederationToken = operation('sts', 'GetFederationToken', {
  needs({ account, caller, input }) {
    // Session credentials are refused whatever the policies say: see handle.
    if (caller.credential.kind !== 'long-term') return []
    const resource = federatedUserArn(account.accountId, input.Name)
    const get: Need = { resource, context: requestTagContext(input.Tags) }
    return input.Tags?.length ? [get, { ...get, action: 'sts:TagSession' }] : get
  },
  handle({ account, caller, input, now, random }) {
    if (caller.credential.kind !== 'long-term') {
      throw accessDenied('Cannot call GetFederationToken with session credentials', 'session-credentials')
    }
    const root = caller.type === 'Root'
    const seconds = input.DurationSeconds ?? (root ? ROOT_MAX_SECONDS : DEFAULT_SECONDS)
    const policies = sessionPolicies(account, input)
    const tags = sessionTags(input, {})
    // Unlike AssumeRole's, this answer always has it. Source: recorded AWS replies.
    const size = packedPolicySize(input) ?? 0
    const issued = issueSession({
      account,
      principalId: caller.userId,
      kind: 'federated',
      name: input.Name,
      facts: { ...(policies ? { policies } : {}), ...tags },
      mfaAuthenticatedAt: undefined,
      durationSeconds: root ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds,
      now,
      random,
    })
    return {
      Credentials: credentialsOf(issued),
      FederatedUser: {
        FederatedUserId: `${account.accountId}:${input.Name}`,
        Arn: federatedUserArn(account.accountId, input.Name),
      },
      PackedPolicySize: size,
    }
  },
  result: ({ Credentials, FederatedUser, PackedPolicySize }) => ({
    credentials: { accessKeyId: Credentials?.AccessKeyId, expiration: Credentials?.Expiration },
    federatedUser: { federatedUserId: FederatedUser?.FederatedUserId, arn: FederatedUser?.Arn },
    ...(PackedPolicySize === undefined ? {} : { packedPolicySize: PackedPolicySize }),
  }),
})
