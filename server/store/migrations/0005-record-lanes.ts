import { type Kysely, type Migration, sql } from 'kysely'

interface Tables {
  record: { account_id: string; sequence: number; body: string; bytes: number; lane: string }
}

/** Records are bounded by lane and by bytes. Those of an earlier version share one lane, which is pushed out first. */
export const recordLanes: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Tables>
    await db.schema
      .alterTable('record')
      .addColumn('lane', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema
      .alterTable('record')
      .addColumn('bytes', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.updateTable('record').set({ bytes: sql<number>`length(body)` }).execute()
    // It holds all that the bounding of an account's records looks at, so that no record is read for it.
    await db.schema.createIndex('record_by_lane').on('record').columns(['account_id', 'lane', 'sequence', 'bytes']).execute()
  },
}
