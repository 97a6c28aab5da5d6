import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Accounts } from '../../server/account/accounts.js'
import { InDoubt } from '../../server/account/repository.js'
import type { RequestRecord } from '../../server/account/request-record.js'
import { openPostgres } from '../../server/store/postgres.js'
import { openStore, type Store } from '../../server/store/store.js'
import { type DatabaseProxy, databaseProxy } from '../support/database-proxy.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock } from '../support/world.js'

const clock = new FakeClock()
const masterKey = new Uint8Array(32).fill(5)

let postgres: TestPostgres
let proxy: DatabaseProxy
let store: Store
beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await databaseProxy(postgres.connectionString)
  store = await openStore({ engine: 'postgres', connectionString: proxy.connectionString, masterKey, clock })
})
afterAll(async () => {
  await store?.close()
  await proxy?.stop()
  await postgres?.stop()
})

const record = (accountId: string, name: string): RequestRecord => ({
  accountId,
  requestId: name,
  time: 1,
  realTime: clock.now(),
  category: 'api',
  service: 'iam',
  name,
  readOnly: true,
  principal: { type: 'Root', userId: accountId },
  sourceIp: '127.0.0.1',
  userAgent: '',
  region: 'us-east-1',
  params: {},
  outcome: 'success',
})

const commit = (accountId: string, baseVersion: number, names: string[]) => ({
  ...{ accountId, baseVersion, changes: [], claims: [], releases: [] },
  records: names.map((name) => record(accountId, name)),
})
const namesOf = async (accountId: string) => (await store.accounts.records(accountId, { limit: 100 })).map(({ name }) => name)

describe('a COMMIT whose answer is lost', () => {
  it('is acknowledged when it took place', async () => {
    await store.accounts.commit(commit('300000000001', 0, ['first']))
    proxy.cutNext('after-commit')
    const cuts = proxy.cuts
    expect(await store.accounts.commit(commit('300000000001', 1, ['second']))).toMatchObject({
      status: 'committed',
      version: 2,
    })
    expect(proxy.cuts).toBe(cuts + 1)
    expect(await namesOf('300000000001')).toEqual(['first', 'second'])
  })

  it('is a failure that passes when it did not', async () => {
    await store.accounts.commit(commit('300000000002', 0, ['first']))
    proxy.cutNext('before-commit')
    await expect(store.accounts.commit(commit('300000000002', 1, ['second']))).rejects.toMatchObject({ code: 'away' })
    expect(await namesOf('300000000002')).toEqual(['first'])
    expect(await store.accounts.commit(commit('300000000002', 1, ['second']))).toMatchObject({
      status: 'committed',
      version: 2,
    })
  })

  it('holds for records, which are there once', async () => {
    await store.accounts.commit(commit('300000000003', 0, []))
    const of = { accountId: '300000000003', incarnation: (await store.accounts.version('300000000003'))?.incarnation ?? '' }
    proxy.cutNext('after-commit')
    expect(await store.accounts.appendRecords(of, [record(of.accountId, 'read')])).toBe(1)
    expect(await namesOf(of.accountId)).toEqual(['read'])
  })

  it('is in doubt while the database stays away, and known when it is back', async () => {
    await store.accounts.commit(commit('300000000004', 0, []))
    const accounts = new Accounts({ repository: store.accounts, clock: { now: () => performance.now() }, shared: true })
    const opened = await accounts.open('300000000004')
    opened?.record(record('300000000004', 'once'))
    proxy.cutNext('after-commit', true)
    expect(await accounts.flush().catch((error: unknown) => error)).toBeInstanceOf(InDoubt)
    await proxy.back()
    await accounts.flush()
    expect(await namesOf('300000000004')).toEqual(['once'])
  }, 30_000)

  it('waits for a transaction that the server still works on', async () => {
    const { db, receipts, close } = openPostgres(postgres.connectionString)
    let id = ''
    let answer: Promise<boolean> | undefined
    await db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ id: string }>`select id from receipt order by at desc limit 1`.execute(transaction)
      id = rows[0]?.id ?? ''
      answer = receipts.tookPlace(id)
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    expect(await answer).toBe(true)
    await close()
  })

  it('can not take place any more once the answer was no', async () => {
    const { receipts, close } = openPostgres(postgres.connectionString)
    const id = '7c2a1f5e-0000-4000-8000-000000000001'
    expect(await receipts.tookPlace(id)).toBe(false)
    expect(await receipts.tookPlace(id)).toBe(false)
    await close()
  })
})
