import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.js'

/**
 * Names that one of several processes holds for a time, on the database's clock. A lease keeps work from being done
 * twice, and nothing more: a process that was stopped and goes on after its lease doesn't know it yet. So whatever it
 * writes under a lease is written by compare-and-set.
 */
export interface Leases {
  /** True for one process, which renews its lease by the same call. Others get it once it's released or over. */
  hold(name: string, ms: number): Promise<boolean>
  /** Nothing happens if another process holds it. */
  release(name: string): Promise<void>
  /** Runs `work` while nobody else does, in this process or another one; waits for its turn. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Drops what is over. */
  sweep(): Promise<void>
  /** Releases all that this process holds. */
  close(): Promise<void>
}

/** As long as others wait for a process that was killed at work. */
export const ALONE_MS = 5_000
const FIRST_WAIT_MS = 4
const MAX_WAIT_MS = 100

const NOW = sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`

/** Over PostgreSQL. `aloneMs`: for tests. */
export function databaseLeases(db: Kysely<Schema>, aloneMs = ALONE_MS): Leases {
  /** All that it holds begins with this. */
  const self = randomBytes(12).toString('base64url')
  let turns = 0

  async function take(name: string, holder: string, ms: number): Promise<boolean> {
    const taken = await db
      .insertInto('lease')
      .values({ name, holder, expires_at: sql<number>`${NOW} + ${ms}` })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((row) => ({ holder, expires_at: row.ref('excluded.expires_at') }))
          .where((or) => or.or([or('lease.holder', '=', holder), or('lease.expires_at', '<=', NOW)])),
      )
      .returning('name')
      .executeTakeFirst()
    return taken !== undefined
  }

  const giveUp = (name: string, holder: string) =>
    db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute()

  return {
    hold: (name, ms) => take(name, self, ms),
    async release(name) {
      await giveUp(name, self)
    },
    async alone(name, work) {
      const holder = `${self}/${++turns}`
      for (let wait = FIRST_WAIT_MS; !(await take(name, holder, aloneMs)); wait = Math.min(MAX_WAIT_MS, wait * 2)) {
        await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())))
      }
      const renewing = setInterval(() => void take(name, holder, aloneMs).catch(() => undefined), aloneMs / 3)
      try {
        return await work()
      } finally {
        clearInterval(renewing)
        // It ends on its own if the database is away.
        await giveUp(name, holder).catch(() => undefined)
      }
    },
    async sweep() {
      await db.deleteFrom('lease').where('expires_at', '<=', NOW).execute()
    },
    async close() {
      await db.deleteFrom('lease').where(sql<string>`left(holder, ${self.length})`, '=', self).execute()
    },
  }
}
