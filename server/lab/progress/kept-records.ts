import type { NumberedRecord } from '../../account/request-record.js'
import { estimatedSize } from '../../bounds/estimated-size.js'
import { isReadByPage } from '../../lessons/checks/lookups.js'

/** Records kept in memory for an account's running lessons. */
export const MAX_RECORDS = 2000
const MAX_RECORD_BYTES = 2_000_000

/** An account's newest records, in order. */
export class KeptRecords {
  #all: NumberedRecord[] = []
  #bytes = 0
  #last = 0

  get all(): readonly NumberedRecord[] {
    return this.#all
  }

  /** What they take, roughly. */
  get bytes(): number {
    return this.#bytes
  }

  /** The number of the newest that was added. */
  get last(): number {
    return this.#last
  }

  /** Those that it has already are left out. */
  add(news: readonly NumberedRecord[]): void {
    const added = news.filter(({ sequence }) => sequence > this.#last)
    this.#all.push(...added)
    this.#bytes += bytesOf(added)
    this.#last = added.at(-1)?.sequence ?? this.#last
    if (this.#all.length <= MAX_RECORDS && this.#bytes <= MAX_RECORD_BYTES) return
    this.#all = bounded(this.#all)
    this.#bytes = bytesOf(this.#all)
  }

  after(sequence: number): NumberedRecord[] {
    const from = this.#all.findLastIndex((record) => record.sequence <= sequence)
    return this.#all.slice(from + 1)
  }
}

const bytesOf = (records: readonly NumberedRecord[]): number => records.reduce((sum, record) => sum + estimatedSize(record), 0)

/** The newest, as many as are kept; what the console's pages read by themselves goes first. */
export function bounded(records: NumberedRecord[]): NumberedRecord[] {
  if (records.length <= MAX_RECORDS && bytesOf(records) <= MAX_RECORD_BYTES) return records
  const doings = records.filter((record) => record.outcome === 'error' || !isReadByPage(record)).slice(-MAX_RECORDS)
  let bytes = bytesOf(doings)
  return doings.filter((record) => {
    const goes = bytes > MAX_RECORD_BYTES
    if (goes) bytes -= estimatedSize(record)
    return !goes
  })
}
