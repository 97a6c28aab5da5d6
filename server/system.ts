import { randomBytes } from 'node:crypto'
import type { Clock, Monotonic, Random } from './account/ports.js'

/** The machine's own time and chance: nothing else reads them. */
export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: Random = { bytes: (length) => randomBytes(length) }
export const systemMonotonic: Monotonic = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms).unref()
    return () => clearTimeout(timer)
  },
}
