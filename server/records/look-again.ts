import { setTimeout } from 'node:timers/promises'

/**
 * Looks once more after `lagMs`: another process may be about to write what is asked for. With 0 there is no other
 * process, and one look is enough.
 */
export async function lookAgain<T>(lagMs: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const found = await look()
  if (found !== undefined || lagMs === 0) return found
  await setTimeout(lagMs)
  return look()
}
