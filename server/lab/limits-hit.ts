import { randomUUID } from 'node:crypto'
import type { Accounts } from '../account/accounts.js'
import { DAY_MS } from '../account/durations.js'
import type { Clock, Instant } from '../account/ports.js'
import type { DocumentStore } from '../store/documents.js'

const COLLECTION = 'limits-hit'
const FLUSH_MS = 5_000
/** A refusal this old explains nothing any more. */
const KEPT_MS = DAY_MS

/** How often an account was refused something because there was too much of it, in the last day. */
export interface LimitHit {
  accountId: string
  count: number
  /** The newest, in real time. */
  at: Instant
}

interface Pending {
  count: number
  at: Instant
  accountId: () => Promise<string | undefined>
}

/**
 * Counts what limits refuse, for whoever looks after a class: a learner's script that calls in a circle looks like a broken
 * server to its owner. Each process adds to documents of its own, at most every five seconds, so that none waits for another.
 */
export class LimitsHit {
  readonly #services: { accounts: Accounts; documents: DocumentStore; clock: Clock }
  readonly #self = randomUUID()
  #pending = new Map<string, Pending>()
  #timer: NodeJS.Timeout | undefined

  constructor(services: { accounts: Accounts; documents: DocumentStore; clock: Clock }) {
    this.#services = services
  }

  /** `accountId` is asked for once for each `key`, when the count is written. */
  count(key: string, accountId: () => Promise<string | undefined>): void {
    const pending = this.#pending.get(key) ?? { count: 0, at: 0, accountId }
    pending.count++
    pending.at = this.#services.clock.now()
    this.#pending.set(key, pending)
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), FLUSH_MS).unref()
  }

  /** Those of these accounts that were refused something. */
  async of(accountIds: readonly string[]): Promise<LimitHit[]> {
    await this.flush()
    const wanted = new Set(accountIds)
    const sums = new Map<string, LimitHit>()
    for (const { body } of await this.#services.documents.list<LimitHit>(COLLECTION)) {
      if (!wanted.has(body.accountId)) continue
      const sum = sums.get(body.accountId) ?? { accountId: body.accountId, count: 0, at: 0 }
      sums.set(body.accountId, { ...sum, count: sum.count + body.count, at: Math.max(sum.at, body.at) })
    }
    return [...sums.values()]
  }

  /** What can't be written is lost: it's a hint, and the limit that refused most is hit again. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const pending = this.#pending
    this.#pending = new Map()
    for (const { count, at, accountId } of pending.values()) {
      const id = await accountId()
      if (id !== undefined) await this.#add({ accountId: id, count, at })
    }
  }

  async #add({ accountId, count, at }: LimitHit): Promise<void> {
    const { accounts, documents } = this.#services
    const account = await accounts.get(accountId)
    if (!account) return
    const id = `${accountId}/${this.#self}`
    const before = (await documents.get<LimitHit>(COLLECTION, id))?.count ?? 0
    await documents.putOf(account, COLLECTION, id, { accountId, count: before + count, at }, at + KEPT_MS)
  }
}
