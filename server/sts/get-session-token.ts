import { accessDenied } from '../aws/aws-error.js'
import { credentialsOf, issueSession } from '../credentials/session-token.js'
import { operation } from '../runner/operation.js'
import { guessesCode, spendOwnCode } from './spend-code.js'

const USER_DEFAULT_SECONDS = 12 * 3600
const ROOT_MAX_SECONDS = 3600

/**
 * Returns temporary credentials of the caller, with MFA if the call gives a serial number and a code. A user's credentials
 * last 15 minutes to 36 hours (12 by default), and root's at most one hour, even if root asks for more. Needs no permission.
 * Errors: AccessDenied, Throttling (codes are guessed). The code is spent before anything else, and stays spent.
 * Source: STS API Reference, "GetSessionToken"; messages from public reports.
 */
export const GetSessionToken = operation('sts', 'GetSessionToken', {
  needs: 'none',
  guesses: (context) => (context.caller.credential.kind === 'long-term' ? guessesCode(context) : undefined),
  spend(context) {
    if (context.caller.credential.kind !== 'long-term')
      throw accessDenied('Cannot call GetSessionToken with session credentials', 'session-credentials')
    return spendOwnCode(context)
  },
  handle({ account, caller, input, now, random, spent }) {
    const root = caller.type === 'Root'
    const seconds = input.DurationSeconds ?? (root ? ROOT_MAX_SECONDS : USER_DEFAULT_SECONDS)
    const issued = issueSession({
      account,
      principalId: caller.userId,
      kind: 'session',
      mfaAuthenticatedAt: spent ? now : undefined,
      durationSeconds: root ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds,
      now,
      random,
    })
    return { Credentials: credentialsOf(issued) }
  },
  result: ({ Credentials }) => ({
    credentials: { accessKeyId: Credentials?.AccessKeyId, expiration: Credentials?.Expiration },
  }),
})
