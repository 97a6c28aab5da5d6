import type { AccountRef } from '../account/account.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { estimatedSize } from '../bounds/estimated-size.js'
import { keepNewest, type Newest, noneYet } from '../bounds/newest.js'
import { sourceOf } from '../bounds/source.js'
import { mayRead, type Reader } from './reader.js'
import {
  type Addresses,
  boundedRefusal,
  OWN_BYTES,
  REFUSAL_BOUNDS,
  type Refusal,
  type Refusals,
  STRANGE_BYTES,
} from './refusals.js'

/** Refusals of a server that is one process. */
export class RefusalsInMemory implements Refusals {
  readonly #own = rings(OWN_BYTES)
  readonly #strange = rings(STRANGE_BYTES)
  readonly #listeners: ((accountId: string) => void)[] = []

  add(given: Refusal, of: AccountRef | undefined): void {
    const refusal = boundedRefusal(given)
    const all = of ? this.#own : this.#strange
    const key = `${refusal.accountId ?? ''}/${sourceOf(refusal.sourceIp)}`
    const ring = all.get(key) ?? noneYet<Refusal>()
    keepNewest(ring, refusal, estimatedSize(refusal), REFUSAL_BOUNDS)
    all.set(key, ring)
    if (of) this.heard(of.accountId)
  }

  async of(accountId: string, from: Addresses): Promise<Refusal[]> {
    const found: Refusal[] = []
    for (const refusal of this.#all()) if (refusal.accountId === accountId) found.push(refusal)
    // Most accounts have none, and then nobody's addresses are looked up.
    if (found.length === 0) return found
    const addresses = await from()
    return found.filter(({ sourceIp }) => addresses.has(sourceIp)).sort((a, b) => a.realTime - b.realTime)
  }

  async ofAccounts(accountIds: readonly string[]): Promise<Refusal[]> {
    const wanted = new Set(accountIds)
    const found: Refusal[] = []
    for (const refusal of this.#all()) if (wanted.has(refusal.accountId ?? '')) found.push(refusal)
    return found
  }

  async newest(reader: Reader): Promise<Refusal | undefined> {
    let newest: Refusal | undefined
    for (const refusal of this.#all()) {
      if ((newest === undefined || refusal.realTime >= newest.realTime) && mayRead(reader, refusal)) newest = refusal
    }
    return newest
  }

  async byRequest(requestId: string): Promise<Refusal | undefined> {
    for (const refusal of this.#all()) if (refusal.requestId === requestId) return refusal
    return undefined
  }

  forget(accountId: string): void {
    for (const all of [this.#own, this.#strange]) all.deleteWhere((key) => key.startsWith(`${accountId}/`))
  }

  onAdded(listener: (accountId: string) => void): void {
    this.#listeners.push(listener)
  }

  heard(accountId: string): void {
    for (const listener of this.#listeners) listener(accountId)
  }

  *#all(): Generator<Refusal> {
    for (const all of [this.#own, this.#strange]) {
      for (const ring of all.values()) for (const { value } of ring.kept) yield value
    }
  }
}

const rings = (maxSize: number) => new BoundedMap<string, Newest<Refusal>>({ maxSize, sizeOf: ({ bytes }) => bytes })
