import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Places, PlacesInMemory, placesInTable } from '../../server/ssh/places.js'
import { migrate } from '../../server/store/migrate.js'
import { openPostgres } from '../../server/store/postgres.js'
import { databaseSeats, type Seats } from '../../server/store/seats.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

let postgres: TestPostgres
let one: ReturnType<typeof openPostgres>
let other: ReturnType<typeof openPostgres>
beforeAll(async () => {
  postgres = await startPostgres()
  one = openPostgres(postgres.connectionString)
  other = openPostgres(postgres.connectionString)
  await one.setUp((db) => db.transaction().execute((transaction) => migrate(transaction, 'The database')))
}, 120_000)
afterAll(async () => {
  await one?.close()
  await other?.close()
  await postgres?.stop()
}, 60_000)

const MOST = { all: 3, ofKey: 2 }
const ends = async () =>
  (await one.db.selectFrom('lease').select('expires_at').execute()).map(({ expires_at }) => Number(expires_at))

describe.each([
  ['in memory', (): Places[] => [new PlacesInMemory(MOST)]],
  ['in a table, over two processes', () => [one, other].map(({ db }) => placesInTable(databaseSeats(db), 'logins', MOST))],
])('places %s', (_where, make) => {
  let all: Places[]
  let turn = 0
  const take = async (key: string) => all[turn++ % all.length]?.take(key)
  beforeEach(async () => {
    await sql`delete from lease`.execute(one.db)
    all = make()
  })

  it('are counted in all and for each key, and given back once', async () => {
    const [first, second] = [await take('a'), await take('a')]
    expect(await take('a')).toBeUndefined()
    const third = await take('b')
    expect(await take('c')).toBeUndefined()
    first?.()
    first?.()
    await expect.poll(() => take('c')).toBeDefined()
    expect(await take('d')).toBeUndefined()
    second?.()
    third?.()
    await expect.poll(() => take('a')).toBeDefined()
  })

  it('are no more than that when many want one at the same time', async () => {
    const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => take(`key ${n % 20}`)))
    expect(taken.filter(Boolean)).toHaveLength(MOST.all)
    for (const leave of taken) leave?.()
    await expect.poll(() => take('again')).toBeDefined()
  })
})

describe('seats', () => {
  const LIMIT = { all: 1, ofKey: 1 }
  const take = (seats: Seats) => seats.take('hall', 'a', LIMIT)
  beforeEach(() => sql`delete from lease`.execute(one.db))

  it('of another room count on their own', async () => {
    const seats = databaseSeats(one.db)
    expect(await take(seats)).toBeDefined()
    expect(await seats.take('hal', 'l/a', LIMIT)).toBeDefined()
    expect(await take(seats)).toBeUndefined()
    await seats.close()
  })

  it('are renewed for as long as they are held', async () => {
    const seats = databaseSeats(one.db, 600)
    const leave = await take(seats)
    const [first = 0] = await ends()
    await expect.poll(async () => (await ends())[0]).toBeGreaterThan(first + 1_000)
    await leave?.()
    expect(await ends()).toEqual([])
    await seats.close()
  })

  it('of a process that was killed are free once they are over', async () => {
    await take(databaseSeats(one.db))
    const next = databaseSeats(other.db)
    expect(await take(next)).toBeUndefined()
    await sql`update lease set expires_at = 0`.execute(one.db)
    expect(await take(next)).toBeDefined()
    await next.close()
  })

  it('come back after a time in which nothing could be renewed', async () => {
    const [a, b] = [databaseSeats(one.db, 300), databaseSeats(other.db)]
    await take(a)
    await sql`delete from lease`.execute(one.db)
    await expect.poll(ends).toHaveLength(1)
    expect(await take(b)).toBeUndefined()
    await a.close()
    expect(await take(b)).toBeDefined()
    await b.close()
  })

  it('are given back at a clean stop', async () => {
    const a = databaseSeats(one.db)
    await take(a)
    await a.close()
    expect(await ends()).toEqual([])
  })
})
