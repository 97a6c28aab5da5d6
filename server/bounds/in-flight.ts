/** Something under way that takes memory until it is done. */
export interface Underway {
  bytes: number
  /** Ends it early, where that is still possible. */
  end: (() => void) | undefined
}

/**
 * Keeps what is under way within a number of bytes: when it becomes too much, the oldest that can still be ended is. So a
 * stranger who begins much and finishes nothing ends their own; whoever is quick is through before.
 */
export class InFlight {
  readonly #maxBytes: number
  /** The oldest first. */
  readonly #all = new Set<Underway>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  begin(end: () => void): Underway {
    const one = { bytes: 0, end }
    this.#all.add(one)
    return one
  }

  /** False if there is no room left, though all the others that can be ended were. */
  add(one: Underway, bytes: number): boolean {
    if (!this.#all.has(one)) return false
    one.bytes += bytes
    this.#bytes += bytes
    for (const other of this.#all) {
      if (this.#bytes <= this.#maxBytes) return true
      if (other === one || !other.end) continue
      this.done(other)
      other.end()
    }
    return this.#bytes <= this.#maxBytes
  }

  done(one: Underway): void {
    if (this.#all.delete(one)) this.#bytes -= one.bytes
  }
}
