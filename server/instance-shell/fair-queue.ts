/**
 * Who waits for a turn: the accounts take turns, each has one at a time, and each may have so many waiting. So one
 * account's crowd costs another one turn at most.
 */
export class FairQueue<T> {
  readonly #most: { each: number; all: number }
  /** In the order of their turns. */
  readonly #waiting = new Map<string, T[]>()
  readonly #busy = new Set<string>()
  #count = 0

  constructor(most: { each: number; all: number }) {
    this.#most = most
  }

  /** False: there is no room. */
  add(accountId: string, one: T): boolean {
    const own = this.#waiting.get(accountId) ?? []
    if (own.length >= this.#most.each || this.#count >= this.#most.all) return false
    own.push(one)
    this.#waiting.set(accountId, own)
    this.#count++
    return true
  }

  /** The first of the next account whose turn it may be; `done` has to be called for it. */
  next(): T | undefined {
    for (const [accountId, own] of this.#waiting) {
      if (this.#busy.has(accountId)) continue
      const one = own.shift()
      this.#waiting.delete(accountId)
      if (own.length > 0) this.#waiting.set(accountId, own)
      if (one === undefined) continue
      this.#count--
      this.#busy.add(accountId)
      return one
    }
    return undefined
  }

  done(accountId: string): void {
    this.#busy.delete(accountId)
  }

  /** False: it isn't waiting any more. */
  remove(accountId: string, one: T): boolean {
    const own = this.#waiting.get(accountId)
    const at = own?.indexOf(one) ?? -1
    if (!own || at < 0) return false
    own.splice(at, 1)
    if (own.length === 0) this.#waiting.delete(accountId)
    this.#count--
    return true
  }

  /** Everyone, who then waits no more. */
  drain(): T[] {
    const all = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    this.#count = 0
    return all
  }

  get length(): number {
    return this.#count
  }
}
