import type { Kysely, Migration } from 'kysely'

/** Records are found by the request id that clients print; those of an older version have none in the column. */
export const recordRequestId: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('record').addColumn('request_id', 'text').execute()
    await db.schema.createIndex('record_by_request').on('record').column('request_id').execute()
  },
}
