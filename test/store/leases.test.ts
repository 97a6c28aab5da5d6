import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseLeases } from '../../server/store/leases.js'
import { migrate } from '../../server/store/migrate.js'
import { openPostgres } from '../../server/store/postgres.js'
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

const LONG = 600_000
const endAll = () => sql`update lease set expires_at = 0`.execute(one.db)

describe('a lease', () => {
  it('is held by one process, which renews it, until that process releases it', async () => {
    const [a, b] = [databaseLeases(one.db), databaseLeases(other.db)]
    expect(await a.hold('house', LONG)).toBe(true)
    expect(await b.hold('house', LONG)).toBe(false)
    expect(await a.hold('house', LONG)).toBe(true)
    await b.release('house')
    expect(await b.hold('house', LONG)).toBe(false)
    expect(await b.hold('garden', LONG)).toBe(true)
    await a.release('house')
    expect(await b.hold('house', LONG)).toBe(true)
    await b.close()
    expect([await a.hold('house', LONG), await a.hold('garden', LONG)]).toEqual([true, true])
    await a.close()
  })

  it('goes to another process once it is over, and the one before notices when it asks again', async () => {
    const [a, b] = [databaseLeases(one.db), databaseLeases(other.db)]
    expect(await a.hold('house', LONG)).toBe(true)
    await endAll()
    expect(await b.hold('house', LONG)).toBe(true)
    expect(await a.hold('house', LONG)).toBe(false)
    await a.close()
    expect(await databaseLeases(one.db).hold('house', LONG)).toBe(false)
    await b.close()
  })

  it('is taken by one of many that ask at the same time', async () => {
    const all = Array.from({ length: 20 }, (_, n) => databaseLeases(n % 2 === 0 ? one.db : other.db))
    const held = await Promise.all(all.map((leases) => leases.hold('rush', LONG)))
    expect(held.filter(Boolean)).toHaveLength(1)
    for (const leases of all) await leases.close()
  })

  it('lets one work alone, in this process and in others, and all get their turn', async () => {
    const all = Array.from({ length: 4 }, (_, n) => databaseLeases(n % 2 === 0 ? one.db : other.db))
    let inside = 0
    let most = 0
    let done = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await pause(2)
      inside--
      done++
    }
    await Promise.all(all.flatMap((leases) => Array.from({ length: 5 }, () => leases.alone('room', work))))
    expect([most, done]).toEqual([1, 20])
  })

  it('is renewed while the work takes, and released when it fails', async () => {
    const [a, b] = [databaseLeases(one.db, 150), databaseLeases(other.db, 150)]
    const order: string[] = []
    const first = a.alone('long', async () => {
      await pause(700)
      order.push('first')
      throw new Error('failed')
    })
    await pause(100)
    const second = b.alone('long', async () => void order.push('second'))
    await expect(first).rejects.toThrow('failed')
    await second
    expect(order).toEqual(['first', 'second'])
  })

  it('of a process that ended at work is over by itself', async () => {
    const killed = databaseLeases(one.db)
    void killed.alone('work', () => new Promise(() => undefined))
    await pause(100)
    // Its renewals ended with it.
    const b = databaseLeases(other.db, 300)
    await sql`update lease set holder = 'killed', expires_at = expires_at - 4900 where name = 'work'`.execute(one.db)
    expect(await b.alone('work', async () => 'taken over')).toBe('taken over')
    await b.sweep()
    await b.close()
  })
})
