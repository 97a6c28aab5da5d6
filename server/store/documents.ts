import type { Kysely } from 'kysely'

import type { Instant } from '../account/ports.js'
import type { Schema } from './schema.js'

/**
 * Small JSON documents that are no account's: console sessions, lab sessions, lesson progress, ownership.
 * `collection` names the room they belong to; bodies hold no secret in the clear.
 */
export interface DocumentStore {
  get<T>(collection: string, id: string): Promise<T | undefined>
  put<T>(collection: string, id: string, body: T, expiresAt?: Instant): Promise<void>
  delete(collection: string, id: string): Promise<void>
  /** Documents whose id begins with `prefix`, in order of id; expired ones are left out. */
  list<T>(collection: string, prefix?: string): Promise<{ id: string; body: T }[]>
  /** Drops what has expired. */
  sweep(now: Instant): Promise<void>
}

/** DocumentStore over both engines; `now` is real time. */
export function documentStore(db: Kysely<Schema>, now: () => Instant): DocumentStore {
  const alive = (collection: string) =>
    db
      .selectFrom('document')
      .where('collection', '=', collection)
      .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now())]))
  return {
    async get<T>(collection: string, id: string) {
      const row = await alive(collection).select('body').where('id', '=', id).executeTakeFirst()
      return row && (JSON.parse(row.body) as T)
    },
    async put(collection, id, body, expiresAt) {
      const values = { body: JSON.stringify(body), expires_at: expiresAt ?? null }
      await db
        .insertInto('document')
        .values({ collection, id, ...values })
        .onConflict((conflict) => conflict.columns(['collection', 'id']).doUpdateSet(values))
        .execute()
    },
    async delete(collection, id) {
      await db.deleteFrom('document').where('collection', '=', collection).where('id', '=', id).execute()
    },
    async list<T>(collection: string, prefix = '') {
      // `\uffff` sorts after every character of our ids, so this is a range of the primary key.
      const rows = await alive(collection)
        .select(['id', 'body'])
        .where('id', '>=', prefix)
        .where('id', '<', `${prefix}\uffff`)
        .orderBy('id')
        .execute()
      return rows.map(({ id, body }) => ({ id, body: JSON.parse(body) as T }))
    },
    async sweep(before) {
      await db.deleteFrom('document').where('expires_at', '<=', before).execute()
    },
  }
}
