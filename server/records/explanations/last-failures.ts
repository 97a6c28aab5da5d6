import type { Accounts } from '../../account/accounts.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import type { SharedStore } from '../../store/shared-store.js'

/** The newest refused request of each account. */
export interface LastFailures {
  /** Of these accounts, or of all. */
  newest(accountIds: readonly string[] | 'all'): Promise<NumberedRecord | undefined>
  onRecorded(records: NumberedRecord[]): void
  /** Drops what is kept for an account that ended. */
  forget(accountId: string): void
}

/** How many accounts are searched, and how many of their newest records, when nothing is remembered of any. */
const MAX_SEARCHED = 100
const RECORDS_SEARCHED = 500
const MAX_FAILURES_BYTES = 4_000_000

/** Those since the start of a server that is one process; when one is pushed out, its record is on disk. */
export class FailuresInMemory implements LastFailures {
  readonly #accounts: Accounts
  readonly #failures = new BoundedMap<string, NumberedRecord>({ maxSize: MAX_FAILURES_BYTES })

  constructor(accounts: Accounts) {
    this.#accounts = accounts
  }

  readonly onRecorded = (records: NumberedRecord[]): void => {
    for (const record of records) if (record.outcome === 'error') this.#failures.set(record.accountId, record)
  }

  forget(accountId: string): void {
    this.#failures.delete(accountId)
  }

  async newest(accountIds: readonly string[] | 'all'): Promise<NumberedRecord | undefined> {
    const ids = accountIds === 'all' ? await this.#accounts.repository.list() : accountIds
    const known = ids.flatMap((id) => this.#failures.peek(id) ?? [])
    const unknown = ids.filter((id) => !this.#failures.peek(id)).slice(0, known.length > 0 ? 0 : MAX_SEARCHED)
    const searched = await Promise.all(unknown.map((id) => this.#newestOnDisk(id)))
    return [...known, ...searched.flatMap((record) => record ?? [])].sort((a, b) => b.realTime - a.realTime)[0]
  }

  async #newestOnDisk(accountId: string): Promise<NumberedRecord | undefined> {
    const records = await this.#accounts.repository.newestRecords(accountId, { limit: RECORDS_SEARCHED })
    return records.find(({ outcome }) => outcome === 'error')
  }
}

/** In the records that all processes of a database write: there is nothing else to remember. */
export const failuresInTables = ({ newestFailure }: SharedStore): LastFailures => ({
  newest: newestFailure,
  onRecorded: () => undefined,
  forget: () => undefined,
})
