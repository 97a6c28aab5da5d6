import type { Kysely } from 'kysely'
import type { NumberedRecord } from '../account/request-record.js'
import { newestFailure } from './newest-failure.js'
import { Rings } from './rings.js'
import type { Schema } from './schema.js'

/** What several processes over one PostgreSQL share, beside accounts, documents, and files. With SQLite there is one process. */
export interface SharedStore {
  rings: Rings
  /** The newest record of a failed request of these accounts, or of all. */
  newestFailure(accountIds: readonly string[] | 'all'): Promise<NumberedRecord | undefined>
}

export function sharedStore(db: Kysely<Schema>): SharedStore {
  return {
    rings: new Rings(db),
    newestFailure: (accountIds) => newestFailure(db, accountIds),
  }
}
