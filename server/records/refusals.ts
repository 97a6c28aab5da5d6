import type { Instant } from '../account/ports.js'
import type { Reason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import type { Unauthorized } from '../authorization/considered.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { clipped, copied, MAX_USER_AGENT } from '../bounds/clipped.js'
import { estimatedSize } from '../bounds/estimated-size.js'
import { sourceOf } from '../bounds/source.js'
import type { SignatureCause } from '../sigv4/diagnose.js'

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

const PER_RING = 50
const RING_BYTES = 128_000
/** For all accounts of this server together. */
const OWN_BYTES = 8_000_000
/** For calls that name no account of this server, apart: they push nothing out that a learner may want to read. */
const STRANGE_BYTES = 2_000_000
const MAX_ERROR_MESSAGE = 2_000
const MAX_KEY_ID = 128

interface Ring {
  refusals: { refusal: Refusal; bytes: number }[]
  bytes: number
}

/**
 * The newest refusals of each account and source, in memory and bounded by bytes: nobody can fill the store of a
 * stranger, or this server's memory. The ring that has been quiet the longest goes first.
 */
export class Refusals {
  readonly #own = rings(OWN_BYTES)
  readonly #strange = rings(STRANGE_BYTES)
  readonly #listeners: ((refusal: Refusal) => void)[] = []

  /** `known`: the account that the refusal names is one of this server. */
  add(given: Refusal, known: boolean): void {
    const refusal = bounded(given)
    const all = known ? this.#own : this.#strange
    const key = `${refusal.accountId ?? ''}/${sourceOf(refusal.sourceIp)}`
    const ring = all.get(key) ?? { refusals: [], bytes: 0 }
    const bytes = estimatedSize(refusal)
    ring.refusals.push({ refusal, bytes })
    ring.bytes += bytes
    while (ring.refusals.length > PER_RING || (ring.bytes > RING_BYTES && ring.refusals.length > 1)) {
      ring.bytes -= ring.refusals.shift()?.bytes ?? 0
    }
    all.set(key, ring)
    if (known) for (const listener of this.#listeners) listener(refusal)
  }

  /** From all sources, oldest first. */
  of(accountId: string): Refusal[] {
    const found: Refusal[] = []
    for (const refusal of this.#all()) if (refusal.accountId === accountId) found.push(refusal)
    return found.sort((a, b) => a.realTime - b.realTime)
  }

  /** The newest that `wanted` accepts. */
  newest(wanted: (refusal: Refusal) => boolean): Refusal | undefined {
    let newest: Refusal | undefined
    for (const refusal of this.#all()) {
      if ((newest === undefined || refusal.realTime >= newest.realTime) && wanted(refusal)) newest = refusal
    }
    return newest
  }

  /** By request id; undefined once it has left its ring. */
  byRequest(requestId: string): Refusal | undefined {
    for (const refusal of this.#all()) if (refusal.requestId === requestId) return refusal
    return undefined
  }

  /** Drops all that is kept for an account that ended. */
  forget(accountId: string): void {
    for (const all of [this.#own, this.#strange]) all.deleteWhere((key) => key.startsWith(`${accountId}/`))
  }

  /** Tells of refusals that name an account of this server. */
  onAdded(listener: (refusal: Refusal) => void): void {
    this.#listeners.push(listener)
  }

  *#all(): Generator<Refusal> {
    for (const all of [this.#own, this.#strange]) {
      for (const ring of all.values()) for (const { refusal } of ring.refusals) yield refusal
    }
  }
}

const rings = (maxSize: number) => new BoundedMap<string, Ring>({ maxSize, sizeOf: ({ bytes }) => bytes })

/** A refusal with its texts cut to what is worth keeping, and none of them a slice of a longer one. */
const bounded = (refusal: Refusal): Refusal => ({
  ...refusal,
  userAgent: clipped(refusal.userAgent, MAX_USER_AGENT),
  errorMessage: clipped(refusal.errorMessage, MAX_ERROR_MESSAGE),
  ...(refusal.accessKeyId === undefined ? {} : { accessKeyId: copied(refusal.accessKeyId.slice(0, MAX_KEY_ID)) }),
})
