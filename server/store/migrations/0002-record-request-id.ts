import type { Kysely, Migration } from 'kysely'

/** Records of failures are found by the request id that clients print; others, and those of an older version, have none. */
export const recordRequestId: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('record').addColumn('request_id', 'text').execute()
    await db.schema
      .createIndex('record_by_request')
      .on('record')
      .column('request_id')
      .where('request_id', 'is not', null)
      .execute()
  },
}
