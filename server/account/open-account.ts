import type { Account, AccountRef, Draft } from './account.js'
import type { Held } from './held-accounts.js'
import type { LastUsed } from './last-used.js'
import type { Stamp } from './repository.js'
import type { RequestRecord } from './request-record.js'

/** A unit of work: see `write` of Accounts. */
type Write = <T>(of: AccountRef, work: (draft: Draft) => T, records?: (result: T) => readonly RequestRecord[]) => Promise<T>

/**
 * An account opened for one request, to be passed on: where several processes share a database, each opening compares
 * versions with it.
 */
export interface OpenAccount {
  readonly account: Account
  readonly lastUsed: LastUsed
  /** It was deleted, reset or replaced since. */
  readonly ended: boolean
  /** Notes a use; kept once per AWS's grain and written with the next batch. Nothing happens if the account is gone. */
  use(stamp: Stamp): void
  /** Leaves a record of a request that changed nothing; on disk within the batch's delay. Dropped if the account is gone. */
  record(record: RequestRecord): void
  /** See `write` of Accounts; without another look at the version, since a commit compares it. */
  write: Write
  /** In a shared database: until `lastUsed` knows the uses that other processes noted up to a second ago. */
  seeUses(): Promise<void> | undefined
}

export class Opened implements OpenAccount {
  readonly account: Account
  readonly #held: Held

  constructor(
    held: Held,
    readonly use: OpenAccount['use'],
    readonly record: OpenAccount['record'],
    readonly write: OpenAccount['write'],
    readonly seeUses: OpenAccount['seeUses'],
  ) {
    this.#held = held
    this.account = held.account
  }

  get ended(): boolean {
    return this.#held.ended
  }

  readonly lastUsed: LastUsed = (kind, key) => this.#held.stamps.get(`${kind}:${key}`)
}
