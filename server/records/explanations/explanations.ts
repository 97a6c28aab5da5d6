import type { Accounts } from '../../account/accounts.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import { mayRead, type Reader } from '../reader.js'
import type { Refusals } from '../refusals.js'
import { explainFailedAuthentication, explainRecord } from './explain.js'
import type { Explanation } from './explanation.js'

/** How many accounts, and how many of their newest records, are searched for what is neither indexed nor remembered. */
const MAX_SEARCHED = 100
const RECORDS_SEARCHED = 500
const MAX_FAILURES_BYTES = 4_000_000

/** Finds what happened to a request: its record, or what is kept of a call that failed authentication. */
export class Explanations {
  readonly #accounts: Accounts
  readonly #refusals: Refusals
  /** The newest refused request of each account since the start; when one is pushed out, its record is on disk. */
  readonly #lastFailures = new BoundedMap<string, NumberedRecord>({ maxSize: MAX_FAILURES_BYTES })

  constructor(accounts: Accounts, refusals: Refusals) {
    this.#accounts = accounts
    this.#refusals = refusals
  }

  readonly onRecorded = (records: NumberedRecord[]): void => {
    for (const record of records) if (record.outcome === 'error') this.#lastFailures.set(record.accountId, record)
  }

  /** Drops what is kept for an account that ended. */
  forget(accountId: string): void {
    this.#lastFailures.delete(accountId)
  }

  async find(requestId: string, reader: Reader): Promise<Explanation | undefined> {
    const refusal = this.#refusals.byRequest(requestId)
    if (refusal) return mayRead(reader, refusal) ? explainFailedAuthentication(refusal) : undefined
    await this.#accounts.flush()
    const failure = await this.#accounts.repository.failureOf(requestId)
    if (failure) return mayRead(reader, failure) ? explainRecord(failure) : undefined
    // Successes are not indexed, for the sake of every write; whoever asks about one asks soon.
    for (const accountId of await this.#readable(reader)) {
      const newest = await this.#accounts.repository.newestRecords(accountId, { limit: RECORDS_SEARCHED })
      const record = newest.find((one) => one.requestId === requestId)
      if (record) return explainRecord(record)
    }
    return undefined
  }

  async #readable({ accountIds }: Reader): Promise<readonly string[]> {
    const ids = accountIds === 'all' ? await this.#accounts.repository.list() : accountIds
    return ids.slice(0, MAX_SEARCHED)
  }

  /** The newest failure, of whatever kind. */
  async last(reader: Reader): Promise<Explanation | undefined> {
    await this.#accounts.flush()
    const refusal = this.#refusals.newest((one) => mayRead(reader, one))
    const record = await this.#lastRecord(reader)
    if (refusal && (!record || refusal.realTime >= record.realTime)) return explainFailedAuthentication(refusal)
    return record && explainRecord(record)
  }

  async #lastRecord({ accountIds }: Reader): Promise<NumberedRecord | undefined> {
    const ids = accountIds === 'all' ? await this.#accounts.repository.list() : accountIds
    const known = ids.flatMap((id) => this.#lastFailures.peek(id) ?? [])
    const unknown = ids.filter((id) => !this.#lastFailures.peek(id)).slice(0, known.length > 0 ? 0 : MAX_SEARCHED)
    const searched = await Promise.all(unknown.map((id) => this.#newestFailure(id)))
    return [...known, ...searched.flatMap((record) => record ?? [])].sort((a, b) => b.realTime - a.realTime)[0]
  }

  async #newestFailure(accountId: string): Promise<NumberedRecord | undefined> {
    const records = await this.#accounts.repository.newestRecords(accountId, { limit: RECORDS_SEARCHED })
    return records.find(({ outcome }) => outcome === 'error')
  }
}
