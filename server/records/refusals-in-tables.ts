import type { AccountRef } from '../account/account.js'
import { DAY_MS } from '../account/durations.js'
import { estimatedSize } from '../bounds/estimated-size.js'
import { sourceOf } from '../bounds/source.js'
import { breathe } from '../bounds/turn.js'
import type { RingRow } from '../store/ring-rows.js'
import type { Addition, Ring, Rings } from '../store/rings.js'
import type { Reader } from './reader.js'
import {
  type Addresses,
  boundedRefusal,
  OWN_BYTES,
  REFUSAL_BOUNDS,
  type Refusal,
  type Refusals,
  STRANGE_BYTES,
} from './refusals.js'

/** The ring of refusals that name an account of this server. */
export const OWN_REFUSALS = 'refusals'
const STRANGE_REFUSALS = 'strange-refusals'
/** Somebody who asks about a refusal asks soon; a lesson that waits for one goes on by then. */
const MAX_AGE_MS = 7 * DAY_MS
const OWN_WAITING_BYTES = 1_000_000
const STRANGE_WAITING_BYTES = 500_000

interface Kept {
  refusal: Refusal
  incarnation?: string
}

/** Refusals that all processes of a database keep together. */
export class RefusalsInTables implements Refusals {
  readonly #own: Ring<Kept>
  readonly #strange: Ring<Kept>
  readonly #listeners: ((accountId: string) => void)[] = []

  constructor(rings: Rings) {
    const bounds = { ...REFUSAL_BOUNDS, maxAgeMs: MAX_AGE_MS }
    const own = { ...bounds, totalBytes: OWN_BYTES, waitingBytes: OWN_WAITING_BYTES }
    const strange = { ...bounds, totalBytes: STRANGE_BYTES, waitingBytes: STRANGE_WAITING_BYTES }
    this.#own = rings.open({ name: OWN_REFUSALS, bounds: own, rowsOf })
    this.#strange = rings.open({ name: STRANGE_REFUSALS, bounds: strange, rowsOf })
  }

  add(given: Refusal, of: AccountRef | undefined): void {
    const refusal = boundedRefusal(given)
    const value = of ? { refusal, incarnation: of.incarnation } : { refusal }
    const source = sourceOf(refusal.sourceIp)
    const ring = of ? this.#own : this.#strange
    ring.add({ owner: refusal.accountId ?? '', source, value, bytes: estimatedSize(value) })
    if (of) this.heard(of.accountId)
  }

  async of(accountId: string, from: Addresses): Promise<Refusal[]> {
    const addresses = await from()
    const refusals = await parsed(await this.#own.listOf(accountId, [...new Set([...addresses].map(sourceOf))]))
    return refusals.filter(({ sourceIp }) => addresses.has(sourceIp))
  }

  async ofAccounts(accountIds: readonly string[]): Promise<Refusal[]> {
    return parsed(await this.#own.listOfAll(accountIds))
  }

  async newest({ accountIds, sourceIp }: Reader): Promise<Refusal | undefined> {
    const found = [await this.#own.newest(accountIds), await this.#strange.newest(accountIds)]
    const newest = await parsed(found.flatMap((body) => body ?? []))
    // Several addresses are one source.
    const ofNobody = accountIds === 'all' ? [] : await parsed(await this.#strange.listOf('', [sourceOf(sourceIp)]))
    const own = ofNobody.filter((refusal) => refusal.sourceIp === sourceIp)
    return [...newest, ...own].sort((a, b) => a.realTime - b.realTime).at(-1)
  }

  async byRequest(requestId: string): Promise<Refusal | undefined> {
    const body = (await this.#own.find(requestId)) ?? (await this.#strange.find(requestId))
    return body === undefined ? undefined : (JSON.parse(body) as Refusal)
  }

  /** What is left of it in the tables is shown to nobody: they tell an account from the next one with its id. */
  forget(accountId: string): void {
    for (const ring of [this.#own, this.#strange]) ring.forget(accountId).catch(() => undefined)
  }

  onAdded(listener: (accountId: string) => void): void {
    this.#listeners.push(listener)
  }

  heard(accountId: string): void {
    for (const listener of this.#listeners) listener(accountId)
  }
}

async function rowsOf(batch: readonly Addition<Kept>[]): Promise<RingRow[]> {
  const rows: RingRow[] = []
  for (const { owner, source, value } of batch) {
    const { refusal, incarnation } = value
    const { requestId: id, realTime } = refusal
    const body = JSON.stringify(refusal)
    rows.push({ owner, source, id, realTime, summary: '', body, ...(incarnation === undefined ? {} : { incarnation }) })
    await breathe()
  }
  return rows
}

async function parsed(bodies: readonly string[]): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const body of bodies) {
    refusals.push(JSON.parse(body) as Refusal)
    await breathe()
  }
  return refusals
}
