import { type Kysely, sql } from 'kysely'
import type { Commit, CommitResult } from '../account/repository.js'
import { CommitRefused, writeCommit } from './account-rows.js'
import type { Schema } from './schema.js'
import type { Sealing } from './sealing.js'

interface Waiting {
  commit: Commit
  resolve: (result: CommitResult) => void
  reject: (error: unknown) => void
}

/** Commits of different accounts that arrive together, grouped into one transaction. */
const MAX_GROUP = 64

/**
 * SQLite has one writer, and a transaction's end costs more than its rows: what waits is committed together, each in
 * a savepoint of its own, and acknowledged after COMMIT.
 */
export class CommitQueue {
  readonly #db: Kysely<Schema>
  readonly #sealing: Sealing
  readonly #waiting: Waiting[] = []
  #running: Promise<void> | undefined

  constructor(db: Kysely<Schema>, sealing: Sealing) {
    this.#db = db
    this.#sealing = sealing
  }

  add(commit: Commit): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    // One turn of the event loop, so that requests which arrived together are grouped.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#group(this.#waiting.splice(0, MAX_GROUP))
    this.#running = undefined
  }

  async #group(group: Waiting[]): Promise<void> {
    const acknowledgements: (() => void)[] = []
    try {
      await this.#db.transaction().execute(async (transaction) => {
        for (const { commit, resolve, reject } of group) {
          await sql`SAVEPOINT unit`.execute(transaction)
          try {
            const result = await writeCommit(transaction, this.#sealing, commit)
            await sql`RELEASE unit`.execute(transaction)
            acknowledgements.push(() => resolve(result))
          } catch (error) {
            await sql`ROLLBACK TO unit`.execute(transaction)
            await sql`RELEASE unit`.execute(transaction)
            if (error instanceof CommitRefused) acknowledgements.push(() => resolve(error.result))
            else acknowledgements.push(() => reject(error))
          }
        }
      })
      for (const acknowledge of acknowledgements) acknowledge()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
}
