type Entry = () => void

/**
 * Lets one piece of work in after the other, for work that takes long. The turn goes round among those who wait, so that
 * somebody with much to do delays the others by one piece each. Each of them may have a few pieces waiting.
 */
export class FairLine {
  readonly #mayWait: number
  /** The owner whose turn comes next is first; nobody in it has an empty line. */
  readonly #lines = new Map<string, Entry[]>()
  #busy = false

  constructor(mayWait: number) {
    this.#mayWait = mayWait
  }

  /** Undefined, at once, if too much of this owner's work waits already. */
  enter<T>(owner: string, work: () => Promise<T>): Promise<T> | undefined {
    const line = this.#lines.get(owner) ?? []
    if (line.length >= this.#mayWait) return undefined
    return new Promise<T>((resolve, reject) => {
      line.push(() => {
        work()
          .finally(() => {
            this.#busy = false
            this.#next()
          })
          .then(resolve, reject)
      })
      this.#lines.set(owner, line)
      this.#next()
    })
  }

  #next(): void {
    const [first] = this.#lines
    if (this.#busy || !first) return
    const [owner, line] = first
    const entry = line.shift()
    this.#lines.delete(owner)
    if (line.length > 0) this.#lines.set(owner, line)
    this.#busy = true
    entry?.()
  }
}
