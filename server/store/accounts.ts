import { type Kysely, sql } from 'kysely'
import type { AccountRef, Change } from '../account/account.js'
import type { AccountRepository, Stamp } from '../account/repository.js'
import type { NumberedRecord, RequestRecord } from '../account/request-record.js'
import { breathe } from '../bounds/turn.js'
import { changesOf, committed, mergeStamp } from './account-rows.js'
import { adopted, removeAccount } from './adopt-account.js'
import { boundRecords } from './bounded-records.js'
import { CommitQueue } from './commit-queue.js'
import { insertRecords, recordRows } from './record-rows.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

interface RepositoryOptions {
  /** SQLite, whose one writer gains from commits taken together. */
  grouped: boolean
  /** Called before an account is deleted or replaced, so that a copy never outlives it. */
  accountEnded: () => void
}

/** AccountRepository over both engines. */
export function accountRepository(
  db: Kysely<Schema>,
  sealing: Sealing,
  { grouped, accountEnded }: RepositoryOptions,
): AccountRepository {
  const queue = grouped ? new CommitQueue(db, sealing) : undefined
  const rowOf = (accountId: string) => db.selectFrom('account').where('id', '=', accountId).where('deleted', '=', 0)
  return {
    async load(accountId) {
      const account = await rowOf(accountId).select(['version', 'incarnation']).executeTakeFirst()
      if (!account) return undefined
      return { accountId, ...account, changes: await entities(db, sealing, accountId), stamps: await stamps(db, accountId) }
    },
    version: (accountId) => rowOf(accountId).select(['version', 'incarnation']).executeTakeFirst(),
    async changesSince(accountId, version) {
      const account = await rowOf(accountId).select(['version', 'incarnation']).executeTakeFirst()
      if (!account) return undefined
      const rows = await db
        .selectFrom('entity')
        .select(['kind', 'key', 'body'])
        .where('account_id', '=', accountId)
        .where('version', '>', version)
        .execute()
      return { ...account, changes: changesOf(sealing, accountId, rows) }
    },
    commit: (commit) => (queue ? queue.add(commit) : committed(db, sealing, commit)),
    async remove(of) {
      accountEnded()
      await db.transaction().execute((transaction) => removeAccount(transaction, of))
    },
    async adopt(adoption) {
      if (adoption.replaces !== undefined) accountEnded()
      return adopted(db, sealing, adoption)
    },
    async find({ kind, value }) {
      const row = await db
        .selectFrom('directory')
        .select('account_id')
        .where('kind', '=', kind)
        .where('value', '=', value)
        .executeTakeFirst()
      return row?.account_id
    },
    async list() {
      const rows = await db.selectFrom('account').select('id').where('deleted', '=', 0).orderBy('id').execute()
      return rows.map(({ id }) => id)
    },
    appendRecords: (of, records) => appended(db, of, records),
    records: (accountId, { after = 0, limit }) =>
      inPages(limit, (last, atOnce) =>
        db
          .selectFrom('record')
          .select(['sequence', 'body'])
          .where('account_id', '=', accountId)
          .where('sequence', '>', last?.sequence ?? after)
          .orderBy('sequence')
          .limit(atOnce)
          .execute(),
      ),
    newestRecords: (accountId, { before, limit }) =>
      inPages(limit, (last, atOnce) => {
        const own = db.selectFrom('record').select(['sequence', 'body']).where('account_id', '=', accountId)
        const end = last?.sequence ?? before
        const older = end === undefined ? own : own.where('sequence', '<', end)
        return older.orderBy('sequence', 'desc').limit(atOnce).execute()
      }),
    async failureOf(requestId) {
      const row = await db
        .selectFrom('record')
        .select(['sequence', 'body'])
        .where('request_id', '=', requestId)
        .executeTakeFirst()
      return row && numbered(row)
    },
    async lastSequence(accountId) {
      const row = await rowOf(accountId).select('next_sequence').executeTakeFirst()
      return row ? row.next_sequence - 1 : 0
    },
    async pruneRecords(accountId, before) {
      await db.deleteFrom('record').where('account_id', '=', accountId).where('real_time', '<', before).execute()
    },
    async mergeStamps({ accountId, incarnation }, given) {
      await db.transaction().execute(async (transaction) => {
        const account = transaction.selectFrom('account').select('version').where('id', '=', accountId)
        const same = account.where('incarnation', '=', incarnation).where('deleted', '=', 0)
        if (!(await same.executeTakeFirst())) return
        for (const stamp of given) await mergeStamp(transaction, accountId, stamp)
      })
    },
    close: async () => queue?.drained(),
  }
}

/** A record can have some 100 kB, so a few are read and parsed at a time. */
const RECORDS_A_PAGE = 50

interface RecordRow {
  sequence: number
  body: string
}

async function inPages(
  limit: number,
  read: (last: RecordRow | undefined, atOnce: number) => Promise<RecordRow[]>,
): Promise<NumberedRecord[]> {
  const all: NumberedRecord[] = []
  for (let last: RecordRow | undefined; ; ) {
    const rows = await read(last, Math.min(RECORDS_A_PAGE, limit - all.length))
    for (const row of rows) all.push(numbered(row))
    last = rows.at(-1)
    if (rows.length < RECORDS_A_PAGE || all.length >= limit) return all
    await breathe()
  }
}

const numbered = ({ sequence, body }: { sequence: number; body: string }): NumberedRecord => ({
  ...(JSON.parse(body) as RequestRecord),
  sequence,
})

/** Numbers and appends in one transaction; 0 where the account is gone. */
function appended(db: Kysely<Schema>, { accountId, incarnation }: AccountRef, records: RequestRecord[]): Promise<number> {
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

/** An account at its quotas has 100,000 entities: read and opened a page at a time. */
const ENTITIES_A_PAGE = 64

/**
 * In order of their keys. Whatever another process writes between two pages is newer than the version that was read
 * before, and comes with the next comparison of versions.
 */
async function entities(db: Kysely<Schema>, sealing: Sealing, accountId: string): Promise<Change[]> {
  const all: Change[] = []
  const own = db.selectFrom('entity').select(['kind', 'key', 'body']).where('account_id', '=', accountId)
  for (let last: { kind: string; key: string } | undefined; ; ) {
    const after = last ? own.where(sql<boolean>`(kind, key) > (${last.kind}, ${last.key})`) : own
    const rows = await after.where('body', 'is not', null).orderBy('kind').orderBy('key').limit(ENTITIES_A_PAGE).execute()
    for (const change of changesOf(sealing, accountId, rows)) all.push(change)
    last = rows.at(-1)
    if (!last || rows.length < ENTITIES_A_PAGE) return all
    await breathe()
  }
}

/** Of a user's services and actions there can be as many as of all its other entities together. */
const STAMPS_A_PAGE = 500

async function stamps(db: Kysely<Schema>, accountId: string): Promise<Stamp[]> {
  const all: Stamp[] = []
  const own = db.selectFrom('stamp').select(['kind', 'key', 'at', 'service', 'region']).where('account_id', '=', accountId)
  for (let last: { kind: string; key: string } | undefined; ; ) {
    const after = last ? own.where(sql<boolean>`(kind, key) > (${last.kind}, ${last.key})`) : own
    const rows = await after.orderBy('kind').orderBy('key').limit(STAMPS_A_PAGE).execute()
    for (const row of rows) all.push(stampOf(row))
    last = rows.at(-1)
    if (!last || rows.length < STAMPS_A_PAGE) return all
    await breathe()
  }
}

const stampOf = ({ kind, key, at, service, region }: Omit<Schema['stamp'], 'account_id'>): Stamp => ({
  kind: kind as Stamp['kind'],
  key,
  at,
  ...(service === null ? {} : { service }),
  ...(region === null ? {} : { region }),
})
