import type { AccountRef } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { Instant } from '../account/ports.js'
import { factsOf, spent, type TotpDevice, type TotpResult, verifyCode, verifyPair } from '../credentials/totp.js'
import type { SignInFailure } from './events.js'

/**
 * Checks a code against a principal's devices and spends its step, in a unit of work of its own that is committed
 * before anything comes of it. Undefined: accepted.
 */
export const spendCodeOf = (
  accounts: Accounts,
  of: AccountRef,
  ownerId: string,
  code: string,
  realNow: Instant,
): Promise<SignInFailure | undefined> => spend(accounts, of, ownerId, realNow, (device) => verifyCode(device, code, realNow))

/** Learns from two codes in a row how far one of the devices is off; both are spent. Undefined: accepted. */
export const resyncDevice = (
  accounts: Accounts,
  of: AccountRef,
  ownerId: string,
  [first, second]: readonly [string, string],
  realNow: Instant,
): Promise<SignInFailure | undefined> =>
  spend(accounts, of, ownerId, realNow, (device) => verifyPair(device, first, second, realNow))

async function spend(
  accounts: Accounts,
  of: AccountRef,
  ownerId: string,
  realNow: Instant,
  verify: (device: TotpDevice) => TotpResult,
): Promise<SignInFailure | undefined> {
  const outcome = await accounts.write(of, (draft): SignInFailure | 'accepted' => {
    let failure: SignInFailure = { reason: 'code-wrong' }
    for (const device of draft.where('VirtualMFADevice', 'owner', ownerId)) {
      const result = verify(device)
      if (result.accepted) {
        draft.put('VirtualMFADevice', spent(device, result))
        return 'accepted'
      }
      if (failure.reason === 'code-wrong') failure = { reason: result.reason, facts: factsOf(result, device, realNow) }
    }
    return failure
  })
  return outcome === 'accepted' ? undefined : outcome
}
