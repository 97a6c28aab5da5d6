import type { Bucket } from './guess-bucket.js'

/** Undefined: one of the buckets has no room, and nothing was counted. Otherwise a function that takes the guess back. */
export type Counted = ((later: number) => void | Promise<void>) | undefined

/** Counts one guess in all of the buckets, which have room for it as far as this process knows. Times are monotonic. */
export type CountGuess = (buckets: readonly Bucket[], now: number) => Counted | Promise<Counted>

/** Where one process counts alone. */
export const countInMemory: CountGuess = (buckets, now) => {
  const taken = buckets.map((bucket) => bucket.take(now))
  return (later) => {
    for (const undo of taken) undo(later)
  }
}
