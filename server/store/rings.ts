import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { BoundedMap } from '../bounds/bounded-map.js'
import { keepNewest, type Newest, type NewestBounds, noneYet } from '../bounds/newest.js'
import {
  bytesOf,
  dropAll,
  dropFormer,
  dropOld,
  type Group,
  insertEntries,
  type RingRow,
  readable,
  trimGroups,
  trimTotal,
} from './ring-rows.js'
import type { Schema } from './schema.js'

/** The bounds hold for each owner and source. Sizes are in bytes. */
export interface RingBounds extends NewestBounds {
  /** Of the whole ring. Beyond it, the owner and source that have been quiet the longest lose what they have. */
  totalBytes: number
  /** By the database's clock. */
  maxAgeMs: number
  /** What waits to be written in one process. Beyond it, the owner and source that have been quiet the longest lose it. */
  waitingBytes: number
}

/** One that waits to be written. */
export interface Addition<T> extends Group {
  value: T
  /** What it takes in memory, roughly. */
  bytes: number
}

export interface RingDefinition<T> {
  name: string
  bounds: RingBounds
  /** Makes the texts of a batch; leaves out what isn't to be kept after all. May throw: then the batch is dropped. */
  rowsOf(batch: readonly Addition<T>[]): Promise<RingRow[]>
}

/** What becomes of additions that could not be written: the first time an error, and how many they were once writing works again. */
export type Dropped = { ring: string; error: unknown } | { ring: string; count: number }

/** Told of the owners whose entries other processes can read from now on. */
type OnWritten = (ring: string, owners: string[]) => void

const BATCH_MS = 200
/** How far behind other processes may be with what they write here, or with the records of reading calls. */
export const LAG_MS = 300
/** A ring is measured as a whole once for each part of its bytes that a process has written. */
const MEASURED_AT = 0.05

interface RingEvents {
  written: OnWritten[]
  dropped: ((dropped: Dropped) => void)[]
}

/**
 * The newest entries by owner and source, which all processes of a PostgreSQL database write and read. Adding costs no
 * statement: what was added is written in batches, and readers of the same process see it at once.
 */
export class Ring<T> {
  readonly #db: Kysely<Schema>
  readonly #origin: string
  readonly #definition: RingDefinition<T>
  readonly #events: RingEvents
  /** By owner and source, so that a flood pushes out no other's. */
  readonly #waiting: BoundedMap<string, Newest<Addition<T>>>
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  /** Another batch comes after the one that is being written. It's taken only then: a slow database fills no memory. */
  #isNextDue = false
  #unmeasured = Number.POSITIVE_INFINITY
  #dropped = 0

  constructor(db: Kysely<Schema>, origin: string, definition: RingDefinition<T>, events: RingEvents) {
    this.#db = db
    this.#origin = origin
    this.#definition = definition
    this.#events = events
    this.#waiting = new BoundedMap({ maxSize: definition.bounds.waitingBytes, sizeOf: ({ bytes }) => bytes })
  }

  /** Never throws. Without the database, what was added is dropped. */
  add(addition: Addition<T>): void {
    const key = `${addition.owner}/${addition.source}`
    const waiting = this.#waiting.peek(key) ?? noneYet<Addition<T>>()
    keepNewest(waiting, addition, addition.bytes, this.#definition.bounds)
    this.#waiting.set(key, waiting)
    this.#timer ??= setTimeout(() => void this.flush(), BATCH_MS).unref()
  }

  /** The bodies of an owner's entries, oldest first. `sources`: of these alone. */
  async listOf(owner: string, sources?: readonly string[]): Promise<string[]> {
    if (sources?.length === 0) return []
    await this.flush()
    const all = readable(this.#db, this.#definition.name).select('body').where('owner', '=', owner)
    const rows = await (sources ? all.where('source', 'in', sources) : all).orderBy('real_time').orderBy('number').execute()
    return rows.map(({ body }) => body)
  }

  /** The bodies of all entries of these owners, in no order. */
  async listOfAll(owners: readonly string[]): Promise<string[]> {
    if (owners.length === 0) return []
    await this.flush()
    const all = readable(this.#db, this.#definition.name).select('body').where('owner', 'in', owners)
    return (await all.execute()).map(({ body }) => body)
  }

  /** The summaries of an owner's entries, newest first. */
  async summariesOf(owner: string): Promise<string[]> {
    await this.flush()
    const all = readable(this.#db, this.#definition.name).select('summary').where('owner', '=', owner)
    const rows = await all.orderBy('real_time', 'desc').orderBy('number', 'desc').execute()
    return rows.map(({ summary }) => summary)
  }

  /** The summaries of what other processes have written for an owner in the last `withinMs`, oldest first. */
  async latestOfOthers(owner: string, withinMs: number): Promise<{ id: string; summary: string }[]> {
    return readable(this.#db, this.#definition.name)
      .select(['id', 'summary'])
      .where('owner', '=', owner)
      .where('origin', '<>', this.#origin)
      .where('written_at', '>', sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint - ${withinMs}`)
      .orderBy('real_time')
      .orderBy('number')
      .execute()
  }

  /** The body of one entry. */
  async find(id: string): Promise<string | undefined> {
    await this.flush()
    const row = await readable(this.#db, this.#definition.name).select('body').where('id', '=', id).executeTakeFirst()
    return row?.body
  }

  /** The body of the newest entry of these owners. */
  async newest(owners: readonly string[] | 'all'): Promise<string | undefined> {
    if (owners.length === 0) return undefined
    await this.flush()
    const all = readable(this.#db, this.#definition.name).select('body')
    const own = owners === 'all' ? all : all.where('owner', 'in', owners)
    const row = await own.orderBy('real_time', 'desc').orderBy('number', 'desc').limit(1).executeTakeFirst()
    return row?.body
  }

  /** Drops all of an owner's entries. */
  async clear(owner: string): Promise<void> {
    this.#forgetWaiting(owner)
    await this.#writing
    await dropAll(this.#db, this.#definition.name, owner)
  }

  /** Drops what an account that ended has left; nothing of the one that has its id by now. */
  async forget(owner: string): Promise<void> {
    this.#forgetWaiting(owner)
    await this.#writing
    await dropFormer(this.#db, this.#definition.name, owner)
  }

  /** Until all that was added is written, or dropped. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.count > 0 && !this.#isNextDue) {
      this.#isNextDue = true
      this.#writing = this.#writing.then(() => {
        this.#isNextDue = false
        return this.#write(this.#takeBatch())
      })
    }
    return this.#writing
  }

  /** Drops what is too old. */
  async sweep(): Promise<void> {
    await dropOld(this.#db, this.#definition.name, this.#definition.bounds.maxAgeMs)
  }

  #takeBatch(): Addition<T>[] {
    const batch = [...this.#waiting.values()].flatMap(({ kept }) => kept.map(({ value }) => value))
    this.#waiting.clear()
    return batch
  }

  #forgetWaiting(owner: string): void {
    this.#waiting.deleteWhere((key) => key.startsWith(`${owner}/`))
  }

  async #write(batch: readonly Addition<T>[]): Promise<void> {
    if (batch.length === 0) return
    const { name } = this.#definition
    try {
      const rows = await this.#definition.rowsOf(batch)
      if (rows.length === 0) return
      await this.#insert(rows)
      this.#tellRecovered()
      const owners = [...new Set(rows.map(({ owner }) => owner))]
      for (const listener of this.#events.written) listener(name, owners)
    } catch (error) {
      if (this.#dropped === 0) for (const listener of this.#events.dropped) listener({ ring: name, error })
      this.#dropped += batch.length
    }
  }

  async #insert(rows: readonly RingRow[]): Promise<void> {
    const { name, bounds } = this.#definition
    await insertEntries(this.#db, name, this.#origin, rows)
    const groups = new Map(rows.map(({ owner, source }) => [`${owner}/${source}`, { owner, source }]))
    await trimGroups(this.#db, name, [...groups.values()], bounds)
    this.#unmeasured += rows.reduce((sum, row) => sum + bytesOf(row), 0)
    if (this.#unmeasured < bounds.totalBytes * MEASURED_AT) return
    await trimTotal(this.#db, name, bounds.totalBytes)
    this.#unmeasured = 0
  }

  #tellRecovered(): void {
    if (this.#dropped === 0) return
    for (const listener of this.#events.dropped) listener({ ring: this.#definition.name, count: this.#dropped })
    this.#dropped = 0
  }
}

/** The rings of one process. */
export class Rings {
  readonly #db: Kysely<Schema>
  readonly #origin = randomUUID()
  readonly #rings: Pick<Ring<unknown>, 'flush' | 'sweep'>[] = []
  readonly #events: RingEvents = { written: [], dropped: [] }

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  open<T>(definition: RingDefinition<T>): Ring<T> {
    const ring = new Ring(this.#db, this.#origin, definition, this.#events)
    this.#rings.push(ring)
    return ring
  }

  onWritten(listener: OnWritten): void {
    this.#events.written.push(listener)
  }

  onDropped(listener: (dropped: Dropped) => void): void {
    this.#events.dropped.push(listener)
  }

  async flush(): Promise<void> {
    await Promise.all(this.#rings.map((ring) => ring.flush()))
  }

  async sweep(): Promise<void> {
    for (const ring of this.#rings) await ring.sweep()
  }
}
