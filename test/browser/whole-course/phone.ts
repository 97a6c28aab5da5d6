import { codeFor } from '../../support/totp.js'

const STEP_MS = 30_000

/** An authenticator app on somebody's own phone, which gets the secret key typed in. It gives no code twice. */
export class Phone {
  #seed = ''
  #last = 0
  /** How far its clock is ahead of real time, in steps of 30 s. */
  ahead = 0

  /** Two codes in a row, of which the second is the one that it shows now. */
  enter(seed: string): [string, string] {
    this.#seed = seed
    return this.pair()
  }

  pair(): [string, string] {
    const now = this.#now()
    this.#last = now
    return [this.#at(now - 1), this.#at(now)]
  }

  /** The first code that nobody has used; AWS takes one that comes a step early. */
  async code(): Promise<string> {
    while (this.#last > this.#now()) await new Promise((resolve) => setTimeout(resolve, 250))
    this.#last = Math.max(this.#last + 1, this.#now())
    return this.#at(this.#last)
  }

  #now = (): number => Math.floor(Date.now() / STEP_MS) + this.ahead

  #at = (step: number): string => codeFor(this.#seed, 0, step * STEP_MS)
}
