import type { Kysely } from 'kysely'
import type { Client } from 'pg'
import type { NumberedRecord } from '../account/request-record.js'
import type { DatabaseTime } from './database-time.js'
import { databaseErrands, type Errands } from './errands.js'
import { databaseLeases, type Leases } from './leases.js'
import { type Minutes, minutes } from './minutes.js'
import { newestFailure } from './newest-failure.js'
import { databaseNews, type News } from './news.js'
import { type Paces, paces } from './paces.js'
import { Rings } from './rings.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'
import { databaseSeats, type Seats } from './seats.js'

/** What several processes over one PostgreSQL share, beside accounts, documents, and files. With SQLite there is one process. */
export interface SharedStore {
  paces: Paces
  minutes: Minutes
  rings: Rings
  leases: Leases
  seats: Seats
  news: News
  errands: Errands
  /** The newest record of a failed request of these accounts, or of all. */
  newestFailure(accountIds: readonly string[] | 'all'): Promise<NumberedRecord | undefined>
}

interface Services {
  sealing: Sealing
  time: DatabaseTime
  /** A connection of its own, outside the pool. */
  newClient: () => Client
}

export function sharedStore(db: Kysely<Schema>, { sealing, time, newClient }: Services): SharedStore {
  const news = databaseNews(db, { newClient })
  return {
    paces: paces(db, sealing.fingerprint, time),
    minutes: minutes(db, sealing.fingerprint, time),
    rings: new Rings(db),
    leases: databaseLeases(db),
    seats: databaseSeats(db),
    news,
    errands: databaseErrands(db, sealing, news),
    newestFailure: (accountIds) => newestFailure(db, accountIds),
  }
}
