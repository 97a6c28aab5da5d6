import { type Kysely, type Migration, SqliteAdapter, sql } from 'kysely'

/**
 * What one of several processes holds for a time, and what they ask each other. One process works with an SQLite file, so nobody needs it there, and
 * empty tables would only be something to explain.
 */
export const leases: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof SqliteAdapter) return
    await db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
    // Unlogged: whoever asked is gone after a crash of the database.
    await sql`
      create unlogged table errand (
        seq bigserial primary key,
        at text not null,
        body text not null,
        answer text,
        taken boolean not null,
        made_at bigint not null
      )`.execute(db)
    await db.schema.createIndex('errand_by_place').on('errand').columns(['at', 'seq']).execute()
  },
}
