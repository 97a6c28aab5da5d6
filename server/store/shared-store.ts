import type { Kysely } from 'kysely'
import type { NumberedRecord } from '../account/request-record.js'
import type { DatabaseTime } from './database-time.js'
import { type Minutes, minutes } from './minutes.js'
import { newestFailure } from './newest-failure.js'
import { type Paces, paces } from './paces.js'
import { Rings } from './rings.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

/** What several processes over one PostgreSQL share, beside accounts, documents, and files. With SQLite there is one process. */
export interface SharedStore {
  paces: Paces
  minutes: Minutes
  rings: Rings
  /** The newest record of a failed request of these accounts, or of all. */
  newestFailure(accountIds: readonly string[] | 'all'): Promise<NumberedRecord | undefined>
}

export function sharedStore(db: Kysely<Schema>, { fingerprint }: Sealing, time: DatabaseTime): SharedStore {
  return {
    paces: paces(db, fingerprint, time),
    minutes: minutes(db, fingerprint, time),
    rings: new Rings(db),
    newestFailure: (accountIds) => newestFailure(db, accountIds),
  }
}
