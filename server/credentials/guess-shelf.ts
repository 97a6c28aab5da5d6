/**
 * Counters by key, at most `max` of them. A counter that owes nothing is as good as a new one, so it may go. If that
 * doesn't suffice, those that owe least go: a flood of made-up names pushes out its own, never the one that was guessed at.
 */
export class Shelf<T> {
  readonly #kept = new Map<string, T>()
  readonly #max: number
  readonly #owedMs: (value: T, now: number) => number

  constructor(max: number, owedMs: (value: T, now: number) => number) {
    this.#max = max
    this.#owedMs = owedMs
  }

  get(key: string, now: number, make: () => T): T {
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    if (this.#kept.size >= this.#max) this.#makeRoom(now)
    const made = make()
    this.#kept.set(key, made)
    return made
  }

  values(): Iterable<T> {
    return this.#kept.values()
  }

  /** A quarter at once, so that a flood doesn't sort for each of its names. */
  #makeRoom(now: number): void {
    const byDebt = [...this.#kept].map(([key, value]) => ({ key, owed: this.#owedMs(value, now) }))
    byDebt.sort((a, b) => a.owed - b.owed)
    const least = Math.floor(this.#max / 4)
    for (const [index, { key, owed }] of byDebt.entries()) if (owed === 0 || index < least) this.#kept.delete(key)
  }
}
