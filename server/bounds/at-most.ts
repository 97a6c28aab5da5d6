interface Line {
  inside: number
  waiting: (() => void)[]
}

/** Lets a few pieces of an owner's work in at the same time; what more they have waits in its order, and for them alone. */
export class AtMost {
  readonly #max: number
  readonly #lines = new Map<string, Line>()

  constructor(max: number) {
    this.#max = max
  }

  async enter<T>(owner: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(owner) ?? { inside: 0, waiting: [] }
    this.#lines.set(owner, line)
    // Whoever leaves hands their place on, so that nobody who comes just then takes it.
    if (line.inside < this.#max) line.inside++
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next) next()
      else if (--line.inside === 0) this.#lines.delete(owner)
    }
  }
}
