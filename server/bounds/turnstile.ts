/** Lets one in after the other, in the order in which they come; a few may wait. */
export class Turnstile {
  readonly #mayWait: number
  #last: Promise<unknown> = Promise.resolve()
  #inside = 0

  constructor(mayWait: number) {
    this.#mayWait = mayWait
  }

  /** Undefined, at once, if too many wait already. */
  enter<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.#inside > this.#mayWait) return undefined
    this.#inside++
    const run = this.#last.then(work).finally(() => {
      this.#inside--
    })
    this.#last = run.catch(() => undefined)
    return run
  }
}
