import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
import type { Reader } from '../reader.js'
import type { Inspection, RequestSummary } from './inspection.js'
import type { KeptLine } from './kept-line.js'

/** Of one account. */
export const ACCEPTED = { entries: 100, bytes: 2_000_000 }
/** Calls that nobody proved to have signed, apart: a stranger who knows a key id pushes nothing else out. */
export const REFUSED = { entries: 50, bytes: 500_000 }

/** `summary` is made when it's asked for. */
export type OnInspected = (accountId: string, summary: () => RequestSummary) => void

/**
 * The newest requests of each account that a page has watched, bounded by bytes. Nothing is kept of other accounts, since
 * even that costs a busy client a few percent.
 */
export interface Inspections {
  /** From now on this account's requests are kept. */
  watch(accountId: string): Promise<void>
  /** Never throws. */
  add(exchange: Exchange, answer: Answer, contentType: string): void
  /** Never throws. */
  addLine(line: KeptLine): void
  /** Newest first. */
  of(accountId: string): Promise<RequestSummary[]>
  /** By request id; undefined when it is gone, or somebody else's. */
  find(requestId: string, reader: Reader): Promise<Inspection | RequestSummary | undefined>
  /** Drops what is kept for an account; what comes is kept again. */
  clear(accountId: string): Promise<void>
  /** Drops all that is kept for an account that ended, until somebody watches it again. */
  forget(accountId: string): void
  /** Tells of requests: of this process's at once, of others' when they are heard of. */
  onAdded(listener: OnInspected): void
  /** Other processes have kept requests of this account. */
  heard(accountId: string): Promise<void>
}
