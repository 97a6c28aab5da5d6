import type { Instant } from '../account/ports.js'
import type { SignatureCause } from '../wire/sigv4/diagnose.js'

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
  reason: string
  /** Of a refused signature. */
  evidence?: SignatureEvidence
  /** Of a role that does not trust who showed a token. */
  authorization?: unknown
  /** The account's newest record when this happened, for lessons. */
  afterSequence?: number
}

const PER_SOURCE = 50
const MAX_RINGS = 2000

/** A small ring for each account and source, in memory: nobody can fill a stranger's store. */
export class Refusals {
  readonly #rings = new Map<string, Refusal[]>()
  readonly #listeners: ((refusal: Refusal) => void)[] = []

  add(refusal: Refusal): void {
    const key = `${refusal.accountId ?? ''}/${refusal.sourceIp}`
    const ring = this.#rings.get(key) ?? []
    ring.push(refusal)
    if (ring.length > PER_SOURCE) ring.shift()
    this.#rings.delete(key)
    this.#rings.set(key, ring)
    if (this.#rings.size > MAX_RINGS) this.#rings.delete(this.#rings.keys().next().value ?? '')
    for (const listener of this.#listeners) listener(refusal)
  }

  /** Of all sources, oldest first. */
  of(accountId: string): Refusal[] {
    const found: Refusal[] = []
    for (const [key, ring] of this.#rings) if (key.startsWith(`${accountId}/`)) found.push(...ring)
    return found.sort((a, b) => a.realTime - b.realTime)
  }

  /** The newest that `wanted` accepts. */
  newest(wanted: (refusal: Refusal) => boolean): Refusal | undefined {
    let newest: Refusal | undefined
    for (const ring of this.#rings.values()) {
      for (const refusal of ring) {
        if ((newest === undefined || refusal.realTime >= newest.realTime) && wanted(refusal)) newest = refusal
      }
    }
    return newest
  }

  /** By request id; undefined once it has left its ring. */
  byRequest(requestId: string): Refusal | undefined {
    for (const ring of this.#rings.values()) {
      const found = ring.find((refusal) => refusal.requestId === requestId)
      if (found) return found
    }
    return undefined
  }

  /** Drops what is kept of an account that was reset, deleted or replaced. */
  forget(accountId: string): void {
    for (const key of this.#rings.keys()) if (key.startsWith(`${accountId}/`)) this.#rings.delete(key)
  }

  onAdded(listener: (refusal: Refusal) => void): void {
    this.#listeners.push(listener)
  }
}
