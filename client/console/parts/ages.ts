import { DAY_MS } from '../../../server/account/durations.js'

/** Whole days between two instants, never negative: a clock may be a little behind the server's. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY_MS))
}

/** `Today`, `Yesterday`, `12 days ago`. */
export function ago(from: Date, now: Date): string {
  const days = daysBetween(from, now)
  if (days === 0) return 'Today'
  return days === 1 ? 'Yesterday' : `${days} days ago`
}
