import type { Account, Change, DirectoryEntry, Draft } from './account.js'
import { Accounts } from './accounts.js'
import type { Kind } from './entities.js'
import { INDEXES, keyOf } from './indexes.js'
import type { Clock } from './ports.js'
import type { AccountRepository, Adoption, Commit, Stamp } from './repository.js'
import type { NumberedRecord, RequestRecord } from './request-record.js'

const KINDS = Object.keys(INDEXES) as Kind[]

/** What was played on a staged account and is not written yet. */
export interface Played {
  changes: Change[]
  claims: DirectoryEntry[]
  releases: DirectoryEntry[]
  records: RequestRecord[]
  stamps: Stamp[]
}

/**
 * One account aside from the store. Operations are played on it through `accounts`; nobody else sees it, and nothing of it
 * lasts. What came of it is then written in one transaction, so a killed process leaves the account as before or after.
 */
export class StagedAccount {
  readonly accounts: Accounts
  readonly #repository: OneAccount

  /** From the first rows of a new account, or from an account as it stands. */
  constructor(start: Draft | Account, clock: Clock) {
    this.#repository = new OneAccount(start)
    // It is flushed by hand.
    this.accounts = new Accounts({ repository: this.#repository, clock, schedule: () => {} })
  }

  async account(): Promise<Account> {
    const account = await this.accounts.get(this.#repository.accountId)
    if (!account) throw new Error(`there is no staged account ${this.#repository.accountId}`)
    return account
  }

  /** What has changed since the start. */
  async played(): Promise<Played> {
    await this.accounts.flush()
    return this.#repository.played()
  }

  /** The whole of it, to be taken in: as a new account, or in the place of the one that has its id. */
  async adoption(into: Pick<Adoption, 'replaces' | 'documents'> & { firstSequence?: number }): Promise<Adoption> {
    const { claims, records, stamps } = await this.played()
    const { replaces, firstSequence = 1, documents } = into
    const { accountId, rows } = this.#repository
    const changes = [...rows.values()].filter(({ entity }) => entity !== null)
    const nextSequence = firstSequence + records.length
    return { accountId, replaces, changes, claims, records, nextSequence, stamps, documents }
  }
}

/** A repository of one account in memory: as much of the interface as operations use. */
class OneAccount implements AccountRepository {
  readonly accountId: string
  readonly rows = new Map<string, Change>()
  readonly #incarnation: string
  readonly #changed = new Map<string, Change>()
  readonly #claims: DirectoryEntry[] = []
  readonly #releases: DirectoryEntry[] = []
  readonly #records: RequestRecord[] = []
  readonly #stamps = new Map<string, Stamp>()
  #version: number

  constructor(start: Draft | Account) {
    this.accountId = start.accountId
    this.#incarnation = start.incarnation
    this.#version = start.version
    for (const kind of KINDS) {
      for (const entity of start.ordered(kind)) this.#set(this.rows, { kind, key: keyOf(kind, entity as never), entity })
    }
    if ('claims' in start) this.#claims.push(...start.claims.map(({ entry }) => entry))
  }

  played(): Played {
    return {
      changes: [...this.#changed.values()],
      claims: this.#claims,
      releases: this.#releases,
      records: this.#records,
      stamps: [...this.#stamps.values()],
    }
  }

  async load() {
    return { accountId: this.accountId, ...this.#state(), changes: [...this.rows.values()], stamps: [] }
  }

  async version() {
    return this.#state()
  }

  async heads() {
    const last = await this.lastSequence()
    return [{ accountId: this.accountId, ...this.#state(), last }]
  }

  async changesSince() {
    return { ...this.#state(), changes: [] }
  }

  async commit({ changes, claims, releases, records }: Commit) {
    for (const change of changes) {
      this.#set(this.rows, change)
      this.#set(this.#changed, change)
    }
    this.#claims.push(...claims)
    this.#releases.push(...releases)
    this.#version++
    return { status: 'committed' as const, version: this.#version, firstSequence: this.#append(records) }
  }

  async appendRecords(_of: unknown, records: RequestRecord[]) {
    return this.#append(records)
  }

  async stampsSince() {
    return []
  }

  async mergeStamps(_of: unknown, stamps: Stamp[]) {
    for (const stamp of stamps) this.#stamps.set(`${stamp.kind}:${stamp.key}`, stamp)
  }

  async newestRecords(_accountId: string, { before = Number.POSITIVE_INFINITY, limit }: { before?: number; limit: number }) {
    return this.#numbered()
      .reverse()
      .filter(({ sequence }) => sequence < before)
      .slice(0, limit)
  }

  async records(_accountId: string, { after = 0, limit }: { after?: number; limit: number }) {
    return this.#numbered()
      .filter(({ sequence }) => sequence > after)
      .slice(0, limit)
  }

  async recordsOfAll() {
    return this.#numbered()
  }

  async failureOf() {
    return undefined
  }

  async lastSequence() {
    return this.#records.length
  }

  async find() {
    return undefined
  }

  async list() {
    return [this.accountId]
  }

  async remove() {}

  async adopt() {
    return { status: 'exists' as const }
  }

  async pruneRecords() {}

  async close() {}

  #state() {
    return { version: this.#version, incarnation: this.#incarnation }
  }

  #set(rows: Map<string, Change>, change: Change): void {
    rows.set(`${change.kind} ${change.key}`, change)
  }

  #append(records: readonly RequestRecord[]): number {
    this.#records.push(...records)
    return this.#records.length - records.length + 1
  }

  #numbered(): NumberedRecord[] {
    return this.#records.map((record, index) => ({ ...record, sequence: index + 1 }))
  }
}
