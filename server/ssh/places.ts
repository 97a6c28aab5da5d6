import type { SeatLimits, Seats } from '../store/seats.js'

/** Counts what may be there a number of times at once, in all and for each key. */
export interface Places {
  /** What gives the place back, once; undefined if there is none. */
  take(key: string): Promise<(() => void) | undefined>
}

/** Of one process alone. */
export class PlacesInMemory implements Places {
  readonly #limits: SeatLimits
  readonly #taken = new Map<string, number>()
  #all = 0

  constructor(limits: SeatLimits) {
    this.#limits = limits
  }

  async take(key: string): Promise<(() => void) | undefined> {
    const taken = this.#taken.get(key) ?? 0
    if (this.#all >= this.#limits.all || taken >= this.#limits.ofKey) return undefined
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

/** Of all processes over one database. */
export const placesInTable = (seats: Seats, room: string, limits: SeatLimits): Places => ({
  async take(key) {
    const leave = await seats.take(room, key, limits)
    return leave && (() => void leave())
  },
})
