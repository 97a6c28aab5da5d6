import type { Insertable, Kysely, Transaction } from 'kysely'
import { laneOf } from '../account/record-lanes.js'
import type { RequestRecord } from '../account/request-record.js'
import { insertAll } from './insert-all.js'
import type { Schema } from './schema.js'

export type RecordRow = Insertable<Schema['record']>

/** Numbered from `first`. */
export const recordRows = (accountId: string, records: readonly RequestRecord[], first: number): RecordRow[] =>
  records.map((record, index) => {
    const body = JSON.stringify(record)
    return {
      account_id: accountId,
      sequence: first + index,
      real_time: record.realTime,
      request_id: record.outcome === 'error' ? record.requestId : null,
      body,
      lane: laneOf(record),
      bytes: body.length,
    }
  })

export const insertRecords = (db: Kysely<Schema> | Transaction<Schema>, rows: readonly RecordRow[]): Promise<void> =>
  insertAll(db, 'record', rows, (some) => db.insertInto('record').values(some))
