import type { AccountRef } from '../account/account.js'
import type { Instant, Monotonic, Random } from '../account/ports.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { challengeGone } from './errors.js'

/** What a sign-in waits for after the password: an MFA code, or a new password; and what the enrolment of a passkey waits for. */
export interface Challenge extends AccountRef {
  kind: 'mfa' | 'change-password' | 'passkey'
  principalId: string
  sourceIp: string
  /** When a code was accepted; real time. */
  mfaAt?: Instant
  /** The hash that was right: after a change by somebody else the sign-in starts over. */
  passwordHash: string
  /** Monotonic: a clock that steps neither ends a sign-in under way nor keeps one open. */
  expiresAt: number
}

const LIFE_MS = 10 * 60_000
const MAX_BYTES = 3_000_000

/** Sign-ins under way, in memory: unguessable, short-lived, bound to their source. */
export class Challenges {
  readonly #open = new BoundedMap<string, Challenge>({ maxSize: MAX_BYTES })
  readonly #time: Monotonic
  readonly #random: Random

  constructor(time: Monotonic, random: Random) {
    this.#time = time
    this.#random = random
  }

  add(challenge: Omit<Challenge, 'expiresAt'>): string {
    const id = Buffer.from(this.#random.bytes(32)).toString('base64url')
    this.#open.set(id, { ...challenge, expiresAt: this.#time.now() + LIFE_MS })
    return id
  }

  /** Throws ChallengeExpired for one that is unknown, of another kind or source, or too old. Guesses are counted elsewhere. */
  take(id: string, kind: Challenge['kind'], sourceIp: string): Challenge {
    const challenge = this.#open.get(id)
    if (!challenge || challenge.kind !== kind || challenge.sourceIp !== sourceIp) throw challengeGone()
    if (challenge.expiresAt <= this.#time.now()) {
      this.#open.delete(id)
      throw challengeGone()
    }
    return challenge
  }

  /** Ends the sign-ins to an account that ended. */
  forget(accountId: string): void {
    this.#open.deleteWhere((_, challenge) => challenge.accountId === accountId)
  }

  done(id: string): void {
    this.#open.delete(id)
  }
}
