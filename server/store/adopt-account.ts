import { type Kysely, SqliteAdapter, sql, type Transaction } from 'kysely'
import type { AccountRef } from '../account/account.js'
import type { Adoption, AdoptionResult, Along, Commit, CommitResult } from '../account/repository.js'
import type { RequestRecord } from '../account/request-record.js'
import { breathe } from '../bounds/turn.js'
import {
  CommitFailed,
  claim,
  entityRows,
  insertDocument,
  insertEntities,
  mergeStamp,
  newIncarnation,
  writeCommits,
} from './account-rows.js'
import { boundRecordsOf } from './bounded-records.js'
import { followInstances, restoreDisk } from './instance-disks.js'
import { insertRecords, type RecordRow, recordRows } from './record-rows.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/** Takes in whole accounts in one transaction, with the numbers that their records had where they come from. */
export async function adoptAccount(
  db: Kysely<Schema>,
  sealing: Sealing,
  adoption: Adoption,
  { adopts, removes }: Along = { adopts: [], removes: [] },
): Promise<AdoptionResult> {
  try {
    return await db.transaction().execute(async (transaction): Promise<AdoptionResult> => {
      for (const of of removes) if (!(await removeAccount(transaction, of))) throw new NotAdopted({ status: 'gone' })
      for (const one of [adoption, ...adopts]) await adoptRows(transaction, sealing, one)
      return { status: 'adopted' }
    })
  } catch (error) {
    if (error instanceof NotAdopted) return error.result
    if (error instanceof CommitFailed && error.result.status === 'taken') return error.result
    throw error
  }
}

/** A unit of work, and new accounts that come into being with it: one transaction. */
export async function commitWithAccounts(db: Kysely<Schema>, sealing: Sealing, commit: Commit): Promise<CommitResult> {
  try {
    return await db.transaction().execute((transaction) => writeWithAccounts(transaction, sealing, commit))
  } catch (error) {
    return failedCommit(error)
  }
}

export async function writeWithAccounts(
  transaction: Transaction<Schema>,
  sealing: Sealing,
  commit: Commit,
): Promise<CommitResult> {
  const [result] = await writeCommits(transaction, sealing, [commit])
  for (const adoption of commit.adopts ?? []) await adoptRows(transaction, sealing, adoption)
  return result ?? { status: 'conflict' }
}

/** What its caller is told, after it was rolled back. Throws what isn't told so. */
export function failedCommit(error: unknown): CommitResult {
  if (error instanceof CommitFailed) return error.result
  // Somebody has this account ID: as if the account had changed meanwhile, and the caller takes another one.
  if (error instanceof NotAdopted) return { status: 'conflict' }
  throw error
}

/** Has a transaction rolled back. */
class NotAdopted extends Error {
  constructor(readonly result: AdoptionResult) {
    super(result.status)
  }
}

/** Throws NotAdopted and CommitFailed. */
async function adoptRows(transaction: Transaction<Schema>, sealing: Sealing, adoption: Adoption): Promise<void> {
  const { accountId, replaces, changes, claims, records, nextSequence, stamps, documents, disks = [] } = adoption
  if (replaces !== undefined && !(await removeAccount(transaction, { accountId, incarnation: replaces }))) {
    throw new NotAdopted({ status: 'gone' })
  }
  const row = await createNumbered(transaction, accountId, nextSequence)
  if (!row) throw new NotAdopted({ status: 'exists' })
  for (const some of slices(changes)) {
    await insertEntities(transaction, entityRows(sealing, accountId, row.version, some))
    await followInstances(transaction, accountId, some)
    await breathe()
  }
  for (const disk of disks) {
    await restoreDisk(transaction, sealing, accountId, disk)
    await breathe()
  }
  for (const entry of claims) await claim(transaction, accountId, entry)
  let first = nextSequence - records.length
  for (const some of slices(records)) {
    await insertRecords(transaction, numberedRows(accountId, some, first))
    first += some.length
    await breathe()
  }
  await boundRecordsOf(transaction, accountId)
  for (const stamp of stamps) {
    await mergeStamp(transaction, accountId, stamp)
    await breathe()
  }
  for (const document of documents) await insertDocument(transaction, accountId, document)
}

/** To make rows of them, and to write them, takes a few milliseconds. */
const ROWS_AT_ONCE = 50

function* slices<T>(all: Iterable<T>): Generator<readonly T[]> {
  let some: T[] = []
  for (const one of all) {
    if (some.push(one) < ROWS_AT_ONCE) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** With the numbers that they bring; without one they are numbered from `first`. */
function numberedRows(
  accountId: string,
  records: readonly (RequestRecord & { sequence?: number })[],
  first: number,
): RecordRow[] {
  const unnumbered = records.map(({ sequence: _, ...record }) => record)
  const rows = recordRows(accountId, unnumbered, first)
  return rows.map((row, index) => ({ ...row, sequence: records[index]?.sequence ?? row.sequence }))
}

/** Undefined when the account exists. */
function createNumbered(transaction: Transaction<Schema>, accountId: string, nextSequence: number) {
  return transaction
    .insertInto('account')
    .values({ id: accountId, version: 1, next_sequence: nextSequence, deleted: 0, incarnation: newIncarnation() })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({
          version: sql<number>`account.version + 1`,
          next_sequence: nextSequence,
          deleted: 0,
          incarnation: sql<string>`excluded.incarnation`,
        })
        .where('account.deleted', '=', 1),
    )
    .returning('version')
    .executeTakeFirst()
}

/**
 * The account's row stays, raised and marked, and its entities become tombstones, so that other processes learn of it and
 * versions never fall. False if the account is gone.
 */
export async function removeAccount(
  transaction: Transaction<Schema>,
  { accountId, incarnation }: AccountRef,
): Promise<boolean> {
  const account = await transaction
    .updateTable('account')
    .set({ version: sql<number>`version + 1`, deleted: 1 })
    .where('id', '=', accountId)
    .where('incarnation', '=', incarnation)
    .where('deleted', '=', 0)
    .returning('version')
    .executeTakeFirst()
  if (!account) return false
  const { version } = account
  await transaction.updateTable('entity').set({ body: null, version }).where('account_id', '=', accountId).execute()
  for (const table of ['directory', 'record', 'stamp', 'document', 'instance_disk', 'instance_key'] as const) {
    await transaction.deleteFrom(table).where('account_id', '=', accountId).execute()
  }
  // SQLite has no such table: its one process counts in memory.
  if (!(transaction.getExecutor().adapter instanceof SqliteAdapter))
    await transaction.deleteFrom('minute').where('account_id', '=', accountId).where('incarnation', '=', incarnation).execute()
  return true
}
