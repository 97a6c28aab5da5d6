import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RequestRecord } from '../../server/account/request-record.js'
import { type FailureMinutes, MinutesInMemory } from '../../server/signin/failure-minutes.js'
import { MinutesInTable } from '../../server/signin/failure-table.js'
import { givenTime } from '../../server/store/database-time.js'
import { minutes } from '../../server/store/minutes.js'
import { openPostgres } from '../../server/store/postgres.js'
import { openStore } from '../../server/store/store.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock, FakeTime } from '../support/world.js'

const OF = { accountId: '111122223333', incarnation: 'one' }
const failure = (n: number) => ({ requestId: `failure ${n}`, name: 'ConsoleLogin', result: { n } }) as unknown as RequestRecord

let time: FakeTime
let counts: FailureMinutes

function contract(): void {
  const fail = async (times: number, source = 'a', of = OF) => {
    const all = []
    for (let n = 1; n <= times; n++) all.push(await counts.count(of, source, failure(n)))
    return { own: all.filter(({ own }) => own).length, ended: all.flatMap(({ ended }) => ended) }
  }

  it('gives the first thirty of a minute a record each, by account and source', async () => {
    expect(await fail(40)).toEqual({ own: 30, ended: [] })
    expect(await fail(31, 'b')).toEqual({ own: 30, ended: [] })
    expect(await fail(31, 'a', { accountId: '444455556666', incarnation: 'two' })).toEqual({ own: 30, ended: [] })
    await time.pass(59_000)
    expect(await fail(1)).toEqual({ own: 0, ended: [] })
  })

  it('ends a minute with the newest of the others and how many there were, once', async () => {
    await fail(40)
    await fail(30, 'b')
    await time.pass(60_000)
    const ended = [{ account: OF, more: 10, newest: failure(40) }]
    expect(await fail(1)).toEqual({ own: 1, ended })
    expect(await counts.end()).toEqual([])
    expect(await fail(29)).toEqual({ own: 29, ended: [] })
  })

  it('ends minutes in which nothing more happens', async () => {
    await fail(31)
    expect(await counts.end()).toEqual([])
    await time.pass(60_000)
    expect(await counts.end()).toEqual([{ account: OF, more: 1, newest: failure(31) }])
    expect(await counts.end()).toEqual([])
  })
}

describe('failed sign-ins counted in memory', () => {
  beforeEach(() => {
    time = new FakeTime()
    counts = new MinutesInMemory(time)
  })
  contract()

  it('ends all minutes when the process stops, and none of an account that ended', async () => {
    for (let n = 1; n <= 31; n++) await counts.count(OF, 'a', failure(n))
    for (let n = 1; n <= 31; n++) await counts.count({ ...OF, accountId: '444455556666' }, 'a', failure(n))
    counts.forget(OF.accountId)
    expect(await counts.end({ stopping: true })).toMatchObject([{ account: { accountId: '444455556666' }, more: 1 }])
  })
})

describe('failed sign-ins counted in a table', () => {
  let postgres: TestPostgres
  let opened: ReturnType<typeof openPostgres>
  let other: FailureMinutes
  let shift = 0
  beforeAll(async () => {
    postgres = await startPostgres()
    const { connectionString } = postgres
    const clock = new FakeClock()
    await (await openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32).fill(3), clock })).close()
    opened = openPostgres(connectionString)
  })
  afterAll(async () => {
    await opened?.close()
    await postgres?.stop()
  })
  beforeEach(async () => {
    await opened.db.deleteFrom('minute').execute()
    time = new FakeTime()
    shift = 0
    const make = () =>
      new MinutesInTable(
        minutes(
          opened.db,
          (text) => text,
          givenTime(() => time.now() + shift),
        ),
      )
    counts = make()
    other = make()
  })
  contract()

  it('counts for two processes together, and ends a minute at one of them', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? counts : other).count(OF, 'a', failure(n))))
    expect(all.filter(({ own }) => own)).toHaveLength(30)
    await time.pass(60_000)
    const ended = await Promise.all([counts.end(), other.end(), counts.end(), other.end()])
    expect(ended.flat()).toMatchObject([{ more: 10 }])
  })

  it('leaves a minute to the others when one process stops', async () => {
    for (let n = 1; n <= 31; n++) await counts.count(OF, 'a', failure(n))
    expect(await counts.end({ stopping: true })).toEqual([])
    await time.pass(60_000)
    expect(await other.end()).toMatchObject([{ more: 1 }])
  })

  it('ends a minute from before the clock was set back', async () => {
    for (let n = 1; n <= 31; n++) await counts.count(OF, 'a', failure(n))
    shift = -86_400_000
    expect(await counts.count(OF, 'a', failure(32))).toMatchObject({ own: true, ended: [{ more: 1 }] })
  })

  it('keeps the two thousand newest', async () => {
    await opened.db
      .insertInto('minute')
      .values(
        Array.from({ length: 2005 }, (_, n) => ({
          ...{ key: `k${n}`, account_id: OF.accountId, incarnation: OF.incarnation },
          ...{ since: n / 100, counted: 32, body: JSON.stringify(failure(n)) },
        })),
      )
      .execute()
    await time.pass(1000)
    expect((await counts.end()).map(({ newest }) => newest.requestId).sort()).toEqual(
      [0, 1, 2, 3, 4].map((n) => `failure ${n}`),
    )
  })
})
