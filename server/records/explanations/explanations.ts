import type { Accounts } from '../../account/accounts.js'
import { lookAgain } from '../look-again.js'
import { mayRead, type Reader } from '../reader.js'
import type { Refusals } from '../refusals.js'
import { explainFailedAuthentication, explainRecord } from './explain.js'
import type { Explanation } from './explanation.js'
import type { LastFailures } from './last-failures.js'

/** How many accounts, and how many of their newest records, are searched for what isn't indexed. */
const MAX_SEARCHED = 100
const RECORDS_SEARCHED = 500

/** Finds what happened to a request: its record, or what is kept of a call that failed authentication. */
export class Explanations {
  readonly #accounts: Accounts
  readonly #refusals: Refusals
  readonly #lastFailures: LastFailures
  readonly #lagMs: number

  /** `lagMs`: how far behind other processes may be with what they write. */
  constructor(accounts: Accounts, refusals: Refusals, lastFailures: LastFailures, lagMs: number) {
    this.#accounts = accounts
    this.#refusals = refusals
    this.#lastFailures = lastFailures
    this.#lagMs = lagMs
  }

  find(requestId: string, reader: Reader): Promise<Explanation | undefined> {
    return lookAgain(this.#lagMs, () => this.#find(requestId, reader))
  }

  async #find(requestId: string, reader: Reader): Promise<Explanation | undefined> {
    const refusal = await this.#refusals.byRequest(requestId)
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
    const refusal = await this.#refusals.newest(reader)
    const record = await this.#lastFailures.newest(reader.accountIds)
    if (refusal && (!record || refusal.realTime >= record.realTime)) return explainFailedAuthentication(refusal)
    return record && explainRecord(record)
  }
}
