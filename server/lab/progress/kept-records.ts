import type { NumberedRecord } from '../../account/request-record.js'
import { estimatedSize } from '../../bounds/estimated-size.js'
import { isReadByPage } from '../../lessons/checks/lookups.js'

/** Records kept in memory for an account's running lessons. */
export const MAX_RECORDS = 2000
const MAX_RECORD_BYTES = 2_000_000

/** An account's newest records, in order: those that a running lesson can still need. */
export class KeptRecords {
  #all: NumberedRecord[] = []
  #bytes = 0
  #from: number
  #last = 0

  /** `from`: the records up to this number aren't kept. */
  constructor(from: number) {
    this.#from = from
  }

  get from(): number {
    return this.#from
  }

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

  /** Those that it has already, and those that nobody needs, are left out. */
  add(news: readonly NumberedRecord[]): void {
    const added = news.filter(({ sequence }) => sequence > Math.max(this.#last, this.#from))
    this.#all.push(...added)
    this.#bytes += bytesOf(added)
    this.#last = Math.max(this.#last, news.at(-1)?.sequence ?? 0)
    if (this.#all.length <= MAX_RECORDS && this.#bytes <= MAX_RECORD_BYTES) return
    this.#all = bounded(this.#all)
    this.#bytes = bytesOf(this.#all)
  }

  /** It has all that there is up to this number, as far as it's kept. */
  reached(sequence: number): void {
    this.#last = Math.max(this.#last, sequence)
  }

  /** Lets go what nobody needs any more. */
  keepAfter(sequence: number): void {
    if (sequence <= this.#from) return
    this.#from = sequence
    this.#all = this.after(sequence)
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
