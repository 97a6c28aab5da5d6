import type { Kysely } from 'kysely'
import type { Commit, CommitResult } from '../account/repository.js'
import { commitAlone, writeCommits } from './account-rows.js'
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
 * SQLite has one writer, and a transaction's end costs more than its rows: what waits is committed together and
 * acknowledged after COMMIT.
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

  /** All in one transaction; where one of them fails, that is rolled back and each gets a transaction of its own. */
  async #group(group: Waiting[]): Promise<void> {
    const results = await this.#db
      .transaction()
      .execute((transaction) =>
        writeCommits(
          transaction,
          this.#sealing,
          group.map(({ commit }) => commit),
        ),
      )
      .catch(() => undefined)
    for (const [index, { commit, resolve, reject }] of group.entries()) {
      const result = results?.[index]
      if (result) resolve(result)
      else await commitAlone(this.#db, this.#sealing, commit).then(resolve, reject)
    }
  }
}
