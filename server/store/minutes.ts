import { type Kysely, sql } from 'kysely'
import type { AccountRef } from '../account/account.js'
import type { DatabaseTime } from './database-time.js'
import type { Schema } from './schema.js'

/** A minute that is over, and in which more happened than was allowed. */
export interface CountedMinute {
  account: AccountRef
  /** All of it. */
  counted: number
  /** Of the newest beyond the limit. */
  body: string
}

/** Counts, for several processes together, what one source does in one account in a minute. */
export interface Minutes {
  /**
   * True for the first `limit` of a minute. For the others, the newest `body` is kept until the minute is over. Undefined:
   * nothing was counted, since the last minute is over and has to be ended first.
   */
  count(of: AccountRef, source: string, minute: { limit: number; body: string }): Promise<boolean | undefined>
  /**
   * Ends the minutes that are over, and the oldest beyond 2,000. Of several processes that do so at the same time, one
   * gets each. Those without anything beyond their limit are left out.
   */
  end(): Promise<CountedMinute[]>
}

const MINUTE_MS = 60_000
const MAX_MINUTES = 2000

export function minutes(db: Kysely<Schema>, fingerprint: (text: string) => string, time: DatabaseTime): Minutes {
  return {
    async count({ accountId, incarnation }, source, { limit, body }) {
      const key = fingerprint(`minute ${accountId} ${incarnation} ${source}`)
      const now = time()
      const { rows } = await sql<{ counted: number }>`
        INSERT INTO minute (key, account_id, incarnation, since, counted, body)
        VALUES (${key}, ${accountId}, ${incarnation}, ${now}, 1, NULL)
        ON CONFLICT (key) DO UPDATE SET
          counted = minute.counted + 1,
          body = CASE WHEN minute.counted >= ${limit} THEN ${body}::text END
        -- A clock that is set back must not make a minute last a day.
        WHERE abs(excluded.since - minute.since) < ${MINUTE_MS}
        RETURNING counted`.execute(db)
      return rows[0] && rows[0].counted <= limit
    },
    async end() {
      const { rows } = await sql<{ account_id: string; incarnation: string; counted: number; body: string | null }>`
        WITH clock AS MATERIALIZED (SELECT ${time()} AS now)
        DELETE FROM minute WHERE key IN (
          SELECT key FROM minute, clock
          WHERE abs(now - since) >= ${MINUTE_MS}
            OR key IN (SELECT key FROM minute ORDER BY since DESC OFFSET ${MAX_MINUTES})
          FOR UPDATE OF minute SKIP LOCKED
        )
        RETURNING account_id, incarnation, counted, body`.execute(db)
      return rows.flatMap(({ account_id: accountId, incarnation, counted, body }) =>
        body === null ? [] : [{ account: { accountId, incarnation }, counted, body }],
      )
    },
  }
}
