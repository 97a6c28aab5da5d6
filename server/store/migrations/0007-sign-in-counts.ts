import { type Kysely, type Migration, SqliteAdapter, sql } from 'kysely'

/**
 * What several processes count together while people sign in. SQLite has one process, which counts in memory. Unlogged:
 * after a crash of PostgreSQL the count begins anew, as it does when the only process starts again.
 */
export const signInCounts: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof SqliteAdapter) return
    // Free space in each page, since most rows are written again within seconds.
    await sql`CREATE UNLOGGED TABLE pace (
      key text PRIMARY KEY,
      full_at double precision NOT NULL
    ) WITH (fillfactor = 50)`.execute(db)
    await sql`CREATE UNLOGGED TABLE minute (
      key text PRIMARY KEY,
      account_id text NOT NULL,
      incarnation text NOT NULL,
      since double precision NOT NULL,
      counted integer NOT NULL,
      body text
    ) WITH (fillfactor = 50)`.execute(db)
  },
}
