import { type Kysely, type Migration, SqliteAdapter, sql } from 'kysely'

/**
 * What several processes keep of the newest refusals and requests, and how they find an account's newest failure. With
 * SQLite there is one process, which has both in its memory, so nothing is made there.
 *
 * Unlogged: such an entry is worth minutes, and PostgreSQL empties the table after a crash.
 */
export const rings: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof SqliteAdapter) return
    await sql`
      create unlogged table ring_entry (
        number bigint generated always as identity primary key,
        ring text not null,
        owner text not null,
        incarnation text,
        source text not null,
        id text not null,
        real_time bigint not null,
        written_at bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
        origin text not null,
        summary text not null,
        body text not null,
        bytes integer not null,
        unique (ring, id)
      )`.execute(db)
    await sql`create index ring_entry_by_owner on ring_entry (ring, owner, source, number) include (bytes)`.execute(db)
    await sql`create index record_failure on record (account_id, sequence) where request_id is not null`.execute(db)
  },
}
