import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Clock } from '../../server/account/ports.js'
import { openStore, type Store } from '../../server/store/store.js'

/**
 * `npm run test:processes` (see test/processes): the address of a PostgreSQL server, on which each server of a test has a
 * database of its own. Undefined in `npm test`, which runs on SQLite.
 */
const SERVER = process.env.TEST_POSTGRES

/** Several files run at once: a process that stands still for seconds is no fault of the store. */
export const PATIENCE = 10

/** Copied for each new database: the schema at this version, without a key. */
const TEMPLATE = 'template_dojo'

export interface TestDatabase {
  connectionString: string
  drop(): Promise<void>
}

/** Undefined on SQLite. With `file`, whoever names the same one later finds what was left there, as in a file. */
export async function testDatabase(file?: string): Promise<TestDatabase | undefined> {
  if (SERVER === undefined) return undefined
  if (file === undefined || file === ':memory:') return emptyDatabase(SERVER)
  const name = `file_${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  const kept = await newDatabase(SERVER, name)
  return { ...kept, drop: async () => undefined }
}

/** A copy of the template, unless there is one of this name. */
export async function newDatabase(server: string, name = freshName()): Promise<TestDatabase> {
  await asAdmin(server, async (admin) => {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await copied(admin, name, TEMPLATE)
  })
  return databaseNamed(server, name)
}

const databaseNamed = (server: string, name: string): TestDatabase => ({
  connectionString: server.replace(/[^/]*$/, name),
  drop: () => asAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
})

/** One that an earlier test has left empty, or a new one: emptying takes a tenth of the time of copying. */
async function emptyDatabase(server: string): Promise<TestDatabase> {
  let name = freshName()
  await asAdmin(server, async (admin) => {
    const next = 'SELECT name FROM free_database LIMIT 1 FOR UPDATE SKIP LOCKED'
    const { rows } = await admin.query<{ name: string }>(`DELETE FROM free_database WHERE name = (${next}) RETURNING name`)
    if (rows[0]) name = rows[0].name
    else await copied(admin, name, TEMPLATE)
  })
  const connectionString = server.replace(/[^/]*$/, name)
  let isOurs = true
  return {
    connectionString,
    async drop() {
      if (!isOurs) return
      isOurs = false
      await asAdmin(connectionString, empty)
      await asAdmin(server, (admin) => admin.query('INSERT INTO free_database VALUES ($1)', [name]))
    },
  }
}

/** One without a schema. Undefined on SQLite. */
export async function bareDatabase(): Promise<TestDatabase | undefined> {
  if (SERVER === undefined) return undefined
  const name = freshName()
  await asAdmin(SERVER, (admin) => copied(admin, name, 'template0'))
  return databaseNamed(SERVER, name)
}

const freshName = (): string => `test_${randomBytes(8).toString('hex')}`

/** From PostgreSQL 15 on, a copy is written to the log by default: that is slower where nothing waits for the disk. */
async function copied(admin: pg.Client, name: string, template: string): Promise<void> {
  const { rows } = await admin.query<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  const strategy = (rows[0]?.version ?? 0) >= 150_000 ? 'STRATEGY file_copy' : ''
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${strategy}`)
}

/** As the template is. Whoever still has a connection loses it. */
async function empty(admin: pg.Client): Promise<void> {
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
  const { rows } = await admin.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'`,
  )
  await admin.query(rows.map(({ name }) => `DELETE FROM ${name}`).join('; '))
}

/** Makes what each database of the run is copied from. */
export async function makeTemplate(server: string, clock: Clock): Promise<void> {
  await asAdmin(server, async (admin) => {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`)
    await admin.query('CREATE TABLE free_database (name text PRIMARY KEY)')
  })
  const connectionString = server.replace(/[^/]*$/, TEMPLATE)
  const store = await openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32), clock })
  await store.close()
  // Whoever opens a copy brings a key.
  await asAdmin(connectionString, (admin) => admin.query(`DELETE FROM meta WHERE name = 'canary'`))
}

async function asAdmin(connectionString: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** Stores of the test that runs, and of its whole file: closed by test/processes/setup.ts. */
const open = { test: [] as (() => Promise<void>)[], file: [] as (() => Promise<void>)[] }
let scope: keyof typeof open = 'file'

/** A store for a test that needs no server: in memory, or a new database of the run. */
export async function openTestStore(options: { masterKey: Uint8Array; clock: Clock }): Promise<Store> {
  const database = await testDatabase()
  if (!database) return openStore({ engine: 'sqlite', file: ':memory:', ...options })
  const { connectionString } = database
  const store = await openStore({ engine: 'postgres', connectionString, patience: PATIENCE, ...options })
  open[scope].push(async () => {
    await store.close()
    await database.drop()
  })
  return store
}

/** What is opened from now on lives as long as this test. */
export function testBegins(): void {
  scope = 'test'
}

export async function scopeEnds(ended: keyof typeof open): Promise<void> {
  scope = 'file'
  for (const close of open[ended].splice(0)) await close()
}
