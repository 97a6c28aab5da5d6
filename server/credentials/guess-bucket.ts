/** So many at once, then one every `everyMs`. */
export interface Pace {
  free: number
  everyMs: number
}

/**
 * Counts what was used of a pace; what was used comes back with time. Kept as one number, the moment at which all will
 * be back (the generic cell rate algorithm). Times are monotonic milliseconds.
 */
export class Bucket {
  readonly pace: Pace
  /** Unique among all buckets, and of any length. */
  readonly name: string
  /** The target that alone is counted here, as lanes name it; undefined where several are counted together. */
  readonly of: string | undefined
  #fullAt = Number.NEGATIVE_INFINITY

  constructor(pace: Pace, name: string, of?: string) {
    this.pace = pace
    this.name = name
    this.of = of
  }

  /** How long until `count` more may be taken, in milliseconds; 0: now. */
  waitMs(now: number, count = 1): number {
    const { free, everyMs } = this.pace
    return Math.max(0, this.owedMs(now) + (count - free) * everyMs)
  }

  /** How many may be taken now. */
  room(now: number): number {
    const { free, everyMs } = this.pace
    return Math.max(0, Math.floor(free - this.owedMs(now) / everyMs))
  }

  /** How long until nothing of the use is left. */
  owedMs(now: number): number {
    return Math.max(0, this.#fullAt - now)
  }

  /** Somebody else counts, and said how much is owed. */
  hear(owedMs: number, now: number): void {
    this.#fullAt = now + owedMs
  }

  /** Counts one. The returned function takes it back, as far as time has not done so already. */
  take(now: number): (later: number) => void {
    const { everyMs } = this.pace
    const end = Math.max(this.#fullAt, now) + everyMs
    this.#fullAt = end
    return (later) => {
      this.#fullAt -= Math.min(everyMs, Math.max(0, end - later))
    }
  }
}
