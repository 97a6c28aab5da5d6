import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely'
import Database from 'libsql'
import pg from 'pg'
import { breathing } from './breathing.js'
import { checkLarge } from './check-large.js'
import { filesOf } from './database-files.js'
import { FileWatch, type StoreWatch } from './file-watch.js'
import type { Schema } from './schema.js'
import { WatchedDialect } from './sqlite-dialect.js'
import { closeSqliteFile, openSqliteFile } from './sqlite-file.js'

/** Both engines' doors; libsql follows better-sqlite3's interface, which can take its place here. */

export interface OpenDatabase {
  db: Kysely<Schema>
  /** `withCopy`: this is a clean stop, after which a copy is kept. */
  close(withCopy?: boolean): Promise<void>
}

/** PostgreSQL hands out bigint as text; ours are milliseconds and counts, which a number holds. */
const INT8 = 20

export interface OpenSqlite extends OpenDatabase {
  /** Undefined in memory. */
  watch: FileWatch | undefined
}

/** In memory, where nothing is kept. */
export function openMemory(): OpenSqlite {
  const db = new Kysely<Schema>({ dialect: new WatchedDialect(new Database(':memory:'), undefined), plugins: [breathing] })
  return { db, watch: undefined, close: () => db.destroy() }
}

/** One file, one process. */
export async function openSqlite(file: string, told: StoreWatch = {}, acceptLoss = false): Promise<OpenSqlite> {
  if (file === ':memory:') return openMemory()
  const files = filesOf(file)
  const { database, unclean, checked } = openSqliteFile(files, acceptLoss)
  const watch = new FileWatch(files, told)
  const db = new Kysely<Schema>({ dialect: new WatchedDialect(database, watch), plugins: [breathing] })
  const check = checked ? undefined : await checkLarge(database, files, watch, unclean)
  return {
    db,
    watch,
    async close(withCopy = false) {
      await check?.stop()
      watch.look()
      watch.close()
      // Closing writes into the file and removes its log by name, so it stays open until the process exits.
      if (watch.lost && !watch.isWhole) throw watch.lost
      try {
        closeSqliteFile(database, files, withCopy && !watch.lost ? (failed) => told.onWarning?.(failed) : undefined)
      } catch (error) {
        throw watch.lost ?? watch.explained(error)
      } finally {
        await db.destroy()
      }
    },
  }
}

const CONNECT_MS = 10_000

export interface OpenPostgres extends OpenDatabase {
  /** A connection of its own, which its caller connects and ends. */
  newClient: () => pg.Client
}

export function openPostgres(connectionString: string): OpenPostgres {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format as never)) as never },
  })
  // An idle connection that the server ends is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new CauseKeepingPostgres({ pool }) })
  return {
    db,
    newClient: () => new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: CONNECT_MS }),
    close: () => db.destroy(),
  }
}

/** When a connection breaks, the rollback fails as well: the first error is the one to tell. */
class CauseKeepingPostgres extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new CauseKeepingDriver(this.#config)
  }
}

class CauseKeepingDriver extends PostgresDriver {
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // PostgreSQL rolls back by itself when the connection ends, and the pool replaces that connection.
    await super.rollbackTransaction(connection as never).catch(() => undefined)
  }
}
