import type { AccountRef } from '../../account/account.js'
import { DAY_MS, HOUR_MS } from '../../account/durations.js'
import type { Clock, Instant } from '../../account/ports.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import type { DocumentStore } from '../../store/documents.js'

const COLLECTION = 'learner-address'
/** How many addresses of an account's learner are known. */
const MAX_ADDRESSES = 10
const KEPT_MS = 90 * DAY_MS
/** How often it is written that an address is still in use. */
const GRAIN_MS = HOUR_MS
const MAX_MEMORY_BYTES = 1_000_000

interface Seen {
  address: string
  at: Instant
}

/** Where pages of each account's learner ask from, so that a lesson knows whose refused calls count. */
export class PageAddresses {
  readonly #documents: DocumentStore
  readonly #clock: Clock
  /** What this process wrote lately, by account and address. */
  readonly #written = new BoundedMap<string, Instant>({ maxSize: MAX_MEMORY_BYTES })
  /** By account; undefined where other processes write, too. */
  readonly #known: BoundedMap<string, readonly string[]> | undefined

  constructor(documents: DocumentStore, clock: Clock, shared: boolean) {
    this.#documents = documents
    this.#clock = clock
    this.#known = shared ? undefined : new BoundedMap({ maxSize: MAX_MEMORY_BYTES })
  }

  /** On disk when this settles, so that no call after it is another's. */
  async add(of: AccountRef, address: string): Promise<void> {
    const id = `${of.accountId}/${address}`
    const now = this.#clock.now()
    const written = this.#written.get(id)
    if (written !== undefined && Math.abs(now - written) < GRAIN_MS) return
    await this.#documents.putOf<Seen>(of, COLLECTION, id, { address, at: now }, now + KEPT_MS)
    this.#written.set(id, now)
    this.#known?.delete(of.accountId)
    await this.#dropOldest(of.accountId)
  }

  async of(accountId: string): Promise<readonly string[]> {
    const known = this.#known?.get(accountId)
    if (known) return known
    const found = (await this.#newestFirst(accountId)).slice(0, MAX_ADDRESSES).map(({ address }) => address)
    this.#known?.set(accountId, found)
    return found
  }

  forget(accountId: string): void {
    this.#written.deleteWhere((id) => id.startsWith(`${accountId}/`))
    this.#known?.delete(accountId)
  }

  async #dropOldest(accountId: string): Promise<void> {
    for (const { address } of (await this.#newestFirst(accountId)).slice(MAX_ADDRESSES)) {
      const id = `${accountId}/${address}`
      this.#written.delete(id)
      await this.#documents.delete(COLLECTION, id)
    }
  }

  async #newestFirst(accountId: string): Promise<Seen[]> {
    const found = await this.#documents.listOf<Seen>(accountId, COLLECTION)
    return found.map(({ body }) => body).sort((one, other) => other.at - one.at)
  }
}
