import type { Draft } from '../account/account.js'
import { factsOf, verifyCode } from '../iam/totp.js'
import { accessDenied } from '../operations/aws-error.js'

/**
 * Checks the code of this user's (or root's) own device and spends its time step; false where neither serial number nor
 * code was given. Throws AccessDenied in AWS's words. Source of the messages: public reports.
 */
export function spendCode(
  account: Draft,
  ownerId: string,
  given: { SerialNumber?: string | undefined; TokenCode?: string | undefined },
  realNow: number,
): boolean {
  const { SerialNumber: serialNumber, TokenCode: code } = given
  if (serialNumber === undefined && code === undefined) return false
  if (serialNumber === undefined || code === undefined) {
    throw accessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
      'half-mfa',
    )
  }
  const device = account.get('VirtualMFADevice', serialNumber)
  if (device?.ownerId !== ownerId) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      'foreign-device',
    )
  }
  const result = verifyCode(device, code, realNow)
  if (!result.accepted) {
    throw accessDenied(
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      result.reason,
      factsOf(result, device, realNow),
    )
  }
  account.put('VirtualMFADevice', { ...device, lastStep: result.step, drift: result.drift })
  return true
}
