import type { AccountRef } from '../account/account.js'
import type { RequestRecord } from '../account/request-record.js'
import type { CountedMinute, Minutes } from '../store/minutes.js'
import { FAILURES_A_MINUTE, type FailureMinutes, type MoreFailures } from './failure-minutes.js'

/** Where several processes share a database, and count together. */
export class MinutesInTable implements FailureMinutes {
  readonly #table: Minutes

  constructor(table: Minutes) {
    this.#table = table
  }

  async count(of: AccountRef, source: string, newest: RequestRecord) {
    const ended: MoreFailures[] = []
    for (;;) {
      const own = await this.#table.count(of, source, { limit: FAILURES_A_MINUTE, body: JSON.stringify(newest) })
      if (own !== undefined) return { own, ended }
      ended.push(...(await this.end()))
    }
  }

  /** A minute that isn't over when this process stops stays in the table, for the next to end. */
  async end(): Promise<MoreFailures[]> {
    return (await this.#table.end()).map(moreOf)
  }

  /** Rows say which incarnation they are about, and what they lead to is recorded in no other. */
  forget(): void {}
}

const moreOf = ({ account, counted, body }: CountedMinute): MoreFailures => ({
  account,
  more: counted - FAILURES_A_MINUTE,
  newest: JSON.parse(body) as RequestRecord,
})
