import type { Accounts } from '../../account/accounts.js'
import { SINGLETON } from '../../account/entities.js'

const MAX_OFFSET_MS = 10 * 365 * 86_400_000

/** Moves an account's clock forward; undefined when that would be more than ten years ahead. Throws AccountGone. */
export async function forwardClock(accounts: Accounts, accountId: string, ms: number): Promise<number | undefined> {
  const account = await accounts.existing(accountId)
  return accounts.write(account, (draft) => {
    const entity = draft.get('Account', SINGLETON)
    const clockOffset = (entity?.clockOffset ?? 0) + ms
    if (!entity || clockOffset > MAX_OFFSET_MS) return undefined
    draft.put('Account', { ...entity, clockOffset })
    return clockOffset
  })
}
