import type { Draft } from '../account/account.js'
import { factsOf, verifyCode } from '../iam/totp.js'
import { accessDenied } from '../operations/aws-error.js'
import { guessed } from '../operations/guess-limit.js'
import type { Context } from '../operations/operation.js'

interface Mfa {
  SerialNumber?: string | undefined
  TokenCode?: string | undefined
}

/**
 * Checks the code of this user's (or root's) own device and spends its time step; false where neither serial number nor
 * code was given. Throws AccessDenied in AWS's words, Throttling for who guesses. Source of the messages: public reports.
 */
export function spendCode({ account, caller, input, realNow, guess }: Context<Mfa, Draft>): boolean {
  const { SerialNumber: serialNumber, TokenCode: code } = input
  if (serialNumber === undefined && code === undefined) return false
  if (serialNumber === undefined || code === undefined) {
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
      'half-mfa',
    )
  }
  const device = account.get('VirtualMFADevice', serialNumber)
  if (device?.ownerId !== caller.userId) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      'foreign-device',
    )
  }
  const attempt = guess(guessed.codes(account.accountId, caller.userId))
  const result = verifyCode(device, code, realNow)
  if (!result.accepted) {
    throw accessDenied(
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      result.reason,
      factsOf(result, device, realNow),
    )
  }
  attempt.right()
  account.put('VirtualMFADevice', { ...device, lastStep: result.step, drift: result.drift })
  return true
}
