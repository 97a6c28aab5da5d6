import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RingRow } from '../../server/store/ring-rows.js'
import { type Addition, type Dropped, type Ring, type RingBounds, Rings } from '../../server/store/rings.js'
import type { Schema } from '../../server/store/schema.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { type RecordsProcess, recordsProcess, ringsOf } from '../support/records.js'

interface Note {
  id: string
  text: string
}

const BOUNDS: RingBounds = { entries: 5, bytes: 10_000, totalBytes: 50_000, maxAgeMs: 60_000, waitingBytes: 100_000 }
const MINUTE = 60_000
let rings = 0
let notes = 0

const rowOf = ({ owner, source, value }: Addition<Note>): RingRow => ({
  ...{ owner, source, id: value.id, realTime: notes },
  ...{ summary: '', body: value.text },
})

describe('a ring', () => {
  let postgres: TestPostgres
  let one: RecordsProcess
  let other: RecordsProcess
  let client: pg.Client
  beforeAll(async () => {
    postgres = await startPostgres()
    const { connectionString } = postgres
    one = await recordsProcess(connectionString)
    other = await recordsProcess(connectionString)
    client = new pg.Client({ connectionString })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await one?.close()
    await other?.close()
    await postgres?.stop()
  })

  /** The same ring, as each of the processes has it. */
  function ring(bounds: Partial<RingBounds> = {}) {
    const name = `notes-${++rings}`
    const rowsOf = async (batch: readonly Addition<Note>[]) => batch.map(rowOf)
    const definition = { name, bounds: { ...BOUNDS, ...bounds }, rowsOf }
    const [here, there] = [one, other].map((process) => ringsOf(process).open<Note>(definition))
    return { name, here: here as Ring<Note>, there: there as Ring<Note> }
  }
  function add(to: Ring<Note>, owner: string, source: string, text: string): string {
    const id = `note-${++notes}`
    to.add({ owner, source, value: { id, text }, bytes: text.length })
    return id
  }
  const inTable = async (name: string) => {
    const { rows } = await client.query(
      'select count(*)::int as count, sum(bytes)::int as bytes from ring_entry where ring = $1',
      [name],
    )
    return rows[0] as { count: number; bytes: number | null }
  }

  it('is written in batches, and read by all processes', async () => {
    const { name, here, there } = ring()
    add(here, 'a', 's', 'one')
    expect(await inTable(name)).toMatchObject({ count: 0 })
    expect(await here.listOf('a')).toEqual(['one'])
    expect(await there.listOf('a')).toEqual(['one'])
    add(there, 'a', 's', 'two')
    await expect.poll(() => inTable(name)).toMatchObject({ count: 2 })
    expect(await here.listOf('a')).toEqual(['one', 'two'])
    expect(await here.newest(['a', 'b'])).toBe('two')
    expect(await here.newest(['b'])).toBeUndefined()
    expect(await here.newest([])).toBeUndefined()
    expect(await here.newest('all')).toBe('two')
  })

  it('keeps the newest by owner and source over all processes, however many write at the same time', async () => {
    const { name, here, there } = ring()
    for (let batch = 0; batch < 8; batch++) {
      for (let n = 0; n < 4; n++) for (const to of [here, there]) add(to, 'a', 'loud', 'x')
      await Promise.all([here.flush(), there.flush()])
    }
    const quiet = add(there, 'a', 'quiet', 'q')
    await there.flush()
    await here.listOf('a')
    add(here, 'a', 'loud', 'last')
    expect(await here.listOf('a', ['loud'])).toHaveLength(5)
    expect((await here.listOf('a', ['loud'])).at(-1)).toBe('last')
    expect(await here.find(quiet)).toBe('q')
    expect((await inTable(name)).count).toBe(6)
  })

  it('is bounded by bytes for each owner and source; the newest stays', async () => {
    const { here } = ring()
    for (let n = 0; n < 5; n++) add(here, 'a', 's', 'x'.repeat(4_000))
    expect(await here.listOf('a')).toHaveLength(2)
    add(here, 'a', 's', 'y'.repeat(20_000))
    expect(await here.listOf('a')).toEqual(['y'.repeat(20_000)])
  })

  it('is bounded as a whole; those that have been quiet the longest go first', async () => {
    const { name, here } = ring()
    add(here, 'first', 's', 'x'.repeat(9_000))
    await here.flush()
    add(here, 'second', 's', 'x'.repeat(9_000))
    await here.flush()
    add(here, 'first', 's', 'again')
    for (let n = 0; n < 4; n++) {
      await here.flush()
      add(here, `other-${n}`, 's', 'x'.repeat(9_000))
    }
    await here.flush()
    expect((await inTable(name)).bytes).toBeLessThanOrEqual(50_000)
    expect(await here.listOf('first')).toHaveLength(2)
    expect(await here.listOf('second')).toHaveLength(0)
  })

  it('holds no more in memory than it may, whatever comes between two batches', async () => {
    const { name, here } = ring({ waitingBytes: 30_000, totalBytes: 1_000_000 })
    for (let n = 0; n < 5_000; n++) add(here, `owner-${n}`, 's', 'x'.repeat(1_000))
    await here.flush()
    const { count } = await inTable(name)
    expect(count).toBeGreaterThan(15)
    expect(count).toBeLessThan(30)
    expect(await here.listOf('owner-4999')).toHaveLength(1)
  })

  it('takes the next batch only when the last is written, so that a slow database fills no memory', async () => {
    const name = `notes-${++rings}`
    const batches: number[] = []
    let goOn = () => {}
    const slow = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const ring = ringsOf(one).open<Note>({
      name,
      bounds: { ...BOUNDS, waitingBytes: 30_000 },
      async rowsOf(batch) {
        batches.push(batch.length)
        await slow
        return []
      },
    })
    for (let n = 0; n < 5_000; n++) {
      add(ring, `owner-${n}`, 's', 'x'.repeat(1_000))
      if (n % 100 === 0) {
        void ring.flush()
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    goOn()
    await ring.flush()
    expect(batches).toHaveLength(2)
    expect(Math.max(...batches)).toBeLessThan(30)
  })

  it('costs no statement an entry', async () => {
    let statements = 0
    const pool = new pg.Pool({ connectionString: postgres.connectionString, max: 1 })
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), log: () => void statements++ })
    const rowsOf = async (batch: readonly Addition<Note>[]) => batch.map(rowOf)
    const ring = new Rings(db).open<Note>({ name: `notes-${++rings}`, bounds: { ...BOUNDS, entries: 50 }, rowsOf })
    for (let n = 0; n < 10_000; n++) add(ring, 'a', 's', 'x')
    for (let n = 0; n < 10_000; n++) add(ring, 'b', `s-${n % 4}`, 'x')
    await ring.flush()
    expect(statements).toBeGreaterThan(0)
    expect(statements).toBeLessThan(10)
    expect(await ring.listOf('b')).toHaveLength(200)
    await db.destroy()
  })

  it('writes an entry of one id once', async () => {
    const { here, there } = ring()
    for (const to of [here, there]) to.add({ owner: 'a', source: 's', value: { id: 'same', text: 'x' }, bytes: 1 })
    await Promise.all([here.flush(), there.flush()])
    expect(await here.listOf('a')).toEqual(['x'])
  })

  it('drops what is too old, by the clock of the database', async () => {
    const { name, here } = ring()
    const old = add(here, 'a', 's', 'old')
    await here.flush()
    await client.query('update ring_entry set written_at = written_at - $1 where ring = $2 and id = $3', [
      MINUTE + 1,
      name,
      old,
    ])
    add(here, 'a', 's', 'new')
    await here.flush()
    await here.sweep()
    expect(await here.listOf('a')).toEqual(['new'])
  })

  it('is unlogged: nothing of it is in the log of the database', async () => {
    const { rows } = await client.query("select relpersistence from pg_class where relname = 'ring_entry'")
    expect(rows).toEqual([{ relpersistence: 'u' }])
  })

  it('tells whose entries were written', async () => {
    const { name, here } = ring()
    const told: unknown[] = []
    ringsOf(one).onWritten((...args) => told.push(args))
    add(here, 'a', 's', 'x')
    add(here, 'b', 's', 'x')
    add(here, 'a', 't', 'x')
    await here.flush()
    expect(told).toEqual([[name, ['a', 'b']]])
  })
})

describe('a ring without its database', () => {
  it('drops what is added, tells it once, and goes on when the database is back', async () => {
    const postgres = await startPostgres()
    const process = await recordsProcess(postgres.connectionString)
    const dropped: Dropped[] = []
    ringsOf(process).onDropped((one) => dropped.push(one))
    const ring = ringsOf(process).open<Note>({
      name: 'notes',
      bounds: BOUNDS,
      rowsOf: async (batch) => batch.map(rowOf),
    })
    const client = new pg.Client(postgres.connectionString)
    await client.connect()
    // As good as away for the ring, and back without another start of the server.
    await client.query('alter table ring_entry rename to ring_entry_away')
    for (let n = 0; n < 3; n++) {
      ring.add({ owner: 'a', source: 's', value: { id: `lost-${n}`, text: 'x' }, bytes: 1 })
      await ring.flush()
    }
    expect(dropped).toEqual([{ ring: 'notes', error: expect.any(Error) }])
    await expect(ring.listOf('a')).rejects.toThrow()
    await client.query('alter table ring_entry_away rename to ring_entry')
    ring.add({ owner: 'a', source: 's', value: { id: 'kept', text: 'kept' }, bytes: 1 })
    expect(await ring.listOf('a')).toEqual(['kept'])
    expect(dropped.slice(1)).toEqual([{ ring: 'notes', count: 3 }])
    await client.end()
    await process.close()
    await postgres.stop()
  })
})
