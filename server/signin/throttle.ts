import { RateLimiterMemory } from 'rate-limiter-flexible'
import { SignInError } from './sign-in-error.js'

const FREE_FAILURES = 10
const WINDOW_SECONDS = 15 * 60
/** The first delay after the free failures, doubled by each further one. */
const FIRST_DELAY_SECONDS = 1
const MAX_DELAY_SECONDS = 30

/**
 * Slows down a guesser: failures are counted by source and target, so that the owner, elsewhere, is never kept out.
 * AWS has no lock-out counter for users either.
 */
export class Throttle {
  readonly #failures = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS })
  readonly #until = new Map<string, number>()

  /** Throws TooManyAttempts while the source has to wait; `now` is real time. */
  check(source: string, target: string, now: number): void {
    const until = this.#until.get(key(source, target))
    if (until === undefined) return
    if (until <= now) {
      this.#until.delete(key(source, target))
      return
    }
    const seconds = Math.ceil((until - now) / 1000)
    throw new SignInError(429, 'TooManyAttempts', `Too many failed attempts. Wait ${seconds} s, then try again.`, {
      retryAfterSeconds: seconds,
    })
  }

  async failed(source: string, target: string, now: number): Promise<void> {
    const { consumedPoints } = await this.#failures.consume(key(source, target))
    const over = consumedPoints - FREE_FAILURES
    if (over <= 0) return
    const delay = Math.min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.min(over - 1, 10))
    if (this.#until.size > 10_000) this.#until.delete(this.#until.keys().next().value ?? '')
    this.#until.set(key(source, target), now + delay * 1000)
  }

  async succeeded(source: string, target: string): Promise<void> {
    this.#until.delete(key(source, target))
    await this.#failures.delete(key(source, target))
  }
}

const key = (source: string, target: string): string => `${source} ${target.toLowerCase()}`
