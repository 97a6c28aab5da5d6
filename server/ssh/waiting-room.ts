import type { Random } from '../account/ports.js'
import { sourceOf } from '../bounds/source.js'
import type { SshLimits } from './limits.js'

/** How far a connection has come: those that have come the least far go first. */
export const STAGE = { connected: 0, greeted: 1, encrypted: 2 } as const

export interface Guest {
  /** One of STAGE. */
  stage: number
  /** Called when it has to go. */
  turnedOut(): void
}

interface Place {
  guest: Guest
  source: string
}

/**
 * The connections that are not logged in yet. Where there are too many of one source, or in all, one has to go: by
 * chance, among those that have come the least far. So a client that goes on at once gets through a crowd that hangs,
 * and nobody can keep the others out by being there first. sshd's MaxStartups drops newcomers instead, which a crowd of
 * silent sockets from one's own address would turn into a lock-out.
 */
export class WaitingRoom {
  readonly #limits: Pick<SshLimits, 'waiting' | 'waitingOfSource'>
  readonly #random: Random
  readonly #isProxy: (address: string) => boolean
  readonly #places = new Map<Guest, Place>()
  readonly #bySource = new Map<string, Set<Place>>()

  /** `isProxy`: many clients call from that address, so it has no limit of its own. */
  constructor(
    limits: Pick<SshLimits, 'waiting' | 'waitingOfSource'>,
    random: Random,
    isProxy: (address: string) => boolean = () => false,
  ) {
    this.#limits = limits
    this.#random = random
    this.#isProxy = isProxy
  }

  get size(): number {
    return this.#places.size
  }

  enter(guest: Guest, address: string): void {
    const source = sourceOf(address)
    const neighbours = this.#bySource.get(source)
    if (neighbours && neighbours.size >= this.#limits.waitingOfSource && !this.#isProxy(address)) this.#turnOut(neighbours)
    else if (this.#places.size >= this.#limits.waiting) this.#turnOut(this.#largest())
    const place = { guest, source }
    this.#places.set(guest, place)
    // Turning the last one out has removed an empty set.
    const now = this.#bySource.get(source) ?? new Set()
    this.#bySource.set(source, now.add(place))
  }

  /** It has logged in, or is gone. */
  leave(guest: Guest): void {
    const place = this.#places.get(guest)
    if (!place) return
    this.#places.delete(guest)
    const neighbours = this.#bySource.get(place.source)
    neighbours?.delete(place)
    if (neighbours?.size === 0) this.#bySource.delete(place.source)
  }

  /** Whoever takes the most room makes some. */
  #largest(): ReadonlySet<Place> {
    let largest: ReadonlySet<Place> = new Set()
    for (const places of this.#bySource.values()) if (places.size > largest.size) largest = places
    return largest
  }

  #turnOut(places: ReadonlySet<Place>): void {
    const least = Math.min(...[...places].map(({ guest }) => guest.stage))
    const candidates = [...places].filter(({ guest }) => guest.stage === least)
    const [low = 0, high = 0] = this.#random.bytes(2)
    const unlucky = candidates[(high * 256 + low) % candidates.length]
    if (!unlucky) return
    this.leave(unlucky.guest)
    unlucky.guest.turnedOut()
  }
}
