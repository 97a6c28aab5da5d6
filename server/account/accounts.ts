import { Account, type AccountRef, Draft, isSameAccount } from './account.js'
import type { Monotonic } from './ports.js'
import { boundedRecord } from './record-size.js'
import type { AccountRepository, Adoption, AdoptionResult, Stamp } from './repository.js'
import type { NumberedRecord, RequestRecord } from './request-record.js'

/** An account as it is held in memory: rows, last-used stamps, and the records that wait for their batch. */
interface Held {
  account: Account
  stamps: Map<string, Stamp>
  dirtyStamps: Map<string, Stamp>
  waiting: RequestRecord[]
  writing: Promise<unknown>
  /** It was deleted or replaced: what still waits is dropped. */
  ended: boolean
  usedAt: number
}

export interface AccountsOptions {
  repository: AccountRepository
  /** Called once records are on disk and numbered, in order. */
  onRecorded?: (records: NumberedRecord[], of: AccountRef) => void
  /** How far batched records and stamps may lag behind, in milliseconds. */
  batchMs?: number
  /** Tells how long an account has been idle; monotonic, so that a step of the clock evicts nothing and keeps nothing. */
  clock: Pick<Monotonic, 'now'>
  /** Several processes share the database: every use compares versions first. */
  shared?: boolean
  /** A batch could not be written (a full disk); it is kept and tried again with the next. */
  onFlushFailed?: (error: unknown) => void
  schedule?: (work: () => void, ms: number) => void
}

/** Is a use at `at` to be noted, when `before` is the last one noted? */
export const isNewUse = (stamp: Stamp, before: Stamp | undefined): boolean =>
  before === undefined || stamp.at - before.at >= STAMP_GRAIN[stamp.kind]

export type LastUsed = (kind: Stamp['kind'], key: string) => Stamp | undefined

/**
 * AWS records a key's last use once in 15 minutes and a password's once in 5 (IAM User Guide, credential report); how
 * often it records a role's or a service's is not public.
 */
const MINUTE_MS = 60_000
const STAMP_GRAIN: Record<Stamp['kind'], number> = {
  AccessKey: 15 * MINUTE_MS,
  Password: 5 * MINUTE_MS,
  Role: 15 * MINUTE_MS,
  Service: 15 * MINUTE_MS,
  Action: 15 * MINUTE_MS,
}
const MAX_ATTEMPTS = 20

/** The account was deleted, reset or replaced after whoever asks had found it. */
export class AccountGone extends Error {
  override readonly name = 'AccountGone'
  constructor(accountId: string) {
    super(`account ${accountId} is gone`)
  }
}

/**
 * The accounts in memory and the unit of work around them. Writes of one account are serial; a write is committed
 * with its record before it is acknowledged; a refusal leaves nothing behind.
 */
export class Accounts {
  readonly #held = new Map<string, Promise<Held | undefined>>()
  readonly #options: AccountsOptions
  readonly #unflushed = new Set<string>()
  readonly #flushing = new Set<Promise<void>>()
  readonly #onEnded: ((accountId: string) => void)[] = []
  #timer = false

  constructor(options: AccountsOptions) {
    this.#options = options
  }

  get repository(): AccountRepository {
    return this.#options.repository
  }

  async get(accountId: string): Promise<Account | undefined> {
    return (await this.#use(accountId))?.account
  }

  /** When keys (`AccessKey`) and passwords (`Password`) of an account were last used, as far as AWS records it. */
  async lastUsed(accountId: string): Promise<LastUsed> {
    const stamps = (await this.#use(accountId))?.stamps
    return (kind, key) => stamps?.get(`${kind}:${key}`)
  }

  /** `listener` drops what it keeps in memory of an account that was deleted, reset or replaced. */
  onEnded(listener: (accountId: string) => void): void {
    this.#onEnded.push(listener)
  }

  /** Notes a use; kept once per AWS's grain and written with the next batch. Nothing happens if the account is gone. */
  async use(of: AccountRef, stamp: Stamp): Promise<void> {
    const held = await this.#find(of)
    if (!held) return
    const id = `${stamp.kind}:${stamp.key}`
    const before = held.stamps.get(id)
    if (!isNewUse(stamp, before)) return
    held.stamps.set(id, stamp)
    held.dirtyStamps.set(id, stamp)
    this.#soon(of.accountId)
  }

  /** Leaves a record of a request that changed nothing; on disk within the batch's delay. Dropped if the account is gone. */
  async record(of: AccountRef, record: RequestRecord): Promise<void> {
    const held = await this.#find(of)
    if (!held) return
    held.waiting.push(boundedRecord(record))
    this.#soon(of.accountId)
  }

  /**
   * Runs `work` over a draft and commits its changes with `records(result)`; again from the newest state after a
   * conflict. Throws what `work` throws, with nothing written, and AccountGone.
   */
  async write<T>(of: AccountRef, work: (draft: Draft) => T, records?: (result: T) => readonly RequestRecord[]): Promise<T> {
    const held = await this.#find(of)
    if (!held) throw new AccountGone(of.accountId)
    const run = held.writing.then(() => this.#unitOfWork(held, work, records))
    held.writing = run.catch(() => undefined)
    return run
  }

  /** Deletes the account with its documents, once its writes under way have ended. Nothing happens if it is gone. */
  async remove(of: AccountRef): Promise<void> {
    const held = await this.#find(of)
    if (!held) return
    await this.#inPlaceOf(held, () => this.#options.repository.remove(of))
    this.#end(of.accountId, held)
  }

  /** Takes in a whole account; where it replaces one, that one's writes end first and are gone. */
  async adopt(adoption: Adoption): Promise<AdoptionResult> {
    const { accountId } = adoption
    const held = await this.#held.get(accountId)
    const result = await this.#inPlaceOf(held, () => this.#options.repository.adopt(adoption))
    if (result.status === 'adopted') this.#end(accountId, held)
    return result
  }

  /** Writes what waits for one account (or all) now, and waits for what is on its way already. */
  async flush(accountId?: string): Promise<void> {
    for (const id of accountId ? [accountId] : [...this.#unflushed]) {
      const work = this.#flushOne(id).finally(() => this.#flushing.delete(work))
      this.#flushing.add(work)
    }
    await Promise.all(this.#flushing)
  }

  /** Forgets accounts that nobody used since `before` (by the idle clock); they are loaded again on their next use. */
  async evict(before: number): Promise<void> {
    for (const [accountId, promise] of this.#held) {
      const held = await promise
      if (!held || held.usedAt >= before || this.#unflushed.has(accountId)) continue
      const { writing } = held
      await writing
      if (held.writing === writing) this.#held.delete(accountId)
    }
  }

  /** Runs after the writes of an account that are under way, and before any other. */
  #inPlaceOf<T>(held: Held | undefined, work: () => Promise<T>): Promise<T> {
    const run = (held?.writing ?? Promise.resolve()).then(work)
    if (held) held.writing = run.catch(() => undefined)
    return run
  }

  /** Nothing of what is held, or waits to be written, may reach the account that has this id next. */
  #end(accountId: string, held: Held | undefined): void {
    if (held) held.ended = true
    // It may have been loaded meanwhile, as it was before.
    void this.#held.get(accountId)?.then((loaded) => {
      if (loaded) loaded.ended = true
    })
    this.#held.delete(accountId)
    this.#unflushed.delete(accountId)
    for (const listener of this.#onEnded) listener(accountId)
  }

  /** Undefined if the account is gone, or another has its id. */
  async #find(of: AccountRef): Promise<Held | undefined> {
    const held = await this.#hold(of.accountId)
    return held && isSameAccount(held.account, of) ? held : undefined
  }

  async #use(accountId: string): Promise<Held | undefined> {
    const held = await this.#hold(accountId)
    if (held) held.usedAt = this.#options.clock.now()
    return held
  }

  #hold(accountId: string): Promise<Held | undefined> {
    const held = this.#held.get(accountId)
    if (held) return this.#options.shared ? held.then((known) => this.#fresh(accountId, known)) : held
    const loading = this.#load(accountId)
    this.#held.set(accountId, loading)
    loading.then(
      (loaded) => loaded ?? this.#held.delete(accountId),
      () => this.#held.delete(accountId),
    )
    return loading
  }

  async #load(accountId: string): Promise<Held | undefined> {
    const snapshot = await this.#options.repository.load(accountId)
    if (!snapshot) return undefined
    const entities = snapshot.changes.flatMap(({ kind, entity }) => (entity ? [{ kind, entity }] : []))
    return {
      account: new Account(accountId, snapshot.version, entities, snapshot.incarnation),
      stamps: new Map(snapshot.stamps.map((stamp) => [`${stamp.kind}:${stamp.key}`, stamp])),
      dirtyStamps: new Map(),
      waiting: [],
      writing: Promise.resolve(),
      ended: false,
      usedAt: 0,
    }
  }

  /** In a shared database: the account as it stands now, or undefined when it is gone. */
  async #fresh(accountId: string, held: Held | undefined): Promise<Held | undefined> {
    const onDisk = await this.#options.repository.version(accountId)
    if (held && onDisk?.incarnation === held.account.incarnation) {
      if (onDisk.version > held.account.version) await this.#reload(held)
      return held
    }
    if (held && !held.ended) this.#end(accountId, held)
    return onDisk && this.#hold(accountId)
  }

  /** Throws AccountGone. */
  async #reload(held: Held): Promise<void> {
    const { accountId, incarnation, version } = held.account
    const newer = held.ended ? undefined : await this.#options.repository.changesSince(accountId, version)
    if (newer?.incarnation !== incarnation) {
      if (!held.ended) this.#end(accountId, held)
      throw new AccountGone(accountId)
    }
    if (newer.version > held.account.version) held.account.apply(newer.version, newer.changes)
  }

  async #unitOfWork<T>(held: Held, work: (draft: Draft) => T, recordsOf?: (result: T) => readonly RequestRecord[]): Promise<T> {
    const { account } = held
    for (let attempt = 1; ; attempt++) {
      if (held.ended) throw new AccountGone(account.accountId)
      const draft = new Draft(account)
      const result = work(draft)
      const changes = draft.changes()
      const own = (recordsOf?.(result) ?? []).map(boundedRecord)
      if (changes.length === 0 && draft.claims.length === 0 && draft.releases.length === 0) {
        held.waiting.push(...own)
        if (own.length > 0) this.#soon(account.accountId)
        return result
      }
      const waiting = held.waiting.splice(0)
      const records = [...waiting, ...own]
      const commit = {
        accountId: account.accountId,
        baseVersion: account.version,
        changes,
        claims: draft.claims.map((claim) => claim.entry),
        releases: draft.releases,
        records,
      }
      const outcome = await this.#options.repository.commit(commit).catch((error: unknown) => {
        held.waiting.unshift(...waiting)
        throw error
      })
      if (outcome.status === 'committed') {
        account.apply(outcome.version, changes)
        this.#announce(account, records, outcome.firstSequence)
        return result
      }
      held.waiting.unshift(...waiting)
      if (outcome.status === 'taken') {
        const { entry } = outcome
        throw draft.claims.find((claim) => claim.entry.kind === entry.kind && claim.entry.value === entry.value)?.taken()
      }
      if (attempt === MAX_ATTEMPTS) throw new Error(`account ${account.accountId} is written too often by others`)
      await this.#reload(held)
    }
  }

  async #flushOne(accountId: string): Promise<void> {
    const held = await this.#held.get(accountId)
    this.#unflushed.delete(accountId)
    if (!held) return
    const work = held.writing.then(() => this.#writeBatch(held))
    held.writing = work.catch(() => undefined)
    await work
  }

  async #writeBatch(held: Held): Promise<void> {
    if (held.ended) return
    const { account } = held
    const { accountId } = account
    const records = held.waiting.splice(0)
    const stamps = [...held.dirtyStamps]
    held.dirtyStamps.clear()
    try {
      if (records.length > 0) this.#announce(account, records, await this.#options.repository.appendRecords(account, records))
      records.length = 0
      if (stamps.length > 0) {
        await this.#options.repository.mergeStamps(
          account,
          stamps.map(([, stamp]) => stamp),
        )
      }
    } catch (error) {
      held.waiting.unshift(...records)
      for (const [id, stamp] of stamps) if (!held.dirtyStamps.has(id)) held.dirtyStamps.set(id, stamp)
      this.#unflushed.add(accountId)
      throw error
    }
  }

  #announce(of: AccountRef, records: RequestRecord[], first: number): void {
    // No number: the account was gone before they could be written.
    if (records.length === 0 || first === 0) return
    const numbered = records.map((record, index) => ({ ...record, sequence: first + index }))
    this.#options.onRecorded?.(numbered, of)
  }

  #soon(accountId: string): void {
    this.#unflushed.add(accountId)
    if (this.#timer) return
    this.#timer = true
    const schedule = this.#options.schedule ?? ((work, ms) => void setTimeout(work, ms))
    schedule(() => {
      this.#timer = false
      this.flush().catch((error: unknown) => this.#options.onFlushFailed?.(error))
    }, this.#options.batchMs ?? 200)
  }
}
