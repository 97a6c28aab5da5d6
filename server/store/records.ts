import { type Kysely, sql } from 'kysely'
import type { AccountRef } from '../account/account.js'
import type { Instant } from '../account/ports.js'
import type { RecordsAfter } from '../account/repository.js'
import type { NumberedRecord, RequestRecord } from '../account/request-record.js'
import { breathe } from '../bounds/turn.js'
import { boundRecords } from './bounded-records.js'
import { insertRecords, recordRows } from './record-rows.js'
import type { Schema } from './schema.js'

/** The records of an account, as `AccountRepository` tells. */
export const recordsAfter = (
  db: Kysely<Schema>,
  accountId: string,
  { after = 0, limit }: { after?: number; limit: number },
): Promise<NumberedRecord[]> =>
  inPages(limit, (last, atOnce) =>
    db
      .selectFrom('record')
      .select(['sequence', 'body'])
      .where('account_id', '=', accountId)
      .where('sequence', '>', last?.sequence ?? after)
      .orderBy('sequence')
      .limit(atOnce)
      .execute(),
  )

export const newestRecords = (
  db: Kysely<Schema>,
  accountId: string,
  { before, limit }: { before?: number; limit: number },
): Promise<NumberedRecord[]> =>
  inPages(limit, (last, atOnce) => {
    const own = db.selectFrom('record').select(['sequence', 'body']).where('account_id', '=', accountId)
    const end = last?.sequence ?? before
    const older = end === undefined ? own : own.where('sequence', '<', end)
    return older.orderBy('sequence', 'desc').limit(atOnce).execute()
  })

/** So many accounts a statement, and so many rows at most in one turn of the event loop. */
const ACCOUNTS_AT_ONCE = 20

export async function recordsOfAll(
  db: Kysely<Schema>,
  asked: readonly RecordsAfter[],
  { newest, failed }: { newest: number; failed: number },
): Promise<NumberedRecord[]> {
  const all: NumberedRecord[] = []
  for (let at = 0; at < asked.length; at += ACCOUNTS_AT_ONCE) {
    const some = asked.slice(at, at + ACCOUNTS_AT_ONCE)
    const rows = await db
      .selectFrom('record')
      .select(['sequence', 'body'])
      .where((where) =>
        where.or(
          some.map(({ accountId, after, last }) =>
            where.and([
              where('account_id', '=', accountId),
              where('sequence', '>', Math.max(after, last - failed)),
              where.or([where('sequence', '>', last - newest), where('request_id', 'is not', null)]),
            ]),
          ),
        ),
      )
      .execute()
    for (const row of rows) {
      all.push(numbered(row))
      await breathe()
    }
  }
  return all
}

export async function failureOf(db: Kysely<Schema>, requestId: string): Promise<NumberedRecord | undefined> {
  const row = await db.selectFrom('record').select(['sequence', 'body']).where('request_id', '=', requestId).executeTakeFirst()
  return row && numbered(row)
}

/** A record can have some 100 kB, so a few are read and parsed at a time. */
const RECORDS_A_PAGE = 50

interface Row {
  sequence: number
  body: string
}

async function inPages(
  limit: number,
  read: (last: Row | undefined, atOnce: number) => Promise<Row[]>,
): Promise<NumberedRecord[]> {
  const all: NumberedRecord[] = []
  for (let last: Row | undefined; ; ) {
    const rows = await read(last, Math.min(RECORDS_A_PAGE, limit - all.length))
    for (const row of rows) all.push(numbered(row))
    last = rows.at(-1)
    if (rows.length < RECORDS_A_PAGE || all.length >= limit) return all
    await breathe()
  }
}

export const numbered = ({ sequence, body }: { sequence: number; body: string }): NumberedRecord => ({
  ...(JSON.parse(body) as RequestRecord),
  sequence,
})

/** Numbers and appends in one transaction; 0 where the account is gone. */
export function appendRecords(
  db: Kysely<Schema>,
  { accountId, incarnation }: AccountRef,
  records: RequestRecord[],
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const account = await transaction
      .updateTable('account')
      .set({ next_sequence: sql<number>`next_sequence + ${records.length}` })
      .where('id', '=', accountId)
      .where('incarnation', '=', incarnation)
      .where('deleted', '=', 0)
      .returning('next_sequence')
      .executeTakeFirst()
    if (!account) return 0
    const first = account.next_sequence - records.length
    const rows = recordRows(accountId, records, first)
    await insertRecords(transaction, rows)
    await boundRecords(transaction, rows)
    return first
  })
}

/** Few enough for one turn of the event loop. */
const DROPPED_AT_ONCE = 500

/**
 * Drops the records of all accounts from before a time: an account's oldest, up to the first one that stays. So it costs one
 * look at an account that has none, however many records it has.
 */
export async function dropRecordsBefore(db: Kysely<Schema>, before: Instant): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from record where (account_id, sequence) in (
        select old.account_id, old.sequence from account
        join record as old on old.account_id = account.id
          and old.sequence < coalesce(
            (select kept.sequence from record as kept
             where kept.account_id = account.id and kept.real_time >= ${before}
             order by kept.sequence limit 1),
            9007199254740991)
        limit ${DROPPED_AT_ONCE})`.execute(db)
    if (numAffectedRows < DROPPED_AT_ONCE) return
    await breathe()
  }
}
