import type { Accounts } from '../account/accounts.js'
import type { Instant } from '../account/ports.js'
import { type TotpResult, verifyCode } from '../iam/totp.js'

/**
 * Checks a code against a principal's devices and spends its step, in a unit of work of its own that is committed
 * before anything comes of it. Undefined: accepted; else the private reason.
 */
export async function spendCode(
  accounts: Accounts,
  accountId: string,
  ownerId: string,
  code: string,
  realNow: Instant,
): Promise<string | undefined> {
  const reason = await accounts.write(accountId, (draft) => {
    let refused: (TotpResult & { accepted: false })['reason'] = 'code-wrong'
    for (const device of draft.where('VirtualMFADevice', 'owner', ownerId)) {
      const result = verifyCode(device, code, realNow)
      if (result.accepted) {
        draft.put('VirtualMFADevice', { ...device, lastStep: result.step, drift: result.drift })
        return 'accepted'
      }
      if (result.reason !== 'code-wrong') refused = result.reason
    }
    return refused
  })
  return reason === 'accepted' ? undefined : (reason ?? 'account-gone')
}
