import { randomBytes } from 'node:crypto'
import type { Clock, Random } from './account/ports.js'

/** The machine's own time and chance: nothing else reads them. */
export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: Random = { bytes: (length) => randomBytes(length) }
