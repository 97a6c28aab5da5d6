import type { Clock } from '../../account/ports.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import { keepNewest, type Newest, noneYet } from '../../bounds/newest.js'
import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
import { mayRead, type Reader } from '../reader.js'
import { type Inspection, inspectionOf, type RequestSummary, summaryOf } from './inspection.js'
import { ACCEPTED, type Inspections, type OnInspected, REFUSED } from './inspections.js'
import { accountOf, bytesOf, type Kept, keep } from './kept.js'
import { type KeptLine, wasAccepted } from './kept-line.js'

/** For all accounts together; beyond it, the account that has been quiet the longest loses its requests. */
const MAX_TOTAL_BYTES = 12_000_000
const MAX_WATCHED_BYTES = 1_000_000

interface Ring {
  accepted: Newest<Kept>
  refused: Newest<Kept>
}

/** Inspections of a server that is one process, of accounts that were watched since its start. What a reader sees is made when they ask. */
export class InspectionsInMemory implements Inspections {
  readonly #clock: Clock
  readonly #watched = new BoundedMap<string, true>({ maxSize: MAX_WATCHED_BYTES })
  readonly #rings = new BoundedMap<string, Ring>({
    maxSize: MAX_TOTAL_BYTES,
    sizeOf: ({ accepted, refused }) => accepted.bytes + refused.bytes,
  })
  readonly #listeners: OnInspected[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async watch(accountId: string): Promise<void> {
    this.#watched.set(accountId, true)
  }

  add(exchange: Exchange, answer: Answer, contentType: string): void {
    const accountId = accountOf(exchange)
    if (accountId === undefined || this.#watched.get(accountId) === undefined) return
    this.#keep(keep(exchange, answer, contentType, accountId, this.#clock.now()), exchange.accountId !== undefined)
  }

  addLine(line: KeptLine): void {
    if (this.#watched.get(line.accountId) !== undefined) this.#keep(line, wasAccepted(line))
  }

  /** `proved`: whoever sent it holds a credential of the account. */
  #keep(kept: Kept, proved: boolean): void {
    const { accountId } = kept
    const ring = this.#rings.get(accountId) ?? { accepted: noneYet(), refused: noneYet() }
    if (proved) keepNewest(ring.accepted, kept, bytesOf(kept), ACCEPTED)
    else keepNewest(ring.refused, kept, bytesOf(kept), REFUSED)
    this.#rings.set(accountId, ring)
    for (const listener of this.#listeners) listener(accountId, () => summaryOf(kept))
  }

  async of(accountId: string): Promise<RequestSummary[]> {
    const ring = this.#rings.peek(accountId)
    if (!ring) return []
    return both(ring)
      .reverse()
      .sort((a, b) => b.realTime - a.realTime)
      .map(summaryOf)
  }

  async find(requestId: string, reader: Reader): Promise<Inspection | RequestSummary | undefined> {
    for (const ring of this.#rings.values()) {
      const found = both(ring).find((kept) => kept.requestId === requestId)
      if (found) return mayRead(reader, found) ? inspectionOf(found) : undefined
    }
    return undefined
  }

  async clear(accountId: string): Promise<void> {
    this.#rings.delete(accountId)
  }

  forget(accountId: string): void {
    this.#rings.delete(accountId)
    this.#watched.delete(accountId)
  }

  onAdded(listener: OnInspected): void {
    this.#listeners.push(listener)
  }

  /** There are no other processes. */
  async heard(): Promise<void> {}
}

const both = ({ accepted, refused }: Ring): Kept[] => [...accepted.kept, ...refused.kept].map(({ value }) => value)
