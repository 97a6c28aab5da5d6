import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.js'

/**
 * Versions before migrations were one transaction committed each statement alone: a kill left a part of a migration
 * behind, which is not listed and can't run again. Takes that part back. Only these migrations were released then; a
 * newer one is never found half done, so nothing is added here. SQLite only: PostgreSQL's always were one transaction.
 */
export const TAKE_BACK: Readonly<Record<string, (db: Kysely<Schema>) => Promise<void>>> = {
  // The tables are empty, or the database was refused as another program's.
  '0001-accounts': async (db) => {
    for (const table of ['account', 'entity', 'directory', 'record', 'stamp', 'document', 'meta']) {
      await db.schema.dropTable(table).ifExists().execute()
    }
  },
  '0002-record-request-id': async (db) => {
    await db.schema.dropIndex('record_by_request').ifExists().execute()
    const { rows } = await sql`SELECT 1 FROM pragma_table_info('record') WHERE name = 'request_id'`.execute(db)
    if (rows.length > 0) await db.schema.alterTable('record').dropColumn('request_id').execute()
  },
  '0003-entity-index': async (db) => {
    await db.schema.createIndex('entity_by_version').ifNotExists().on('entity').columns(['account_id', 'version']).execute()
  },
}
