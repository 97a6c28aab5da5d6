import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../server/store/postgres.js'
import { openStore, type Store } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

let postgres: TestPostgres
let database: ReturnType<typeof openPostgres>
const stores: Store[] = []
const newErrands = async () => {
  const { connectionString } = postgres
  const store = await openStore({
    engine: 'postgres',
    connectionString,
    masterKey: new Uint8Array(32).fill(7),
    clock: systemClock,
  })
  stores.push(store)
  if (!store.shared) throw new Error('not shared')
  return store.shared.errands
}
beforeAll(async () => {
  postgres = await startPostgres()
  database = openPostgres(postgres.connectionString)
}, 120_000)
afterAll(async () => {
  for (const store of stores) await store.close()
  await database?.close()
  await postgres?.stop()
}, 60_000)

const left = async () => Number((await sql<{ n: number }>`select count(*) as n from errand`.execute(database.db)).rows[0]?.n)

describe('an errand', () => {
  it('is done by one process of those that hold the thing, in order, and leaves nothing behind', async () => {
    const [asking, ...others] = [await newErrands(), await newErrands(), await newErrands()]
    const done: string[] = []
    for (const other of others) {
      other.serve((at) => (at === 'shell/1' ? async (body) => `${done.push(body)} ${body}` : undefined))
    }
    const bodies = Array.from({ length: 10 }, (_, n) => `key ${n}`)
    const answers = []
    for (const body of bodies) answers.push(await asking.ask('shell/1', body))
    expect(done).toEqual(bodies)
    expect(answers).toEqual(bodies.map((body, n) => `${n + 1} ${body}`))
    expect(await left()).toBe(0)
  })

  it('has no answer where nobody holds the thing, or where doing it fails', async () => {
    const [asking, other] = [await newErrands(), await newErrands()]
    other.serve((at) => (at === 'broken' ? () => Promise.reject(new Error('broken')) : undefined))
    const both = Promise.all([asking.ask('nowhere', 'x'), asking.ask('broken', 'x')])
    const { rows } = await sql<{ body: string }>`select body from errand`.execute(database.db)
    for (const { body } of rows) expect(body).not.toBe('x')
    expect(await both).toEqual([undefined, undefined])
    expect(await left()).toBe(0)
  }, 60_000)
})
