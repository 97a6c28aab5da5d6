import type { Account } from './account.js'
import type { Stamp } from './repository.js'
import type { RequestRecord } from './request-record.js'
import type { WaitingRecords } from './waiting-records.js'

/** An account as it is held in memory: rows, last-used stamps, and the records that wait for their batch. */
export interface Held {
  account: Account
  stamps: Map<string, Stamp>
  dirtyStamps: Map<string, Stamp>
  waiting: WaitingRecords
  writing: Promise<unknown>
  /** It was deleted or replaced: what still waits is dropped. */
  ended: boolean
  usedAt: number
  /** When the stamps were last read, by the idle clock, and the newest of them, by the account's. */
  stampsAt: number
  newestStamp: number
  /** The stamps are being read. */
  seeing: Promise<void> | undefined
  /** Records whose commit had no answer. */
  inDoubt: Doubt[]
}

export interface Doubt {
  records: RequestRecord[]
  tookPlace(): Promise<boolean>
}

/** An account at its quotas has some 50 MB. */
const MAX_BYTES = 64_000_000
const STAMP_BYTES = 200

/** How much memory the held accounts take, roughly, and which of them to let go. */
export class HeldAccounts {
  readonly #counted = new Map<Held, number>()
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number = MAX_BYTES) {
    this.#maxBytes = maxBytes
  }

  get areTooLarge(): boolean {
    return this.#bytes > this.#maxBytes
  }

  /** After it was loaded, or has changed. */
  count(held: Held): void {
    this.forget(held)
    const bytes = held.account.estimatedBytes + held.stamps.size * STAMP_BYTES
    this.#counted.set(held, bytes)
    this.#bytes += bytes
  }

  forget(held: Held): void {
    this.#bytes -= this.#counted.get(held) ?? 0
    this.#counted.delete(held)
  }

  /** Enough to come to nine tenths of the bound, those that nobody has used for longest; never the last one used. */
  tooMany(): Held[] {
    const quietFirst = [...this.#counted].sort(([one], [other]) => one.usedAt - other.usedAt)
    quietFirst.pop()
    let left = this.#bytes
    return quietFirst
      .filter(([, bytes]) => {
        const goes = left > this.#maxBytes * 0.9
        if (goes) left -= bytes
        return goes
      })
      .map(([held]) => held)
  }
}
