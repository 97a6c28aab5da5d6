import type { Clock, Instant } from '../account/ports.js'

/** What one source tried on one target. */
interface Tried {
  failures: number
  newest: Instant
  /** The next guess is taken from then on. */
  until: Instant
  /** It was right once, from this source. */
  known: boolean
}

/** The failures of one source over all targets: a bucket that leaks. */
interface Bucket {
  level: number
  at: Instant
}

/** A guess that was counted before anybody looked at it. */
export interface Guess {
  /** It was right: what was counted of this source on this target is forgotten. */
  right(): void
  /** Nobody could look at it: it does not count. */
  withdraw(): void
}

export class TooManyGuesses extends Error {
  override readonly name = 'TooManyGuesses'
  constructor(readonly seconds: number) {
    super(`too many guesses: wait ${seconds} s`)
  }
}

const FREE_FAILURES = 10
const FORGOTTEN_AFTER_MS = 15 * 60_000
/** The first delay after the free failures, doubled by each further one. */
const FIRST_DELAY_MS = 1000
const MAX_DELAY_MS = 30_000
/** A class of 300 behind one address may mistype twice each at once; after that, once a second. */
const SOURCE_FAILURES = 600
const SOURCE_LEAK_MS = 1000
const MAX_KEPT = 10_000

/**
 * Slows down who guesses a password or a code, at sign-in and on the wire alike: by source and target, and by source over
 * all targets, so that the owner, elsewhere, is never kept out; nor, at the guesser's own address, one who was right from
 * there before. In memory and on real time. A guess is counted before it is looked at, so that guesses at once count too.
 */
export class GuessLimit {
  readonly #tried = new Map<string, Tried>()
  readonly #buckets = new Map<string, Bucket>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Throws TooManyGuesses while the source has to wait. `target` is resolved: one name for each secret, however it was typed. */
  begin(source: string, target: string): Guess {
    const now = this.#clock.now()
    const key = `${source} ${target}`
    const tried = this.#tried.get(key) ?? { failures: 0, newest: now, until: 0, known: false }
    const bucket = this.#buckets.get(source) ?? { level: 0, at: now }
    bucket.level = Math.max(0, bucket.level - (now - bucket.at) / SOURCE_LEAK_MS)
    bucket.at = now
    if (now - tried.newest > FORGOTTEN_AFTER_MS) tried.failures = 0
    if (tried.until > now) throw new TooManyGuesses(Math.ceil((tried.until - now) / 1000))
    if (!tried.known && bucket.level > SOURCE_FAILURES - 1) throw new TooManyGuesses(Math.ceil(SOURCE_LEAK_MS / 1000))
    bucket.level = Math.min(SOURCE_FAILURES, bucket.level + 1)
    tried.failures++
    tried.newest = now
    const over = tried.failures - FREE_FAILURES
    if (over > 0) tried.until = now + Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(over - 1, 10))
    keep(this.#tried, key, tried)
    keep(this.#buckets, source, bucket)
    return {
      right() {
        bucket.level = Math.max(0, bucket.level - 1)
        Object.assign(tried, { failures: 0, until: 0, known: true })
      },
      withdraw() {
        bucket.level = Math.max(0, bucket.level - 1)
        Object.assign(tried, { failures: Math.max(0, tried.failures - 1), until: 0 })
      },
    }
  }
}

/** As the newest; the oldest goes. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > MAX_KEPT) map.delete(map.keys().next().value ?? '')
}

/** For a comparison that could not be made: the guess does not count. */
export const withdrawn =
  (guess: Guess) =>
  (error: unknown): never => {
    guess.withdraw()
    throw error
  }

/** The one name of each secret that can be guessed, for `begin`. */
export const guessed = {
  password: (accountId: string, ownerId: string) => `password ${accountId} ${ownerId}`,
  /** All devices of an owner: at sign-in a code is compared with each. */
  codes: (accountId: string, ownerId: string) => `codes ${accountId} ${ownerId}`,
  device: (accountId: string, serialNumber: string) => `device ${accountId} ${serialNumber}`,
}
