import { type Kysely, type Selectable, sql } from 'kysely'
import type { AccountRef, Change, DirectoryEntry } from '../account/account.js'
import type { Instant } from '../account/ports.js'
import type {
  AccountRepository,
  Adoption,
  AdoptionResult,
  Along,
  Commit,
  CommitResult,
  Head,
  Newer,
  RecordsAfter,
  Snapshot,
  Stamp,
} from '../account/repository.js'
import type { NumberedRecord, RequestRecord } from '../account/request-record.js'
import { AtMost } from '../bounds/at-most.js'
import { SharedReads } from '../bounds/shared-reads.js'
import { breathe } from '../bounds/turn.js'
import { changesAfter, changesOf, commitAlone, mergeStamp } from './account-rows.js'
import { adoptAccount, commitWithAccounts, removeAccount } from './adopt-account.js'
import { commitInTurn } from './commit-in-turn.js'
import { CommitQueue } from './commit-queue.js'
import type { Receipts } from './receipts.js'
import { appendRecords, dropRecordsBefore, failureOf, newestRecords, recordsAfter, recordsOfAll } from './records.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

interface RepositoryOptions {
  /** SQLite, whose one writer gains from commits taken together. */
  grouped: boolean
  /** Called before an account is deleted or replaced, so that a copy never outlives it. */
  accountEnded: () => void
  /** PostgreSQL's. */
  receipts?: Receipts
}

/** An account's reads of many rows at a time, and whole accounts at a time: nobody takes all connections of the pool. */
const READS_AT_ONCE = 2
const WHOLE_AT_ONCE = 3

type Version = Pick<Selectable<Schema['account']>, 'version' | 'incarnation'>

/** AccountRepository over both engines. */
export class SqlAccounts implements AccountRepository {
  readonly #db: Kysely<Schema>
  readonly #sealing: Sealing
  readonly #queue: CommitQueue | undefined
  readonly #accountEnded: () => void
  readonly #receipts: Receipts | undefined
  readonly #versions = new SharedReads<Version | undefined>()
  readonly #newer = new SharedReads<Newer | undefined>()
  readonly #reads = new AtMost(READS_AT_ONCE)
  readonly #whole = new AtMost(WHOLE_AT_ONCE)
  readonly commitInTurn: AccountRepository['commitInTurn']

  constructor(db: Kysely<Schema>, sealing: Sealing, { grouped, accountEnded, receipts }: RepositoryOptions) {
    this.#db = db
    this.#sealing = sealing
    this.#queue = grouped ? new CommitQueue(db, sealing) : undefined
    this.#accountEnded = accountEnded
    this.#receipts = receipts
    if (grouped) return
    this.commitInTurn = (turn, make) => {
      const work = () => commitInTurn(db, sealing, turn, make)
      return turn.withAccounts ? this.#whole.enter('', work) : work()
    }
  }

  async load(accountId: string): Promise<Snapshot | undefined> {
    const account = await this.version(accountId)
    if (!account) return undefined
    const changes = await entities(this.#db, this.#sealing, accountId)
    return { accountId, ...account, changes, stamps: await stamps(this.#db, accountId) }
  }

  version(accountId: string): Promise<Version | undefined> {
    return this.#versions.get(accountId, () => this.#version(accountId))
  }

  #version(accountId: string): Promise<Version | undefined> {
    return this.#row(accountId).select(['version', 'incarnation']).executeTakeFirst()
  }

  changesSince(accountId: string, version: number) {
    return this.#newer.get(`${accountId} ${version}`, async () => {
      const account = await this.#version(accountId)
      if (!account) return undefined
      return { ...account, changes: await changesAfter(this.#db, this.#sealing, accountId, version) }
    })
  }

  commit(commit: Commit): Promise<CommitResult> {
    if (commit.adopts?.length) return this.#whole.enter('', () => commitWithAccounts(this.#db, this.#sealing, commit))
    return this.#queue ? this.#queue.add(commit) : commitAlone(this.#db, this.#sealing, commit)
  }

  async remove(...accounts: AccountRef[]): Promise<void> {
    this.#accountEnded()
    await this.#db.transaction().execute(async (transaction) => {
      for (const of of accounts) await removeAccount(transaction, of)
    })
  }

  async adopt(adoption: Adoption, along?: Along): Promise<AdoptionResult> {
    const all = [adoption, ...(along?.adopts ?? [])]
    if (all.some(({ replaces }) => replaces !== undefined) || along?.removes.length) this.#accountEnded()
    return this.#whole.enter('', () => adoptAccount(this.#db, this.#sealing, adoption, along))
  }

  async find({ kind, value }: DirectoryEntry): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('directory')
      .select('account_id')
      .where('kind', '=', kind)
      .where('value', '=', value)
      .executeTakeFirst()
    return row?.account_id
  }

  async list(): Promise<string[]> {
    const rows = await this.#db.selectFrom('account').select('id').where('deleted', '=', 0).orderBy('id').execute()
    return rows.map(({ id }) => id)
  }

  appendRecords(of: AccountRef, records: RequestRecord[]): Promise<number> {
    return appendRecords(this.#db, of, records)
  }

  records(accountId: string, query: { after?: number; limit: number }): Promise<NumberedRecord[]> {
    return this.#reads.enter(accountId, () => recordsAfter(this.#db, accountId, query))
  }

  newestRecords(accountId: string, query: { before?: number; limit: number }): Promise<NumberedRecord[]> {
    return this.#reads.enter(accountId, () => newestRecords(this.#db, accountId, query))
  }

  recordsOfAll(asked: readonly RecordsAfter[], query: { newest: number; failed: number }): Promise<NumberedRecord[]> {
    return this.#reads.enter('', () => recordsOfAll(this.#db, asked, query))
  }

  failureOf(requestId: string): Promise<NumberedRecord | undefined> {
    return failureOf(this.#db, requestId)
  }

  async lastSequence(accountId: string): Promise<number> {
    const row = await this.#row(accountId).select('next_sequence').executeTakeFirst()
    return row ? row.next_sequence - 1 : 0
  }

  async heads(accountIds: readonly string[]): Promise<Head[]> {
    if (accountIds.length === 0) return []
    const rows = await this.#db
      .selectFrom('account')
      .select(['id', 'incarnation', 'version', 'next_sequence'])
      .where('id', 'in', accountIds)
      .where('deleted', '=', 0)
      .execute()
    return rows.map(({ id, incarnation, version, next_sequence }) => ({
      ...{ accountId: id, incarnation, version },
      last: next_sequence - 1,
    }))
  }

  async pruneRecords(before: Instant): Promise<void> {
    await dropRecordsBefore(this.#db, before)
    await this.#receipts?.sweep()
  }

  stampsSince(accountId: string, at: Instant): Promise<Stamp[]> {
    return this.#reads.enter(accountId, () => stamps(this.#db, accountId, at))
  }

  async mergeStamps({ accountId, incarnation }: AccountRef, given: Stamp[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const account = transaction.selectFrom('account').select('version').where('id', '=', accountId)
      const same = account.where('incarnation', '=', incarnation).where('deleted', '=', 0)
      if (!(await same.executeTakeFirst())) return
      for (const stamp of given) await mergeStamp(transaction, accountId, stamp)
    })
  }

  async close(): Promise<void> {
    await this.#queue?.drained()
  }

  #row(accountId: string) {
    return this.#db.selectFrom('account').where('id', '=', accountId).where('deleted', '=', 0)
  }
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

/** Users use many services and actions: an account can have as many stamps as entities. */
const STAMPS_A_PAGE = 500

async function stamps(db: Kysely<Schema>, accountId: string, since?: Instant): Promise<Stamp[]> {
  const all: Stamp[] = []
  const every = db.selectFrom('stamp').select(['kind', 'key', 'at', 'service', 'region']).where('account_id', '=', accountId)
  const own = since === undefined ? every : every.where('at', '>=', since)
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
