import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Migrator, sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { accountEntity } from '../../server/account/account.js'
import { Accounts } from '../../server/account/accounts.js'
import { Secret } from '../../server/account/secret.js'
import { openSqlite } from '../../server/store/driver.js'
import { MIGRATIONS } from '../../server/store/migrate.js'
import { Sealing } from '../../server/store/sealing.js'
import { openStore } from '../../server/store/store.js'
import { FakeClock } from '../support/world.js'

const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-heal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('heals what a killed process of an earlier version left halfway', async () => {
  const clock = new FakeClock()
  const masterKey = new Uint8Array(32).fill(3)
  const file = join(folder, 'a.db')
  const old = await openSqlite(file)
  const earlier = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0004'))
  await new Migrator({ db: old.db, provider: { getMigrations: async () => earlier } }).migrateToLatest()
  const [owned, nobodys, gone] = ['111111111111', '222222222222', '333333333333']
  for (const [id, deleted] of [
    [owned, 0],
    [nobodys, 0],
    [gone, 1],
  ] as const) {
    await sql`insert into account (id, version, next_sequence, deleted) values (${id}, 1, 1, ${deleted})`.execute(old.db)
    const entity = {
      accountId: id,
      name: 'Example',
      email: `${id}@example.com`,
      createDate: 1,
      clockOffset: id === nobodys ? -400 * 86_400_000 : 5000,
      sealingKey: new Secret('k'.repeat(44)),
      rootPassword: { hash: 'none', changedAt: 1, score: 0 },
    }
    const body = new Sealing(masterKey).serialise({ accountId: id, kind: 'Account', key: 'account' }, entity)
    await sql`insert into entity values (${id}, 'Account', 'account', ${body}, 1)`.execute(old.db)
  }
  const put = (collection: string, id: string) =>
    sql`insert into document (collection, id, body) values (${collection}, ${id}, '{}')`.execute(old.db)
  await put('account-owner', `local/${owned}`)
  await put('account-owner', `local/${gone}`)
  for (const id of [owned, gone]) await put('lesson-progress', `${id}/dashboard`)
  await put('lab-session', 'abc')
  await old.close()

  const store = await openStore({ engine: 'sqlite', file, masterKey, clock })
  const accounts = new Accounts({ repository: store.accounts, clock })
  const offsets = await Promise.all(
    [owned, nobodys].map(async (id) => {
      const account = await accounts.get(id)
      return account && accountEntity(account).clockOffset
    }),
  )
  expect(offsets).toEqual([5000, 0])
  const owners = await store.documents.list('account-owner')
  expect(owners.map(({ id }) => id)).toEqual([`local/${owned}`, `local/${nobodys}`])
  expect((await store.documents.list('lesson-progress')).map(({ id }) => id)).toEqual([`${owned}/dashboard`])
  expect(await store.documents.listOf(owned, 'lesson-progress')).toHaveLength(1)
  expect(await store.documents.list('lab-session')).toHaveLength(1)
  await store.close()
})
