import { EndOfInput, Interrupted } from './end-of-input.js'

/** A question of a running command. */
export interface Question {
  prompt: string
  secret: boolean
  /** A single key answers it. */
  key: boolean
  answer(text: string): void
  fail(error: Error): void
}

/** One question at a time; each ends with an answer, with Ctrl-C, or with Ctrl-D. */
export class Questions {
  #open: Question | undefined
  readonly #asked: () => void

  constructor(asked: () => void) {
    this.#asked = asked
  }

  get open(): Question | undefined {
    return this.#open
  }

  ask(prompt: string, { secret = false, key = false } = {}): Promise<string> {
    return new Promise((answer, fail) => {
      this.#open = { prompt, secret, key, answer, fail }
      this.#asked()
    })
  }

  answer(text: string): void {
    this.#close()?.answer(text)
  }

  interrupt(): void {
    this.#close()?.fail(new Interrupted())
  }

  end(): void {
    this.#close()?.fail(new EndOfInput())
  }

  #close(): Question | undefined {
    const question = this.#open
    this.#open = undefined
    return question
  }
}
