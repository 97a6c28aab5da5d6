import type { Guess } from './guess-limit.js'

/**
 * A guess as an operation sees it, inside a draft that may run again after a version conflict. The operation only says
 * what came of it; the limit is told once, when all is done. What nobody says anything about counts.
 */
export class Attempt {
  readonly #guess: Guess
  #verdict: 'counts' | 'right' | 'withdrawn' = 'counts'

  constructor(guess: Guess) {
    this.#guess = guess
  }

  /** For the order in which passwords are compared. */
  get known(): boolean {
    return this.#guess.known
  }

  right(): void {
    this.#verdict = 'right'
  }

  /** Nobody could compare it. */
  withdraw(): void {
    this.#verdict = 'withdrawn'
  }

  async settle(): Promise<void> {
    if (this.#verdict === 'right') await this.#guess.right()
    if (this.#verdict === 'withdrawn') await this.#guess.withdraw()
  }
}
