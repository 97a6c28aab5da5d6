import { dirname } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import Database from 'libsql'
import pg from 'pg'
import { makeFolder } from './make-folder.js'
import type { Schema } from './schema.js'
import { StoreError } from './store-error.js'

/** Both engines' doors; libsql follows better-sqlite3's interface, which can take its place here. */

export interface OpenDatabase {
  db: Kysely<Schema>
  close(): Promise<void>
}

/** PostgreSQL hands out bigint as text; ours are milliseconds and counts, which a number holds. */
const INT8 = 20

/** One file, one process: SQLite's exclusive lock is the operating system's, so a killed process leaves none behind. */
export function openSqlite(file: string): OpenDatabase {
  try {
    if (file !== ':memory:') makeFolder(dirname(file))
    const database = new Database(file)
    database.pragma('busy_timeout = 0')
    if (file !== ':memory:') {
      database.pragma('locking_mode = EXCLUSIVE')
      database.pragma('journal_mode = WAL')
      database.pragma('synchronous = NORMAL')
      database.exec('BEGIN EXCLUSIVE; COMMIT')
    }
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: preparedOnce(database) as never }) })
    return {
      db,
      async close() {
        if (file !== ':memory:') {
          // The driver keeps statements, and with them the lock, until they are collected: it is given back by hand.
          database.pragma('journal_mode = DELETE')
          database.pragma('locking_mode = NORMAL')
          database.prepare('SELECT count(*) FROM sqlite_master').all()
        }
        await db.destroy()
      },
    }
  } catch (error) {
    throw openError(error, file)
  }
}

/** Preparing costs as much as running: statements are kept by their text, of which there are a few dozen. */
function preparedOnce(database: Database.Database): { prepare(source: string): unknown; close(): unknown } {
  const statements = new Map<string, unknown>()
  return {
    prepare(source: string) {
      let statement = statements.get(source)
      if (!statement) {
        statement = database.prepare(source)
        if (statements.size >= MAX_STATEMENTS) statements.delete(statements.keys().next().value ?? '')
        statements.set(source, statement)
      }
      return statement
    },
    close() {
      statements.clear()
      return database.close()
    },
  }
}

const MAX_STATEMENTS = 200

export function openPostgres(connectionString: string): OpenDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format as never)) as never },
  })
  // An idle connection that the server ends is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { db, close: () => db.destroy() }
}

function openError(error: unknown, file: string): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const folder = dirname(file)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreError('locked', `Another IAM Dojo is using ${folder}. Stop it, or choose another folder with --data.`)
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new StoreError('full', `The disk that holds ${folder} is full. Make room, then start again.`)
  }
  const detail = code || (error instanceof Error ? error.message : String(error))
  return new StoreError('unusable', `The data folder ${folder} can't be used (${detail}). Choose another with --data.`)
}
