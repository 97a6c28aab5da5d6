/** Counts what may be there a number of times at once, in all and for each key. */
export class Places {
  readonly #most: number
  readonly #mostOfKey: number
  readonly #taken = new Map<string, number>()
  #all = 0

  constructor(most: number, mostOfKey: number) {
    this.#most = most
    this.#mostOfKey = mostOfKey
  }

  /** What gives the place back, once; undefined if there is none. */
  take(key: string): (() => void) | undefined {
    const taken = this.#taken.get(key) ?? 0
    if (this.#all >= this.#most || taken >= this.#mostOfKey) return undefined
    this.#all++
    this.#taken.set(key, taken + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#all--
      const left = (this.#taken.get(key) ?? 1) - 1
      if (left > 0) this.#taken.set(key, left)
      else this.#taken.delete(key)
    }
  }
}
