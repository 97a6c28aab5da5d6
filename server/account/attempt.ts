import { type Change, Draft } from './account.js'
import type { Held } from './held-accounts.js'
import { boundedRecord } from './record-size.js'
import type { Adoption, Commit } from './repository.js'
import type { RequestRecord } from './request-record.js'

/** The changes of a write, and what is written with them. */
export interface Beside<T> {
  records?: (result: T) => readonly RequestRecord[]
  /** New accounts, in the same transaction. */
  adopts?: readonly Adoption[]
}

/** What an attempt would write. */
export interface Made<T> {
  result: T
  draft: Draft
  changes: Change[]
  records: RequestRecord[]
  /** Undefined: nothing changes. */
  commit: Commit | undefined
}

/** One attempt at a unit of work. */
export class Attempt<T> {
  readonly #held: Held
  readonly #work: (draft: Draft) => T
  readonly #beside: Beside<T>
  /** Records that waited before, and are written with it. */
  waiting: RequestRecord[] = []

  constructor(held: Held, work: (draft: Draft) => T, beside: Beside<T>) {
    this.#held = held
    this.#work = work
    this.#beside = beside
  }

  get adopts(): readonly Adoption[] {
    return this.#beside.adopts ?? []
  }

  /** From the account as it stands now. Throws what the work throws. */
  make(): Made<T> {
    const { account } = this.#held
    const draft = new Draft(account)
    const result = this.#work(draft)
    const changes = draft.changes()
    const own = (this.#beside.records?.(result) ?? []).map(boundedRecord)
    if (changes.length + draft.claims.length + draft.releases.length + this.adopts.length === 0) {
      return { result, draft, changes, records: own, commit: undefined }
    }
    this.waiting = this.#held.waiting.take()
    const records = [...this.waiting, ...own]
    const commit = {
      ...{ accountId: account.accountId, baseVersion: account.version },
      ...{ changes, claims: draft.claims.map(({ entry }) => entry), releases: draft.releases },
      ...{ records, adopts: this.adopts },
    }
    return { result, draft, changes, records, commit }
  }
}
