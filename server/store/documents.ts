import { type Kysely, SqliteAdapter, sql } from 'kysely'
import type { AccountRef } from '../account/account.js'
import type { Instant } from '../account/ports.js'
import { breathe } from '../bounds/turn.js'
import type { Schema } from './schema.js'

/**
 * Small JSON documents beside the accounts' rows: console sessions, lab sessions, lesson progress, ownership.
 * `collection` names the room they belong to; bodies hold no secret in the clear.
 */
export interface DocumentStore {
  get<T>(collection: string, id: string): Promise<T | undefined>
  /** Those of these ids that there are, by id. */
  getAll<T>(collection: string, ids: readonly string[]): Promise<Map<string, T>>
  put<T>(collection: string, id: string, body: T, expiresAt?: Instant): Promise<void>
  /** False, with nothing changed, if there is such a document, expired or not: of two callers at the same time, one succeeds. */
  putOnce<T>(collection: string, id: string, body: T, expiresAt: Instant): Promise<boolean>
  /** A document that belongs to an account and goes with it. Nothing is written if the account is gone. */
  putOf<T>(of: AccountRef, collection: string, id: string, body: T, expiresAt?: Instant): Promise<void>
  /**
   * The same by compare-and-set. False, with nothing changed, unless `before` is the revision in the body that is there,
   * 0 if there's none; or if the account is gone.
   */
  putRevised<T extends { revision: number }>(
    of: AccountRef,
    collection: string,
    id: string,
    body: T,
    before: number,
  ): Promise<boolean>
  /** Puts a document in the place of one that has another id, in one step. */
  replace<T>(collection: string, old: string, id: string, body: T, expiresAt: Instant): Promise<void>
  delete(collection: string, id: string): Promise<void>
  /** Gets a document and deletes it in one step: of two callers at the same time, one gets it. Undefined if it is gone. */
  take<T>(collection: string, id: string): Promise<T | undefined>
  /** Of those whose id begins with `prefix`, `besides` stays, and so do the `count` others that expire last. */
  keepNewest(collection: string, prefix: string, kept: { besides: string; count: number }): Promise<void>
  /** Documents whose id begins with `prefix`, in order of id; expired ones are left out. */
  list<T>(collection: string, prefix?: string): Promise<{ id: string; body: T }[]>
  /** The documents that belong to an account, in order of id. */
  listOf<T>(accountId: string, collection: string): Promise<{ id: string; body: T }[]>
  /** The documents that belong to these accounts, in no order. */
  listOfAll<T>(accountIds: readonly string[], collection: string): Promise<{ accountId: string; id: string; body: T }[]>
  /** The revisions in the bodies of documents that belong to these accounts. */
  revisionsOf(accountIds: readonly string[], collection: string): Promise<{ accountId: string; id: string; revision: number }[]>
  /**
   * Spends one document for changes to others, in one transaction. False, with nothing changed, when it is not there
   * or has expired: of two callers at the same time, one succeeds.
   */
  exchange(spent: DocumentKey, changes: DocumentChanges): Promise<boolean>
  /** Drops what has expired. */
  sweep(now: Instant): Promise<void>
}

export interface DocumentKey {
  collection: string
  id: string
}

export interface DocumentChanges {
  put: (DocumentKey & { body: unknown; expiresAt: Instant })[]
  delete: DocumentKey[]
  /** A document keeps its body, and the account that it goes with, under another id. */
  rename: (DocumentKey & { to: string })[]
}

/** It sorts after every character of our ids, so that a prefix is a range of the primary key. */
const endOf = (prefix: string): string => `${prefix}\uffff`
/** What a body says its revision is; 0 if it says nothing. */
const SQLITE_REVISION = sql<number>`coalesce(json_extract(document.body, '$.revision'), 0)`
const POSTGRES_REVISION = sql<number>`coalesce(cast(document.body::json ->> 'revision' as bigint), 0)`

/** DocumentStore over both engines; `now` is real time. */
export function documentStore(db: Kysely<Schema>, now: () => Instant): DocumentStore {
  const alive = (collection: string) =>
    db
      .selectFrom('document')
      .where('collection', '=', collection)
      .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now())]))
  const revision = db.getExecutor().adapter instanceof SqliteAdapter ? SQLITE_REVISION : POSTGRES_REVISION
  const upsertOf = (
    { accountId, incarnation }: AccountRef,
    { collection, id, ...values }: DocumentKey & { body: string; expires_at: number | null },
  ) =>
    db
      .insertInto('document')
      .columns(['collection', 'id', 'body', 'expires_at', 'account_id'])
      .expression((row) =>
        row
          .selectFrom('account')
          .select([
            sql<string>`cast(${collection} as text)`.as('collection'),
            sql<string>`cast(${id} as text)`.as('id'),
            sql<string>`cast(${values.body} as text)`.as('body'),
            sql<number | null>`cast(${values.expires_at} as bigint)`.as('expires_at'),
            'account.id as account_id',
          ])
          .where('account.id', '=', accountId)
          .where('account.incarnation', '=', incarnation)
          .where('account.deleted', '=', 0),
      )
  return {
    async get<T>(collection: string, id: string) {
      const row = await alive(collection).select('body').where('id', '=', id).executeTakeFirst()
      return row && (JSON.parse(row.body) as T)
    },
    async getAll<T>(collection: string, ids: readonly string[]) {
      if (ids.length === 0) return new Map<string, T>()
      const rows = await alive(collection).select(['id', 'body']).where('id', 'in', ids).execute()
      return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as T]))
    },
    async put(collection, id, body, expiresAt) {
      const values = { body: JSON.stringify(body), expires_at: expiresAt ?? null, account_id: null }
      await db
        .insertInto('document')
        .values({ collection, id, ...values })
        .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet(values))
        .execute()
    },
    async putOnce(collection, id, body, expiresAt) {
      const values = { collection, id, body: JSON.stringify(body), expires_at: expiresAt, account_id: null }
      const row = await db
        .insertInto('document')
        .values(values)
        .onConflict((conflict) => conflict.columns(['collection', 'id']).doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async putOf(of, collection, id, body, expiresAt) {
      const values = { body: JSON.stringify(body), expires_at: expiresAt ?? null }
      await upsertOf(of, { collection, id, ...values })
        .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet({ ...values, account_id: of.accountId }))
        .execute()
    },
    async putRevised(of, collection, id, body, before) {
      const values = { body: JSON.stringify(body), expires_at: null }
      const row = await upsertOf(of, { collection, id, ...values })
        .onConflict((conflict) =>
          conflict
            .columns(['collection', 'id'])
            .doUpdateSet({ ...values, account_id: of.accountId })
            .where(revision, '=', before),
        )
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async replace(collection, old, id, body, expiresAt) {
      const values = { collection, id, body: JSON.stringify(body), expires_at: expiresAt, account_id: null }
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('document').where('collection', '=', collection).where('id', '=', old).execute()
        await transaction.insertInto('document').values(values).execute()
      })
    },
    async delete(collection, id) {
      await db.deleteFrom('document').where('collection', '=', collection).where('id', '=', id).execute()
    },
    async take<T>(collection: string, id: string) {
      const row = await db
        .deleteFrom('document')
        .where('collection', '=', collection)
        .where('id', '=', id)
        .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now())]))
        .returning('body')
        .executeTakeFirst()
      return row && (JSON.parse(row.body) as T)
    },
    async keepNewest(collection, prefix, { besides, count }) {
      await db
        .deleteFrom('document')
        .where('collection', '=', collection)
        .where('id', '>=', prefix)
        .where('id', '<', endOf(prefix))
        .where('id', '!=', besides)
        .where('id', 'not in', (document) =>
          document
            .selectFrom('document')
            .select('id')
            .where('collection', '=', collection)
            .where('id', '>=', prefix)
            .where('id', '<', endOf(prefix))
            .where('id', '!=', besides)
            .orderBy('expires_at', 'desc')
            .orderBy('id')
            .limit(count),
        )
        .execute()
    },
    async list<T>(collection: string, prefix = '') {
      const rows = await alive(collection)
        .select(['id', 'body'])
        .where('id', '>=', prefix)
        .where('id', '<', endOf(prefix))
        .orderBy('id')
        .execute()
      return rows.map(({ id, body }) => ({ id, body: JSON.parse(body) as T }))
    },
    async listOf<T>(accountId: string, collection: string) {
      const rows = await alive(collection).select(['id', 'body']).where('account_id', '=', accountId).orderBy('id').execute()
      return rows.map(({ id, body }) => ({ id, body: JSON.parse(body) as T }))
    },
    async listOfAll<T>(accountIds: readonly string[], collection: string) {
      const found: { accountId: string; id: string; body: T }[] = []
      if (accountIds.length === 0) return found
      const all = alive(collection).select(['account_id', 'id', 'body']).where('account_id', 'in', accountIds)
      for (const { account_id, id, body } of await all.execute()) {
        found.push({ accountId: account_id ?? '', id, body: JSON.parse(body) as T })
        await breathe()
      }
      return found
    },
    async revisionsOf(accountIds, collection) {
      if (accountIds.length === 0) return []
      const rows = await alive(collection)
        .select(['account_id', 'id', revision.as('revision')])
        .where('account_id', 'in', accountIds)
        .execute()
      return rows.map(({ account_id, id, revision }) => ({ accountId: account_id ?? '', id, revision: Number(revision) }))
    },
    exchange(spent, changes) {
      return db.transaction().execute(async (transaction) => {
        const remove = ({ collection, id }: DocumentKey) =>
          transaction.deleteFrom('document').where('collection', '=', collection).where('id', '=', id)
        const found = await remove(spent)
          .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now())]))
          .returning('id')
          .executeTakeFirst()
        if (!found) return false
        for (const key of changes.delete) await remove(key).execute()
        for (const { collection, id, to } of changes.rename) {
          await remove({ collection, id: to }).execute()
          await transaction
            .updateTable('document')
            .set({ id: to })
            .where('collection', '=', collection)
            .where('id', '=', id)
            .execute()
        }
        for (const { collection, id, body, expiresAt } of changes.put) {
          const row = { collection, id, body: JSON.stringify(body), expires_at: expiresAt, account_id: null }
          await transaction.insertInto('document').values(row).execute()
        }
        return true
      })
    },
    async sweep(before) {
      await db.deleteFrom('document').where('expires_at', '<=', before).execute()
    },
  }
}
