import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { NewestBounds } from '../bounds/newest.js'
import { insertAll } from './insert-all.js'
import type { Schema } from './schema.js'

/** The statements of rings, for PostgreSQL. */

type Db = Kysely<Schema>

/** What is kept, as text. */
export interface RingRow {
  /** An account id, or '' if it belongs to none. */
  owner: string
  /** The account's; absent if the owner is no account of this server. What an earlier account of this id left isn't read. */
  incarnation?: string
  source: string
  /** Unique in its ring. */
  id: string
  realTime: number
  /** What a list shows; JSON. */
  summary: string
  /** JSON. */
  body: string
}

export interface Group {
  owner: string
  source: string
}

export const bytesOf = ({ summary, body }: RingRow): number => summary.length + body.length

export const insertEntries = (db: Db, ring: string, origin: string, rows: readonly RingRow[]): Promise<void> =>
  insertAll(
    db,
    'ring_entry',
    rows.map((row) => ({
      ring,
      owner: row.owner,
      incarnation: row.incarnation ?? null,
      source: row.source,
      id: row.id,
      real_time: row.realTime,
      origin,
      summary: row.summary,
      body: row.body,
      bytes: bytesOf(row),
    })),
    (some) =>
      db
        .insertInto('ring_entry')
        .values(some)
        .onConflict((conflict) => conflict.columns(['ring', 'id']).doNothing()),
  )

/**
 * Deletes the rows whose numbers `doomed` selects. Those that another process is deleting are left to it: two processes
 * that trim the same ring never wait for each other.
 */
const drop = (db: Db, doomed: RawBuilder<unknown>) =>
  sql`
    delete from ring_entry where number in (
      select number from ring_entry where number in (${doomed}) for update skip locked
    )`.execute(db)

/** Keeps the newest of each of these groups. */
export async function trimGroups(db: Db, ring: string, groups: readonly Group[], bounds: NewestBounds): Promise<void> {
  const owners = groups.map(({ owner }) => owner)
  const sources = groups.map(({ source }) => source)
  await drop(
    db,
    sql`
      select number from (
        select number, row_number() over newest_first as place, sum(bytes) over newest_first as held
        from ring_entry
        where ring = ${ring} and (owner, source) in (select * from unnest(${owners}::text[], ${sources}::text[]))
        window newest_first as (partition by owner, source order by number desc)
      ) as placed
      where place > ${bounds.entries} or (held > ${bounds.bytes} and place > 1)`,
  )
}

/** Drops the groups that have been quiet the longest, until the ring has at most so many bytes. */
export async function trimTotal(db: Db, ring: string, totalBytes: number): Promise<void> {
  await drop(
    db,
    sql`
      select number from ring_entry join (
        select owner, source, sum(bytes) over (order by latest desc) as held from (
          select owner, source, max(number) as latest, sum(bytes) as bytes
          from ring_entry where ring = ${ring} group by owner, source
        ) as groups
      ) as summed using (owner, source)
      where ring = ${ring} and held > ${totalBytes}`,
  )
}

export async function dropOld(db: Db, ring: string, maxAgeMs: number): Promise<void> {
  await drop(
    db,
    sql`select number from ring_entry where ring = ${ring}
      and written_at < (extract(epoch from clock_timestamp()) * 1000)::bigint - ${maxAgeMs}`,
  )
}

/** All of an owner's. */
export async function dropAll(db: Db, ring: string, owner: string): Promise<void> {
  await drop(db, sql`select number from ring_entry where ring = ${ring} and owner = ${owner}`)
}

/** What isn't the present account's: a process may hear late that an account ended, when another one has its id. */
export async function dropFormer(db: Db, ring: string, owner: string): Promise<void> {
  await drop(
    db,
    sql`select number from ring_entry where ring = ${ring} and owner = ${owner}
      and not exists (
        select 1 from account where id = ${owner} and deleted = 0 and account.incarnation = ring_entry.incarnation
      )`,
  )
}

/** Of a ring: what belongs to nobody, and what belongs to accounts as they are now. */
export const readable = (db: Db, ring: string) =>
  db
    .selectFrom('ring_entry')
    .where('ring', '=', ring)
    .where((or) =>
      or.or([
        or('incarnation', 'is', null),
        or.exists(
          or
            .selectFrom('account')
            .select('account.id')
            .whereRef('account.id', '=', 'ring_entry.owner')
            .whereRef('account.incarnation', '=', 'ring_entry.incarnation')
            .where('account.deleted', '=', 0),
        ),
      ]),
    )
