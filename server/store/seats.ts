import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.js'

/** How many may be taken at once, in all and of each key. */
export interface SeatLimits {
  all: number
  ofKey: number
}

/**
 * What several processes together hold a number of times at most. Each seat is a lease, on the database's clock, which
 * the process that took it renews. So the seats of a process that was killed are free again after half a minute.
 */
export interface Seats {
  /** `room` is a name of letters. Resolves with what gives the seat back; undefined if there is none. */
  take(room: string, key: string, limits: SeatLimits): Promise<(() => Promise<void>) | undefined>
  /** Gives all back that this process holds. */
  close(): Promise<void>
}

const SEAT_MS = 30_000
const NOW = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
/** The first half of the lock's name, which is ours; the second one is the room's. */
const SEAT_LOCK = 0x5ea7

/** Over PostgreSQL. `seatMs`: for tests. */
export function databaseSeats(db: Kysely<Schema>, seatMs = SEAT_MS): Seats {
  const self = randomBytes(12).toString('base64url')
  const held = new Set<string>()
  let renewing: NodeJS.Timeout | undefined

  const rowOf = (name: string) => ({ name, holder: self, expires_at: sql<number>`${NOW} + ${seatMs}` })

  /** One that was over, since the database was away for long, is taken again: its session is still there. */
  async function renew(): Promise<void> {
    const rows = [...held].map(rowOf)
    if (rows.length === 0) return
    await db
      .insertInto('lease')
      .values(rows)
      .onConflict((conflict) => conflict.column('name').doUpdateSet((row) => ({ expires_at: row.ref('excluded.expires_at') })))
      .execute()
    // What was given back meanwhile must not stay.
    const left = rows.map(({ name }) => name).filter((name) => !held.has(name))
    if (left.length > 0) await db.deleteFrom('lease').where('name', 'in', left).execute()
  }

  function keepRenewing(): void {
    if (held.size === 0) {
      clearInterval(renewing)
      renewing = undefined
    } else renewing ??= setInterval(() => void renew().catch(() => undefined), seatMs / 3).unref()
  }

  async function giveBack(name: string): Promise<void> {
    if (!held.delete(name)) return
    keepRenewing()
    // It's over soon if the database is away.
    await db
      .deleteFrom('lease')
      .where('name', '=', name)
      .execute()
      .catch(() => undefined)
  }

  return {
    async take(room, key, limits) {
      const ofRoom = `seat/${room}/`
      const ofKey = `${ofRoom}${key}/`
      const name = `${ofKey}${randomBytes(12).toString('base64url')}`
      const taken = await db.transaction().execute(async (transaction) => {
        // One after another, or two would both see the last seat. Its statement is its own, so that the next one sees more.
        await sql`SELECT pg_advisory_xact_lock(${SEAT_LOCK}, hashtext(${ofRoom}))`.execute(transaction)
        const { rows } = await sql<{ name: string }>`
          INSERT INTO lease (name, holder, expires_at)
          SELECT ${name}, ${self}, ${NOW} + ${seatMs} FROM (
            SELECT count(*) AS all_taken, count(*) FILTER (WHERE starts_with(name, ${ofKey})) AS taken
            FROM lease WHERE starts_with(name, ${ofRoom}) AND expires_at > ${NOW}
          ) AS counted
          WHERE all_taken < ${limits.all} AND taken < ${limits.ofKey}
          RETURNING name`.execute(transaction)
        return rows.length > 0
      })
      if (!taken) return undefined
      held.add(name)
      keepRenewing()
      return () => giveBack(name)
    },
    async close() {
      held.clear()
      keepRenewing()
      await db.deleteFrom('lease').where('holder', '=', self).execute()
    },
  }
}
