import type { AccountRef } from '../account/account.js'
import type { Instant } from '../account/ports.js'
import type { Reason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import type { Unauthorized } from '../authorization/considered.js'
import { clipped, copied, MAX_USER_AGENT } from '../bounds/clipped.js'
import type { SignatureCause } from '../sigv4/diagnose.js'
import type { Reader } from './reader.js'

/** What the server worked from when it refused a signature, with `***` where a secret, a token or the hash of one stood. */
export interface SignatureEvidence {
  canonicalRequest: string
  stringToSign: string
  /** Hashing the text above gives another value than the one signed. */
  masked: boolean
  /** Absent: none of the mistakes that are looked for gives the client's signature. */
  cause?: SignatureCause
}

/** A call that failed authentication. It proves nothing about the account it names, so it is no record of it. */
export interface Refusal {
  /** The account that the key id names, if any. */
  accountId?: string
  requestId: string
  realTime: Instant
  sourceIp: string
  userAgent: string
  service: string
  name: string
  accessKeyId?: string
  errorCode: string
  errorMessage: string
  reason: Reason | undefined
  /** What the server knew when it refused: plain values for the explanation, never a secret. */
  facts?: Facts
  /** If the signature was refused. */
  evidence?: SignatureEvidence
  /** If the role does not trust whoever showed the token. */
  authorization?: Unauthorized
  /** The account's newest record when this happened, for lessons. */
  afterSequence?: number
}

/** By account and source. */
export const REFUSAL_BOUNDS = { entries: 50, bytes: 128_000 }
/** For all accounts of this server together. */
export const OWN_BYTES = 8_000_000
/** For calls that name no account of this server, apart: they push nothing out that a learner may want to read. */
export const STRANGE_BYTES = 2_000_000
const MAX_ERROR_MESSAGE = 2_000
const MAX_KEY_ID = 128

/** Asked only where it matters. A flood from elsewhere then costs nobody who asks about the learner's own addresses. */
export type Addresses = () => ReadonlySet<string> | Promise<ReadonlySet<string>>

/**
 * The newest refusals of each account and source, bounded by bytes: nobody can fill the store of a stranger, or this
 * server's memory. The account and source that have been quiet the longest lose theirs first.
 */
export interface Refusals {
  /** Never throws. `of`: the account that the refusal names, if it is one of this server. */
  add(given: Refusal, of: AccountRef | undefined): void
  /** Those that name an account of this server and came from one of these addresses, oldest first. */
  of(accountId: string, from: Addresses): Promise<Refusal[]>
  /** Those that name one of these accounts, wherever they came from, in no order. */
  ofAccounts(accountIds: readonly string[]): Promise<Refusal[]>
  /** The newest that somebody may read. */
  newest(reader: Reader): Promise<Refusal | undefined>
  /** By request id; undefined once it has been pushed out. */
  byRequest(requestId: string): Promise<Refusal | undefined>
  /** Drops all that is kept for an account that ended. */
  forget(accountId: string): void
  /** Tells which account of this server a refusal names: of those that were added here at once, of others when they are heard of. */
  onAdded(listener: (accountId: string) => void): void
  /** Another process has kept a refusal that names this account. */
  heard(accountId: string): void
}

/** A refusal with its texts cut to what is worth keeping, and none of them a slice of a longer one. */
export const boundedRefusal = (refusal: Refusal): Refusal => ({
  ...refusal,
  userAgent: clipped(refusal.userAgent, MAX_USER_AGENT),
  errorMessage: clipped(refusal.errorMessage, MAX_ERROR_MESSAGE),
  ...(refusal.accessKeyId === undefined ? {} : { accessKeyId: copied(refusal.accessKeyId.slice(0, MAX_KEY_ID)) }),
})
