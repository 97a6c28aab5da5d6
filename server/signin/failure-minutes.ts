import type { AccountRef } from '../account/account.js'
import { MINUTE_MS } from '../account/durations.js'
import type { Monotonic } from '../account/ports.js'
import type { RequestRecord } from '../account/request-record.js'

/**
 * So many failures a minute from one source in one account have a record each, those beyond it one together: a stranger
 * can't fill an account's store.
 */
export const FAILURES_A_MINUTE = 30

/** Failures without a record of their own, which have one together. */
export interface MoreFailures {
  account: AccountRef
  more: number
  /** The newest of them. */
  newest: RequestRecord
}

/** Counts failed sign-ins: by account and source, a minute each. */
export interface FailureMinutes {
  /**
   * Counts one. `own`: it has a record of its own; otherwise `newest` is kept for the end of the minute. `ended`: of
   * minutes that are over by now.
   */
  count(of: AccountRef, source: string, newest: RequestRecord): Promise<{ own: boolean; ended: MoreFailures[] }>
  /** Ends the minutes that are over. `stopping`: those too that would be lost with this process. */
  end(when?: { stopping: boolean }): Promise<MoreFailures[]>
  /** Drops what is counted for an account that ended. */
  forget(accountId: string): void
}

const MAX_MINUTES = 2_000

interface Minute {
  /** Not the account itself, which would be kept in memory by this. */
  account: AccountRef
  /** Monotonic: a clock that steps back must not make a minute last a day. */
  since: number
  counted: number
  newest?: RequestRecord
}

/** Where one process counts alone. */
export class MinutesInMemory implements FailureMinutes {
  readonly #time: Pick<Monotonic, 'now'>
  /** The oldest first. */
  readonly #minutes = new Map<string, Minute>()

  constructor(time: Pick<Monotonic, 'now'>) {
    this.#time = time
  }

  async count({ accountId, incarnation }: AccountRef, source: string, newest: RequestRecord) {
    const ended = await this.end()
    const key = `${accountId} ${source}`
    const account = { accountId, incarnation }
    const minute = this.#minutes.get(key) ?? { account, since: this.#time.now(), counted: 0 }
    this.#minutes.set(key, minute)
    const own = ++minute.counted <= FAILURES_A_MINUTE
    if (!own) minute.newest = newest
    return { own, ended }
  }

  async end({ stopping = false } = {}): Promise<MoreFailures[]> {
    const until = stopping ? Number.POSITIVE_INFINITY : this.#time.now() - MINUTE_MS
    const ended: MoreFailures[] = []
    for (const [key, { account, since, counted, newest }] of this.#minutes) {
      if (since > until && this.#minutes.size <= MAX_MINUTES) break
      this.#minutes.delete(key)
      if (newest) ended.push({ account, more: counted - FAILURES_A_MINUTE, newest })
    }
    return ended
  }

  forget(accountId: string): void {
    for (const key of [...this.#minutes.keys()]) if (key.startsWith(`${accountId} `)) this.#minutes.delete(key)
  }
}
