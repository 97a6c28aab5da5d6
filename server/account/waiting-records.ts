import { estimatedSize } from '../bounds/estimated-size.js'
import { boundedRecord } from './record-size.js'
import type { RequestRecord } from './request-record.js'

/** For all accounts together, and of one, in bytes. */
const MAX_TOTAL = 24_000_000
const MAX_EACH = 6_000_000

/** What all accounts' waiting records take. */
export interface Waiting {
  bytes: number
  /** Told when records are dropped for the first time since all could be written. */
  onDropped: () => void
  dropping: boolean
}

interface Sized {
  record: RequestRecord
  bytes: number
}

const isReading = ({ record }: Sized): boolean => record.readOnly && record.outcome === 'success'

/**
 * An account's records that wait to be written: for 200 ms, or for as long as the disk is full. When they become too many,
 * the oldest of reading calls go first.
 */
export class WaitingRecords {
  readonly #all: Waiting
  #waiting: Sized[] = []
  #bytes = 0

  constructor(all: Waiting) {
    this.#all = all
  }

  get count(): number {
    return this.#waiting.length
  }

  push(record: RequestRecord): void {
    const kept = boundedRecord(record)
    this.#count([{ record: kept, bytes: estimatedSize(kept) }], 'end')
  }

  /** What could not be written goes back to its place. */
  putBack(records: readonly RequestRecord[]): void {
    this.#count(
      records.map((record) => ({ record, bytes: estimatedSize(record) })),
      'start',
    )
  }

  take(): RequestRecord[] {
    const taken = this.#waiting
    this.#waiting = []
    this.#all.bytes -= this.#bytes
    this.#bytes = 0
    return taken.map(({ record }) => record)
  }

  #count(added: Sized[], where: 'start' | 'end'): void {
    if (where === 'end') this.#waiting.push(...added)
    else this.#waiting.unshift(...added)
    for (const { bytes } of added) {
      this.#bytes += bytes
      this.#all.bytes += bytes
    }
    if (this.#isOver()) this.#drop()
  }

  #isOver = (): boolean => this.#bytes > MAX_EACH || this.#all.bytes > MAX_TOTAL

  /** An eighth more than has to be, so that not each record that comes looks at all. */
  #drop(): void {
    if (!this.#all.dropping) this.#all.onDropped()
    this.#all.dropping = true
    let tooMuch = Math.max(this.#bytes - MAX_EACH, this.#all.bytes - MAX_TOTAL) + MAX_EACH / 8
    for (const goes of [isReading, () => true]) {
      this.#waiting = this.#waiting.filter((one) => {
        if (tooMuch <= 0 || !goes(one)) return true
        tooMuch -= one.bytes
        this.#bytes -= one.bytes
        this.#all.bytes -= one.bytes
        return false
      })
    }
  }
}
