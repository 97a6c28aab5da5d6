import type { Draft, Entity } from '../account/account.js'
import { accessDenied } from '../aws/aws-error.js'
import { type GuessedAt, guessed } from '../credentials/guesses.js'
import { factsOf, spent, verifyCode } from '../credentials/totp.js'
import type { Context } from '../runner/operation.js'
import { StaleRead } from '../runner/stale-read.js'

interface Mfa {
  SerialNumber?: string | undefined
  TokenCode?: string | undefined
}

/** The caller's own device, if the call names it and gives a code. */
function deviceOf({ account, caller, input }: Context<Mfa>): Entity<'VirtualMFADevice'> | undefined {
  const { SerialNumber: serialNumber, TokenCode: code } = input
  const device = serialNumber === undefined || code === undefined ? undefined : account.get('VirtualMFADevice', serialNumber)
  return device?.ownerId === caller.userId ? device : undefined
}

/** The caller's codes, if the call gives one that will be compared. */
export const guessesCode = (context: Context<Mfa>): GuessedAt | undefined =>
  deviceOf(context) && guessed.codes(context.account, context.caller.userId)

/**
 * Checks the code of this user's (or root's) own device and spends its time step; false if neither serial number nor
 * code was given. Throws AccessDenied in AWS's words. Source of the messages: public reports.
 */
export function spendOwnCode(context: Context<Mfa, Draft>): boolean {
  const { account, input, realNow, attempt } = context
  const { SerialNumber: serialNumber, TokenCode: code } = input
  if (serialNumber === undefined && code === undefined) return false
  if (serialNumber === undefined || code === undefined) {
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
      'half-mfa',
    )
  }
  const device = deviceOf(context)
  if (!device) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      'foreign-device',
    )
  }
  if (!attempt) throw new StaleRead()
  const result = verifyCode(device, code, realNow)
  if (!result.accepted) {
    throw accessDenied(
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      result.reason,
      factsOf(result, device, realNow),
    )
  }
  attempt.right()
  account.put('VirtualMFADevice', spent(device, result))
  return true
}
