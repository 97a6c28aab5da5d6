import { type Kysely, type Migration, SqliteAdapter } from 'kysely'

/**
 * Newer rows are asked for by their version where other processes write, which is PostgreSQL alone: one index less to
 * keep at each write of SQLite's.
 */
export const entityIndex: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof SqliteAdapter) await db.schema.dropIndex('entity_by_version').execute()
  },
}
