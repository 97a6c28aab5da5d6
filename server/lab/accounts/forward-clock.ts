import type { Accounts } from '../../account/accounts.js'
import { DAY_MS } from '../../account/durations.js'
import { SINGLETON } from '../../account/entities.js'

/** An account's clock is at most this far ahead of real time. */
export const MAX_AHEAD_MS = 10 * 365 * DAY_MS

/** Moves an account's clock forward; undefined when that would be more than ten years ahead. Throws AccountGone. */
export async function forwardClock(accounts: Accounts, accountId: string, ms: number): Promise<number | undefined> {
  const account = await accounts.existing(accountId)
  return accounts.write(account, (draft) => {
    const entity = draft.get('Account', SINGLETON)
    const clockOffset = (entity?.clockOffset ?? 0) + ms
    if (!entity || clockOffset > MAX_AHEAD_MS) return undefined
    draft.put('Account', { ...entity, clockOffset })
    return clockOffset
  })
}
