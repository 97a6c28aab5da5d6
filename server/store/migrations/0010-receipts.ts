import type { Kysely, Migration } from 'kysely'

/** A row for each transaction under way, for PostgreSQL; with SQLite the table stays empty, so that both have one schema. */
export const receipts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('receipt')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('canceled', 'integer', (column) => column.notNull())
      .execute()
  },
}
