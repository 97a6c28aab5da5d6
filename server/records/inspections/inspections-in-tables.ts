import type { Accounts } from '../../account/accounts.js'
import { DAY_MS, HOUR_MS } from '../../account/durations.js'
import type { Clock, Instant } from '../../account/ports.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import { breathe } from '../../bounds/turn.js'
import type { DocumentStore } from '../../store/documents.js'
import type { RingRow } from '../../store/ring-rows.js'
import { type Addition, LAG_MS, type Ring, type Rings } from '../../store/rings.js'
import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
import { lookAgain } from '../look-again.js'
import { mayRead, type Reader } from '../reader.js'
import { type Inspection, inspectionOf, type RequestSummary, summaryOf } from './inspection.js'
import { ACCEPTED, type Inspections, type OnInspected, REFUSED } from './inspections.js'
import { accountOf, bytesOf, type Kept, keep } from './kept.js'
import { type KeptLine, wasAccepted } from './kept-line.js'

/** The rings of requests that were signed, and of those that nobody proved to have signed. */
export const INSPECTION_RINGS = ['requests', 'refused-requests'] as const

/** An account whose requests are kept: a document that goes with it. */
interface Watch {
  incarnation: string
  /** Nothing from before is kept. */
  since: Instant
  until: Instant
}

const COLLECTION = 'watched-requests'
const WATCHED_MS = DAY_MS
/** So long before its end a watch is written again. */
const RENEWED_MS = WATCHED_MS - HOUR_MS
const MAX_AGE_MS = DAY_MS
/** Of all accounts, watched or not: what a process is asked between two batches. */
const WAITING_BYTES = 4_000_000
/** News comes within a second of what it tells of, if it comes. */
const NEWS_MS = 5_000
const MAX_TOLD_BYTES = 500_000

interface InspectionServices {
  accounts: Accounts
  documents: DocumentStore
  clock: Clock
}

/**
 * Inspections that all processes of a database keep together. Each request waits in memory until the next batch. Then the
 * process asks which accounts are watched, drops the others' requests, and writes what a reader may see: masked text.
 */
export class InspectionsInTables implements Inspections {
  readonly #services: InspectionServices
  readonly #accepted: Ring<Kept>
  readonly #refused: Ring<Kept>
  readonly #listeners: OnInspected[] = []
  /** Which requests of other processes the listeners know. */
  readonly #told = new BoundedMap<string, true>({ maxSize: MAX_TOLD_BYTES })

  constructor(rings: Rings, services: InspectionServices) {
    this.#services = services
    const [accepted, refused] = INSPECTION_RINGS
    const rowsOf = (batch: readonly Addition<Kept>[]) => this.#rowsOf(batch)
    const bounds = { maxAgeMs: MAX_AGE_MS, waitingBytes: WAITING_BYTES }
    this.#accepted = rings.open({ name: accepted, bounds: { ...bounds, ...ACCEPTED, totalBytes: 12_000_000 }, rowsOf })
    this.#refused = rings.open({ name: refused, bounds: { ...bounds, ...REFUSED, totalBytes: 3_000_000 }, rowsOf })
  }

  async watch(accountId: string): Promise<void> {
    const { documents, clock } = this.#services
    const known = await documents.get<Watch>(COLLECTION, accountId)
    if (known && known.until - clock.now() > RENEWED_MS) return
    await this.#watchSince(accountId, known?.since ?? clock.now())
  }

  add(exchange: Exchange, answer: Answer, contentType: string): void {
    const accountId = accountOf(exchange)
    if (accountId === undefined) return
    this.#keep(keep(exchange, answer, contentType, accountId, this.#services.clock.now()), exchange.accountId !== undefined)
  }

  addLine(line: KeptLine): void {
    this.#keep(line, wasAccepted(line))
  }

  /** `proved`: whoever sent it holds a credential of the account. */
  #keep(kept: Kept, proved: boolean): void {
    const { accountId } = kept
    const ring = proved ? this.#accepted : this.#refused
    ring.add({ owner: accountId, source: '', value: kept, bytes: bytesOf(kept) })
    for (const listener of this.#listeners) listener(accountId, () => summaryOf(kept))
  }

  async of(accountId: string): Promise<RequestSummary[]> {
    const found = [await this.#accepted.summariesOf(accountId), await this.#refused.summariesOf(accountId)]
    const all = found.flat().map((summary) => JSON.parse(summary) as RequestSummary)
    return all.sort((a, b) => Date.parse(b.time) - Date.parse(a.time))
  }

  async find(requestId: string, reader: Reader): Promise<Inspection | RequestSummary | undefined> {
    const look = async () => (await this.#accepted.find(requestId)) ?? (await this.#refused.find(requestId))
    const body = await lookAgain(LAG_MS, look)
    if (body === undefined) return undefined
    const inspection = JSON.parse(body) as Inspection | RequestSummary
    return mayRead(reader, inspection) ? inspection : undefined
  }

  async clear(accountId: string): Promise<void> {
    // What waits in other processes is from before.
    await this.#watchSince(accountId, this.#services.clock.now())
    for (const ring of [this.#accepted, this.#refused]) await ring.clear(accountId)
  }

  /** The watch went with the account. What is left in the tables is shown to nobody: they tell it from the next account with its id. */
  forget(accountId: string): void {
    for (const ring of [this.#accepted, this.#refused]) ring.forget(accountId).catch(() => undefined)
  }

  onAdded(listener: OnInspected): void {
    this.#listeners.push(listener)
  }

  async heard(accountId: string): Promise<void> {
    for (const ring of [this.#accepted, this.#refused]) {
      for (const { id, summary } of await ring.latestOfOthers(accountId, NEWS_MS)) {
        if (this.#told.get(id)) continue
        this.#told.set(id, true)
        for (const listener of this.#listeners) listener(accountId, () => JSON.parse(summary) as RequestSummary)
      }
    }
  }

  async #watchSince(accountId: string, since: Instant): Promise<void> {
    const { accounts, documents, clock } = this.#services
    const account = await accounts.get(accountId)
    if (!account) return
    const { incarnation } = account
    const until = clock.now() + WATCHED_MS
    await documents.putOf(account, COLLECTION, accountId, { incarnation, since, until } satisfies Watch, until)
  }

  async #rowsOf(batch: readonly Addition<Kept>[]): Promise<RingRow[]> {
    const owners = [...new Set(batch.map(({ owner }) => owner))]
    const watches = await this.#services.documents.getAll<Watch>(COLLECTION, owners)
    const rows: RingRow[] = []
    for (const { owner, source, value } of batch) {
      const watch = watches.get(owner)
      if (!watch || value.realTime < watch.since) continue
      const { requestId: id, realTime } = value
      const texts = { summary: JSON.stringify(summaryOf(value)), body: JSON.stringify(inspectionOf(value)) }
      rows.push({ owner, incarnation: watch.incarnation, source, id, realTime, ...texts })
      await breathe()
    }
    return rows
  }
}
