import { randomBytes } from 'node:crypto'
import { CompiledQuery, type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Change, DirectoryEntry } from '../account/account.js'
import type { Kind } from '../account/entities.js'
import type { AccountDocument, Commit, CommitResult, Stamp } from '../account/repository.js'
import { boundRecords } from './bounded-records.js'
import { insertAll } from './insert-all.js'
import { followInstances } from './instance-disks.js'
import { keptText } from './kept-text.js'
import { insertRecords, type RecordRow, recordRows } from './record-rows.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

type Db = Kysely<Schema> | Transaction<Schema>

/** What makes a commit fail as a whole and is told to its caller, not thrown at them. */
export class CommitFailed extends Error {
  constructor(readonly result: CommitResult) {
    super(result.status)
  }
}

/**
 * Writes units of work of different accounts inside a transaction, the rows of all in one statement a table; throws
 * CommitFailed to have it rolled back.
 */
export async function writeCommits(db: Db, sealing: Sealing, commits: readonly Commit[]): Promise<CommitResult[]> {
  const entities: EntityRow[] = []
  const rows: RecordRow[] = []
  const results: CommitResult[] = []
  for (const commit of commits) {
    const { accountId, records, changes } = commit
    const next = commit.baseVersion === 0 ? await createAccount(db, commit) : await raiseVersion(db, commit)
    if (!next) throw new CommitFailed({ status: 'conflict' })
    const firstSequence = next.next_sequence - records.length
    entities.push(...entityRows(sealing, accountId, next.version, changes))
    rows.push(...recordRows(accountId, records, firstSequence))
    for (const entry of commit.releases) await release(db, accountId, entry)
    for (const entry of commit.claims) await claim(db, accountId, entry)
    await followInstances(db, accountId, changes)
    results.push({ status: 'committed', version: next.version, firstSequence })
  }
  await insertEntities(db, entities)
  await insertRecords(db, rows)
  await boundRecords(db, rows)
  return results
}

/** One unit of work in a transaction of its own. */
export async function commitAlone(db: Kysely<Schema>, sealing: Sealing, commit: Commit): Promise<CommitResult> {
  try {
    const [result] = await db.transaction().execute((transaction) => writeCommits(transaction, sealing, [commit]))
    return result ?? { status: 'conflict' }
  } catch (error) {
    if (error instanceof CommitFailed) return error.result
    throw error
  }
}

function createAccount(db: Db, { accountId, records }: Commit) {
  return db
    .insertInto('account')
    .values({ id: accountId, version: 1, next_sequence: 1 + records.length, deleted: 0, incarnation: newIncarnation() })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({
          version: sql<number>`account.version + 1`,
          next_sequence: sql<number>`account.next_sequence + ${records.length}`,
          deleted: 0,
          incarnation: sql<string>`excluded.incarnation`,
        })
        .where('account.deleted', '=', 1),
    )
    .returning(['version', 'next_sequence'])
    .executeTakeFirst()
}

/** 16 characters that nobody guesses. */
export const newIncarnation = (): string => randomBytes(12).toString('base64url')

/** Of every commit there is one. Undefined if the account is gone or has another version. */
async function raiseVersion(db: Db, { accountId, baseVersion, records }: Commit): Promise<Raised | undefined> {
  const raise = () =>
    db
      .updateTable('account')
      .set({ version: sql<number>`version + 1`, next_sequence: sql<number>`next_sequence + ${records.length}` })
      .where('id', '=', accountId)
      .where('version', '=', baseVersion)
      .where('deleted', '=', sql.lit(0))
      .returning(['version', 'next_sequence'])
  const text = keptText(db, 'raise version', raise)
  const { rows } = await db.executeQuery<Raised>(CompiledQuery.raw(text, [records.length, accountId, baseVersion]))
  return rows[0]
}

type Raised = Pick<Selectable<Schema['account']>, 'version' | 'next_sequence'>

type EntityRow = Insertable<Schema['entity']>

export const entityRows = (sealing: Sealing, accountId: string, version: number, changes: readonly Change[]): EntityRow[] =>
  changes.map(({ kind, key, entity }) => ({
    account_id: accountId,
    kind,
    key,
    body: entity ? sealing.serialise({ accountId, kind, key }, entity) : null,
    version,
  }))

export const insertEntities = (db: Db, rows: readonly EntityRow[]): Promise<void> =>
  insertAll(db, 'entity', rows, (some) =>
    db
      .insertInto('entity')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'kind', 'key'])
          .doUpdateSet((row) => ({ body: row.ref('excluded.body'), version: row.ref('excluded.version') })),
      ),
  )

/** Only for a transaction that has checked that the account exists. */
export async function insertDocument(db: Db, accountId: string, { collection, id, body }: AccountDocument): Promise<void> {
  const values = { body: JSON.stringify(body), expires_at: null, account_id: accountId }
  await db
    .insertInto('document')
    .values({ collection, id, ...values })
    .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet(values))
    .execute()
}

const release = (db: Db, accountId: string, { kind, value }: DirectoryEntry) =>
  db.deleteFrom('directory').where('kind', '=', kind).where('value', '=', value).where('account_id', '=', accountId).execute()

export async function claim(db: Db, accountId: string, entry: DirectoryEntry): Promise<void> {
  const { kind, value } = entry
  await db
    .insertInto('directory')
    .values({ kind, value, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const holder = await db
    .selectFrom('directory')
    .select('account_id')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirst()
  if (holder?.account_id !== accountId) throw new CommitFailed({ status: 'taken', entry })
}

/** Rows as changes; a tombstone has no entity. */
export function changesOf(
  sealing: Sealing,
  accountId: string,
  rows: { kind: string; key: string; body: string | null }[],
): Change[] {
  return rows.map(({ kind, key, body }) => ({
    kind: kind as Kind,
    key,
    entity: body === null ? null : (sealing.parse({ accountId, kind, key }, body) as Change['entity']),
  }))
}

/** What was written after this version, in one statement. */
export async function changesAfter(db: Db, sealing: Sealing, accountId: string, version: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('entity')
    .select(['kind', 'key', 'body'])
    .where('account_id', '=', accountId)
    .where('version', '>', version)
    .execute()
  return changesOf(sealing, accountId, rows)
}

/** A later use wins, whoever writes last. */
export function mergeStamp(db: Db, accountId: string, stamp: Stamp) {
  const values = { at: stamp.at, service: stamp.service ?? null, region: stamp.region ?? null }
  return db
    .insertInto('stamp')
    .values({ account_id: accountId, kind: stamp.kind, key: stamp.key, ...values })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'key']).doUpdateSet(values).where('stamp.at', '<', stamp.at),
    )
    .execute()
}
