import type pg from 'pg'
import { storeErrorOf } from './postgres-errors.js'

/** By the database's clock, which all processes share. */
const NOW = '(extract(epoch from now()) * 1000)::bigint'
/** Nobody asks later: a process that is in doubt asks as soon as the database answers. */
const KEPT_MS = 3_600_000

/**
 * What tells whether a transaction took place when its COMMIT had no answer: each writes a row of its own first. (PostgreSQL's
 * `pg_xact_status` is no witness: after a crash, transaction numbers that were never written to its log are given out again.)
 */
export class Receipts {
  readonly #pool: pg.Pool

  /** A pool of its own: whoever asks still holds the broken connection of the other. */
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** The statement that a transaction begins with. `id` is a UUID of ours. */
  written(id: string): string {
    return `insert into receipt (id, at, canceled) values ('${id}', ${NOW}, 0)`
  }

  /**
   * Where there is no receipt, writes a canceled one: if the server still works on that transaction, this waits for its
   * end, and afterwards it can't take place any more. Asked twice, it answers the same.
   */
  async tookPlace(id: string): Promise<boolean> {
    const { rows } = await this.#pool
      .query<{ canceled: number }>(
        `insert into receipt (id, at, canceled) values ($1, ${NOW}, 1) on conflict (id) do update set at = receipt.at returning canceled`,
        [id],
      )
      .catch((error: unknown) => {
        throw storeErrorOf(error)
      })
    return rows[0]?.canceled === 0
  }

  async sweep(): Promise<void> {
    await this.#pool.query(`delete from receipt where at < ${NOW} - ${KEPT_MS}`)
  }
}
