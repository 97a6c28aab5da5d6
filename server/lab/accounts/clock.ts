import { SINGLETON } from '../../account/entities.js'
import type { LabServices } from '../services.js'

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const MAX_OFFSET_MS = 10 * 365 * 86_400_000

/** `90d`, `12h`, `5m`, `30s` in milliseconds; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d{1,6})([smhd])$/.exec(text)
  return match ? Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? 0) : undefined
}

/** Moves an account's clock forward; undefined when that would be more than ten years ahead. Throws AccountGone. */
export async function forwardClock(services: LabServices, accountId: string, ms: number): Promise<number | undefined> {
  const account = await services.accounts.existing(accountId)
  return services.accounts.write(account, (draft) => {
    const entity = draft.get('Account', SINGLETON)
    const clockOffset = (entity?.clockOffset ?? 0) + ms
    if (!entity || clockOffset > MAX_OFFSET_MS) return undefined
    draft.put('Account', { ...entity, clockOffset })
    return clockOffset
  })
}
