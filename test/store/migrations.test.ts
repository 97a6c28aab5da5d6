import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, type Migration, Migrator, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataFolder } from '../../server/store/data-folder.js'
import { MIGRATIONS } from '../../server/store/migrate.js'
import { openStore, type Store } from '../../server/store/store.js'
import { afterEachStatement } from '../support/each-statement.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock } from '../support/world.js'

const clock = new FakeClock()
const masterKey = new Uint8Array(32).fill(3)
const NAMES = Object.keys(MIGRATIONS)
const ACCOUNT = '111122223333'
const root = mkdtempSync(join(tmpdir(), 'iam-dojo-migrations-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
function newFolder(): string {
  const folder = join(root, String(++folders))
  mkdirSync(folder)
  return folder
}

const databaseIn = (folder: string): string => join(folder, 'iam-dojo.db')

/** Migrates as versions before decision 18 did: each statement of SQLite is committed alone. */
async function migrateAsBefore(file: string, names: readonly string[]): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(file) as never }) })
  const known = Object.fromEntries(names.map((name): [string, Migration] => [name, MIGRATIONS[name] as Migration]))
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest()
  if (error !== undefined) throw error
  await db.destroy()
}

/** A learner's account, as every version since the first can hold it. */
function addAccount(file: string): void {
  const database = new Database(file)
  database.exec(`INSERT INTO account (id, version, next_sequence, deleted) VALUES ('${ACCOUNT}', 3, 5, 0)`)
  database.exec(`INSERT INTO record (account_id, sequence, real_time, body) VALUES ('${ACCOUNT}', 4, 1, '{"requestId":"Old"}')`)
  database.close()
}

async function works(store: Store, withAccount: boolean): Promise<void> {
  await store.documents.put('notes', 'a', { n: 1 })
  expect(await store.documents.get('notes', 'a')).toEqual({ n: 1 })
  if (withAccount) {
    expect(await store.accounts.load(ACCOUNT)).toMatchObject({ version: 3 })
    expect(await store.accounts.records(ACCOUNT, { limit: 9 })).toMatchObject([{ sequence: 4, requestId: 'Old' }])
  }
}

const open = (folder: string): Promise<Store> => openStore({ engine: 'sqlite', file: databaseIn(folder), masterKey, clock })

describe('a kill after any statement', () => {
  it('of the first start leaves a folder that the next start opens', async () => {
    const folder = newFolder()
    const kept = await afterEachStatement(folder, newFolder(), async () => (await openDataFolder(folder, { clock })).close())
    expect(kept.length).toBeGreaterThan(4)
    for (const one of kept) {
      const store = await openDataFolder(one, { clock })
      await works(store, false)
      await store.close()
    }
  })

  it.each(NAMES.map((_name, index) => index + 1))(
    'of an upgrade from version %d of the schema leaves a folder that the next start opens, with its data',
    async (version) => {
      const folder = newFolder()
      await migrateAsBefore(databaseIn(folder), NAMES.slice(0, version))
      addAccount(databaseIn(folder))
      const kept = await afterEachStatement(folder, newFolder(), async () => (await open(folder)).close())
      for (const one of kept) {
        const store = await open(one)
        await works(store, true)
        await store.close()
      }
    },
  )
})

describe('a folder that a killed older version left halfway', () => {
  /** Only these were ever migrated statement by statement. */
  const OLD = ['0001-accounts', '0002-record-request-id', '0003-entity-index']

  it.each(OLD.map((_name, index) => index))('in migration %d opens after each of its statements', async (done) => {
    const folder = newFolder()
    await migrateAsBefore(databaseIn(folder), OLD.slice(0, done))
    if (done > 0) addAccount(databaseIn(folder))
    const kept = await afterEachStatement(folder, newFolder(), () =>
      migrateAsBefore(databaseIn(folder), OLD.slice(0, done + 1)),
    )
    expect(kept.length).toBeGreaterThan(done === 2 ? 1 : 2)
    for (const one of kept) {
      const store = await open(one)
      await works(store, done > 0)
      await store.close()
    }
  })
})

describe("another program's database", () => {
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

  it.each([
    ['a table of the same name', 'CREATE TABLE account (id INTEGER PRIMARY KEY, owner TEXT)'],
    ['a table of the same name and columns with rows', `CREATE TABLE meta (name, value); INSERT INTO meta VALUES (1, 2)`],
    ['tables of its own', 'CREATE TABLE invoices (id INTEGER)'],
    [
      'migrations of its own',
      "CREATE TABLE kysely_migration (name, timestamp); INSERT INTO kysely_migration VALUES ('2020-a', '')",
    ],
    ['a table of migrations with other columns', 'CREATE TABLE kysely_migration (id INTEGER); CREATE TABLE account (id)'],
  ])('with %s is refused by a sentence and stays as it is', async (_what, text) => {
    const folder = newFolder()
    const database = new Database(databaseIn(folder))
    database.exec(text)
    database.close()
    const before = hash(databaseIn(folder))
    await expect(openDataFolder(folder, { clock })).rejects.toMatchObject({
      code: 'foreign',
      message: `${databaseIn(folder)} is another program's database. Choose another folder with --data.`,
    })
    expect(hash(databaseIn(folder))).toBe(before)
  })
})

describe('PostgreSQL', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())

  it('is migrated once when two processes start at the same time', async () => {
    const { connectionString } = postgres
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ engine: 'postgres', connectionString, masterKey, clock })))
    for (const store of stores) await works(store, false)
    await Promise.all(stores.map((store) => store.close()))
    await expect(
      openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32).fill(9), clock }),
    ).rejects.toMatchObject({ code: 'wrong-key' })
  })
})
