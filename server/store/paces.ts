import { type Kysely, sql } from 'kysely'
import type { DatabaseTime } from './database-time.js'
import type { Schema } from './schema.js'

/** Something that so many may use at once, and then one every `everyMs`. Of any length: a fingerprint of the name is stored. */
export interface PacedBucket {
  readonly name: string
  /** What alone is counted here, for `forget`. */
  readonly of?: string | undefined
  readonly pace: { readonly free: number; readonly everyMs: number }
}

export interface Paced {
  /** For each bucket, how long until nothing of its use is left, in milliseconds; after this use, if it was counted. */
  owedMs: number[]
  /** Of a use that was counted, what giving it back needs. */
  use: Use | undefined
}

export interface Use {
  readonly buckets: readonly PacedBucket[]
  /** By the database's clock: when each of them would have been full again. */
  readonly ends: readonly number[]
}

/**
 * What several processes may do at a pace, counted together. Each bucket is one row with one time, the moment at which
 * all of its use will be back (the generic cell rate algorithm), by the database's clock.
 */
export interface Paces {
  /** Counts one in all of the buckets, or in none if one of them has no room. One statement. */
  take(buckets: readonly PacedBucket[]): Promise<Paced>
  /** Takes a use back, as far as time has not done so already. Says what the buckets owe now. One statement. */
  giveBack(use: Use): Promise<number[]>
  /** Drops all buckets of these. One statement. */
  forget(of: readonly string[]): Promise<void>
  /** Drops what owes nothing any more. */
  sweep(): Promise<void>
}

/** A bucket lives for as long as it owes. Between two sweeps a flood of made-up names leaves no more than these behind. */
const TAKES_A_SWEEP = 5000

export function paces(db: Kysely<Schema>, fingerprint: (text: string) => string, time: DatabaseTime): Paces {
  const prefixOf = (of: string) => fingerprint(`paces of ${of}`)
  const keysOf = (buckets: readonly PacedBucket[]) =>
    buckets.map(({ name, of }) => `${of === undefined ? '' : `${prefixOf(of)}.`}${fingerprint(`pace ${name}`)}`)
  let takes = 0

  async function sweep(): Promise<void> {
    // Rows that somebody counts in are left out: a sweep never waits, so nobody and the sweep wait for each other.
    await sql`DELETE FROM pace WHERE key IN (
      SELECT key FROM pace WHERE full_at <= ${time()} FOR UPDATE SKIP LOCKED
    )`.execute(db)
  }

  return {
    sweep,
    async forget(of) {
      // Locked in the order in which `take` locks them. The table is small, and this is rare: no index is worth it.
      await sql`DELETE FROM pace WHERE key IN (
        SELECT key FROM pace WHERE split_part(key, '.', 1) = ANY(${of.map(prefixOf)}::text[]) ORDER BY key FOR UPDATE
      )`.execute(db)
    },
    async take(buckets) {
      if (++takes % TAKES_A_SWEEP === 0) await sweep()
      const keys = keysOf(buckets)
      const rows = await takeAll(db, time, buckets, keys)
      const byKey = new Map(rows.map((row) => [row.key, row]))
      const found = keys.map((key) => byKey.get(key) ?? { key, now: 0, full_at: 0, counted: false })
      const counted = found.filter((row) => row.counted)
      const owedMs = found.map(({ full_at, now }) => Math.max(0, full_at - now))
      if (counted.length < buckets.length) {
        // Another process made one of these rows at the same moment: what was counted in the others goes back.
        const lost = buckets.map((bucket, at) => ({ bucket, row: found[at] })).filter(({ row }) => row?.counted)
        if (lost.length > 0) {
          await giveBack({ buckets: lost.map(({ bucket }) => bucket), ends: lost.map(({ row }) => row?.full_at ?? 0) })
        }
        return { owedMs, use: undefined }
      }
      return { owedMs, use: { buckets, ends: found.map(({ full_at }) => full_at) } }
    },
    giveBack,
  }

  async function giveBack({ buckets, ends }: Use): Promise<number[]> {
    const keys = keysOf(buckets)
    const { rows } = await sql<{ key: string; owed: number }>`WITH
      clock AS MATERIALIZED (SELECT ${time()} AS now),
      given AS (
        SELECT * FROM unnest(
          ${keys}::text[], ${ends}::double precision[], ${buckets.map(({ pace }) => pace.everyMs)}::double precision[]
        ) AS one(key, ends, every)
      ),
      held AS (SELECT key FROM pace WHERE key = ANY(${keys}::text[]) ORDER BY key FOR UPDATE)
      UPDATE pace SET full_at = pace.full_at - least(given.every, greatest(0, given.ends - clock.now))
      FROM given JOIN held ON held.key = given.key, clock
      WHERE pace.key = given.key
      RETURNING pace.key, greatest(0, pace.full_at - clock.now) AS owed`.execute(db)
    const owed = new Map(rows.map((row) => [row.key, row.owed]))
    return keys.map((key) => owed.get(key) ?? 0)
  }
}

interface Row {
  key: string
  now: number
  full_at: number
  counted: boolean
}

/**
 * The rows that exist are locked first, in order of their keys, so that what is decided over all of them still holds when
 * they are written, and two statements never wait for each other. A row that another process has made since this
 * statement began is neither locked nor written: then not all are `counted`.
 */
async function takeAll(
  db: Kysely<Schema>,
  time: DatabaseTime,
  buckets: readonly PacedBucket[],
  keys: readonly string[],
): Promise<Row[]> {
  const everyMs = buckets.map(({ pace }) => pace.everyMs)
  const fullMs = buckets.map(({ pace }) => pace.free * pace.everyMs)
  const { rows } = await sql<Row>`WITH
    held AS MATERIALIZED (SELECT key, full_at FROM pace WHERE key = ANY(${keys}::text[]) ORDER BY key FOR UPDATE),
    clock AS MATERIALIZED (SELECT ${time()} AS now),
    owed AS MATERIALIZED (
      SELECT wanted.key, wanted.every, wanted.whole, clock.now, held.key IS NOT NULL AS is_held,
        -- No bucket owes more than all of it, unless the clock has been set back: then it owes all of it from now on.
        held.full_at > clock.now + wanted.whole AS is_ahead,
        least(greatest(held.full_at, clock.now), clock.now + wanted.whole) AS full_at
      FROM unnest(${keys}::text[], ${everyMs}::double precision[], ${fullMs}::double precision[]) AS wanted(key, every, whole)
      CROSS JOIN clock
      LEFT JOIN held ON held.key = wanted.key
    ),
    verdict AS MATERIALIZED (SELECT bool_and(full_at + every <= now + whole) AS has_room FROM owed),
    moved AS (
      UPDATE pace SET full_at = owed.full_at + CASE WHEN verdict.has_room THEN owed.every ELSE 0 END FROM owed, verdict
      WHERE owed.is_held AND (verdict.has_room OR owed.is_ahead) AND pace.key = owed.key
      RETURNING pace.key
    ),
    made AS (
      INSERT INTO pace (key, full_at)
      SELECT owed.key, owed.full_at + owed.every FROM owed, verdict
      WHERE verdict.has_room AND NOT owed.is_held
      ORDER BY owed.key
      ON CONFLICT (key) DO NOTHING
      RETURNING key
    ),
    counted AS (SELECT moved.key FROM moved, verdict WHERE verdict.has_room UNION ALL SELECT key FROM made)
    SELECT owed.key, owed.now, counted.key IS NOT NULL AS counted,
      owed.full_at + CASE WHEN counted.key IS NULL THEN 0 ELSE owed.every END AS full_at
    FROM owed LEFT JOIN counted ON counted.key = owed.key`.execute(db)
  return rows
}
