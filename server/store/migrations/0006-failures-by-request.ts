import type { Kysely, Migration } from 'kysely'

interface Tables {
  record: { request_id: string | null }
}

/** Only failures are looked up by their request: the index holds no others, so that most records are written without it. */
export const failuresByRequest: Migration = {
  async up(any: Kysely<unknown>) {
    const db = any as Kysely<Tables>
    await db.schema.dropIndex('record_by_request').execute()
    await db.schema
      .createIndex('record_by_request')
      .on('record')
      .column('request_id')
      .where('request_id', 'is not', null)
      .execute()
  },
}
