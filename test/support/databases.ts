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
  if (file === undefined || file === ':memory:') return newDatabase(SERVER)
  const name = `file_${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  const kept = await newDatabase(SERVER, name)
  return { ...kept, drop: async () => undefined }
}

/** A copy of the template, unless there is one of this name. */
export async function newDatabase(server: string, name = `test_${randomBytes(8).toString('hex')}`): Promise<TestDatabase> {
  await asAdmin(server, async (admin) => {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  })
  return {
    connectionString: server.replace(/[^/]*$/, name),
    drop: () => asAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  }
}

/** Makes what each database of the run is copied from. */
export async function makeTemplate(server: string, clock: Clock): Promise<void> {
  await asAdmin(server, (admin) => admin.query(`CREATE DATABASE ${TEMPLATE}`))
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
