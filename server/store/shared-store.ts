import type { Kysely } from 'kysely'
import type { Schema } from './schema.js'

/** What several processes over one PostgreSQL share, beside accounts, documents, and files. With SQLite there is one process. */
// biome-ignore lint/suspicious/noEmptyInterface: what leaves memory comes here, piece by piece
export interface SharedStore {}

export function sharedStore(_db: Kysely<Schema>): SharedStore {
  return {}
}
