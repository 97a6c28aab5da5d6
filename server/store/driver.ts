import { Kysely } from 'kysely'
import Database from 'libsql'
import { breathing } from './breathing.js'
import { checkLarge } from './check-large.js'
import { filesOf } from './database-files.js'
import { FileWatch, type StoreWatch } from './file-watch.js'
import type { Schema } from './schema.js'
import { WatchedDialect } from './sqlite-dialect.js'
import { closeSqliteFile, openSqliteFile } from './sqlite-file.js'

/** SQLite's door; libsql follows better-sqlite3's interface, which can take its place here. PostgreSQL's is postgres.ts. */

export interface OpenDatabase {
  db: Kysely<Schema>
  /** `withCopy`: this is a clean stop, after which a copy is kept. */
  close(withCopy?: boolean): Promise<void>
}

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
