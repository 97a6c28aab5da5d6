import type { Accounts } from '../account/accounts.js'
import type { Instant } from '../account/ports.js'
import type { Facts } from '../account/request-record.js'
import { factsOf, verifyCode } from '../iam/totp.js'

/** Why a code was refused: the private reason, and the time steps for explanations. */
export interface CodeRefused {
  reason: string
  facts?: Facts
}

/**
 * Checks a code against a principal's devices and spends its step, in a unit of work of its own that is committed
 * before anything comes of it. Undefined: accepted.
 */
export async function spendCode(
  accounts: Accounts,
  accountId: string,
  ownerId: string,
  code: string,
  realNow: Instant,
): Promise<CodeRefused | undefined> {
  const outcome = await accounts.write(accountId, (draft): CodeRefused | 'accepted' => {
    let refused: CodeRefused = { reason: 'code-wrong' }
    for (const device of draft.where('VirtualMFADevice', 'owner', ownerId)) {
      const result = verifyCode(device, code, realNow)
      if (result.accepted) {
        draft.put('VirtualMFADevice', { ...device, lastStep: result.step, drift: result.drift })
        return 'accepted'
      }
      if (refused.reason === 'code-wrong') refused = { reason: result.reason, facts: factsOf(result, device, realNow) }
    }
    return refused
  })
  return outcome === 'accepted' ? undefined : (outcome ?? { reason: 'account-gone' })
}
