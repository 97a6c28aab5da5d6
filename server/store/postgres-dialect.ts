import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type TransactionSettings,
} from 'kysely'
import { InDoubt } from '../account/repository.js'
import type { Receipts } from './receipts.js'
import { StoreError } from './store-error.js'

/** Kysely's PostgreSQL dialect, with transactions that know whether they took place. */
export class ReceiptDialect extends PostgresDialect {
  readonly #pool: PostgresPool
  readonly #receipts: Receipts | undefined

  /** Without receipts where their table isn't made yet. */
  constructor(pool: PostgresPool, receipts?: Receipts) {
    super({ pool })
    this.#pool = pool
    this.#receipts = receipts
  }

  override createDriver(): Driver {
    return new ReceiptDriver(this.#pool, this.#receipts)
  }
}

/** How long a caller waits for the database to come back and say whether their change took place. */
const ASKED_FOR_MS = 6_000
const PAUSE_MS = 200

class ReceiptDriver extends PostgresDriver {
  readonly #receipts: Receipts | undefined
  readonly #underway = new WeakMap<DatabaseConnection, string>()

  constructor(pool: PostgresPool, receipts: Receipts | undefined) {
    super({ pool })
    this.#receipts = receipts
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#underway.delete(connection)
    if (!this.#receipts) return super.beginTransaction(connection as never, settings)
    const id = randomUUID()
    try {
      // One round trip for both.
      await connection.executeQuery(CompiledQuery.raw(`begin; ${this.#receipts.written(id)}`))
    } catch (error) {
      // Kysely gives the connection back as it is, and it would be in the middle of a transaction.
      await this.rollbackTransaction(connection)
      throw error
    }
    this.#underway.set(connection, id)
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection as never)
    } catch (error) {
      const id = this.#underway.get(connection)
      const isLost = error instanceof StoreError && error.code === 'away'
      if (!isLost || id === undefined || !this.#receipts || !(await this.#tookPlace(this.#receipts, id, error))) throw error
    }
  }

  /** When a connection breaks, the rollback fails as well: the first error is the one to tell. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // PostgreSQL rolls back by itself when the connection ends, and the pool replaces that connection.
    await super.rollbackTransaction(connection as never).catch(() => undefined)
  }

  /** Throws InDoubt. */
  async #tookPlace(receipts: Receipts, id: string, cause: unknown): Promise<boolean> {
    const end = performance.now() + ASKED_FOR_MS
    for (;;) {
      try {
        return await receipts.tookPlace(id)
      } catch {
        if (performance.now() > end) throw new InDoubt(() => receipts.tookPlace(id), { cause })
        await delay(PAUSE_MS)
      }
    }
  }
}
