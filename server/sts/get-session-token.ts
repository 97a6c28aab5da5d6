import type { Draft } from '../account/account.js'
import { verifyCode } from '../iam/totp.js'
import type { AwsError } from '../operations/aws-error.js'
import { accessDenied } from '../operations/aws-error.js'
import { operation } from '../operations/operation.js'
import { issueSession } from './session-token.js'

const USER_DEFAULT_SECONDS = 12 * 3600
const ROOT_MAX_SECONDS = 3600

const invalidCode = (reason: string): AwsError =>
  accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ', reason)

/**
 * Temporary credentials of the caller's own, with MFA where a serial number and a code are given.
 * A user's live 15 min to 36 h (12 h by default), root's an hour at most; a longer wish of root is cut in silence.
 * Needs no permission. Errors: AccessDenied. The code is spent before anything else, and stays spent.
 * Source: STS API Reference, "GetSessionToken"; messages from public reports.
 */
export const GetSessionToken = operation('sts', 'GetSessionToken', {
  needs: 'none',
  spend({ account, caller, input, realNow }) {
    if (caller.credential.kind !== 'long-term')
      throw accessDenied('Cannot call GetSessionToken with session credentials', 'session-credentials')
    const { SerialNumber: serialNumber, TokenCode: code } = input
    if (serialNumber === undefined && code === undefined) return false
    if (serialNumber === undefined || code === undefined) {
      throw accessDenied(
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
        'half-mfa',
      )
    }
    spendCode(account, caller.userId, serialNumber, code, realNow)
    return true
  },
  handle({ account, caller, input, now, random, spent }) {
    const root = caller.type === 'Root'
    const seconds = input.DurationSeconds ?? (root ? ROOT_MAX_SECONDS : USER_DEFAULT_SECONDS)
    const { accessKeyId, secret, sessionToken, expiresAt } = issueSession({
      account,
      principalId: caller.userId,
      kind: 'session',
      mfaAuthenticatedAt: spent ? now : undefined,
      durationSeconds: root ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds,
      now,
      random,
    })
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secret.reveal(),
        SessionToken: sessionToken,
        Expiration: expiresAt,
      },
    }
  },
  result: ({ Credentials }) => ({
    credentials: { accessKeyId: Credentials?.AccessKeyId, expiration: Credentials?.Expiration },
  }),
})

/** Checks the code of this principal's device and spends its step; throws AWS's refusals. */
function spendCode(account: Draft, ownerId: string, serialNumber: string, code: string, realNow: number): void {
  const device = account.get('VirtualMFADevice', serialNumber)
  if (device?.ownerId !== ownerId) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      'foreign-device',
    )
  }
  const result = verifyCode(device, code, realNow)
  if (!result.accepted) throw invalidCode(result.reason)
  account.put('VirtualMFADevice', { ...device, lastStep: result.step, drift: result.drift })
}
