import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { type DatabaseProxy, databaseProxy } from '../support/database-proxy.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

let postgres: TestPostgres
let proxy: DatabaseProxy
let store: Store
beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await databaseProxy(postgres.connectionString)
  const masterKey = new Uint8Array(32).fill(7)
  store = await openStore({ engine: 'postgres', connectionString: proxy.connectionString, masterKey, clock: systemClock })
})
afterAll(async () => {
  await store?.close()
  await proxy?.stop()
  await postgres?.stop()
})

const create = (accountId: string) =>
  store.accounts.commit({ accountId, baseVersion: 0, changes: [], claims: [], releases: [], records: [] })

it('gives up on a database that takes everything and answers nothing, and is well when it answers again', async () => {
  await create('400000000001')
  expect(await store.answers()).toBe(true)
  proxy.hang(true)
  const asked = performance.now()
  const answers = store.answers()
  const reads = ['400000000001', '400000000002'].map((id) => store.accounts.version(id).catch((error: unknown) => error))
  const write = create('400000000003').catch((error: unknown) => error)
  expect(await answers).toBe(false)
  expect(performance.now() - asked).toBeLessThan(5_000)
  for (const failed of [...reads, write]) expect(await failed).toMatchObject({ code: 'away' })
  proxy.hang(false)
  const back = performance.now()
  await expect.poll(() => store.answers(), { timeout: 5_000, interval: 50 }).toBe(true)
  await expect.poll(() => create('400000000004').then(({ status }) => status, String), { timeout: 5_000 }).toBe('committed')
  expect(performance.now() - back).toBeLessThan(6_000)
}, 60_000)
