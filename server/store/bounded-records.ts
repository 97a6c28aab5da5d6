import { type Kysely, sql, type Transaction } from 'kysely'
import { allowances, RECORD_BOUNDS } from '../account/record-lanes.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import type { RecordRow } from './record-rows.js'
import type { Schema } from './schema.js'

type Db = Kysely<Schema> | Transaction<Schema>

/** An account's records are looked at once for so many of them, or for so many bytes. */
const EVERY_RECORDS = 500
const EVERY_BYTES = 1_500_000
/** What is left for what comes until the next look. */
const SLACK = 0.9

/** Bytes written since the last look, by account; a process that starts anew counts from nothing. */
const written = new BoundedMap<string, number>({ maxSize: 1_000_000 })

/**
 * Drops what is too much of the accounts that these rows were just written to, in the same transaction. That costs about
 * 1 ms for each 500 records.
 */
export async function boundRecords(db: Db, rows: readonly RecordRow[]): Promise<void> {
  const due = new Set<string>()
  for (const { account_id, sequence, bytes } of rows) {
    const sum = (written.get(account_id) ?? 0) + bytes
    written.set(account_id, sum)
    if (sequence % EVERY_RECORDS === 0 || sum >= EVERY_BYTES) due.add(account_id)
  }
  for (const accountId of due) {
    await boundRecordsOf(db, accountId)
    written.delete(accountId)
  }
}

/** Drops the oldest records of each lane that has more than it may. */
export async function boundRecordsOf(db: Db, accountId: string): Promise<void> {
  const lanes = await db
    .selectFrom('record')
    .select(['lane', ({ fn }) => fn.countAll<number>().as('count'), ({ fn }) => fn.sum<number>('bytes').as('bytes')])
    .where('account_id', '=', accountId)
    .groupBy('lane')
    .execute()
  const counts = allowances(new Map(lanes.map(({ lane, count }) => [lane, Number(count)])), RECORD_BOUNDS.count * SLACK)
  const sizes = allowances(new Map(lanes.map(({ lane, bytes }) => [lane, Number(bytes)])), RECORD_BOUNDS.bytes * SLACK)
  for (const { lane, count, bytes } of lanes) {
    const mayKeep = { count: counts.get(lane) ?? 0, bytes: sizes.get(lane) ?? 0 }
    if (Number(count) > mayKeep.count)
      await dropUpTo(db, accountId, lane, await newestBeyondCount(db, accountId, lane, mayKeep.count))
    if (Number(bytes) > mayKeep.bytes)
      await dropUpTo(db, accountId, lane, await newestBeyondBytes(db, accountId, lane, mayKeep.bytes))
  }
}

async function newestBeyondCount(db: Db, accountId: string, lane: string, mayKeep: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('record')
    .select('sequence')
    .where('account_id', '=', accountId)
    .where('lane', '=', lane)
    .orderBy('sequence', 'desc')
    .limit(1)
    .offset(mayKeep)
    .executeTakeFirst()
  return row?.sequence
}

/** Costs ten times the other, and few accounts' records are so large. */
async function newestBeyondBytes(db: Db, accountId: string, lane: string, mayKeep: number): Promise<number | undefined> {
  const { rows } = await sql<{ newest: number | null }>`
    select max(sequence) as newest from (
      select sequence, sum(bytes) over (order by sequence desc) as held
      from record where account_id = ${accountId} and lane = ${lane}
    ) as summed where held > ${mayKeep}`.execute(db)
  return rows[0]?.newest ?? undefined
}

async function dropUpTo(db: Db, accountId: string, lane: string, newest: number | undefined): Promise<void> {
  if (newest === undefined) return
  await db
    .deleteFrom('record')
    .where('account_id', '=', accountId)
    .where('lane', '=', lane)
    .where('sequence', '<=', Number(newest))
    .execute()
}
