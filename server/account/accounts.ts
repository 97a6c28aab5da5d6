import { breathe } from '../bounds/turn.js'
import { Account, type AccountRef, type Draft, isSameAccount } from './account.js'
import { Attempt, type Beside, type Made } from './attempt.js'
import { HOUR_MS } from './durations.js'
import { type Held, HeldAccounts } from './held-accounts.js'
import { isNewUse } from './last-used.js'
import { type OpenAccount, Opened } from './open-account.js'
import type { Monotonic } from './ports.js'
import {
  type AccountRepository,
  type Adoption,
  type AdoptionResult,
  type Along,
  InDoubt,
  type Newer,
  type Stamp,
  type Tried,
} from './repository.js'
import type { NumberedRecord, RequestRecord } from './request-record.js'
import { type Waiting, WaitingRecords } from './waiting-records.js'

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
  /** How much the accounts in memory may take together, roughly. */
  maxBytes?: number | undefined
  /** So many records wait to be written that some are dropped; told once until a batch is written again. */
  onRecordsDropped?: () => void
  schedule?: (work: () => void, ms: number) => void
}

/** How old the stamps may be that are shown; with a batch's delay, that makes less than a second. */
const STAMPS_FRESH_MS = 500
/** Of the 100,000 entities that an account can have, indexed in one go. */
const CHANGES_AT_ONCE = 200
const MAX_ATTEMPTS = 20
/** A process that loses as many, because others are nearer to the database, waits in line for the account. */
const FREE_ATTEMPTS = 3
/** After a conflict, for each one before. */
const MAX_PAUSE_MS = 8
/** Records of reading calls wait so long for others to be written with. */
const BATCH_MS = 200
/** Usually: a database that is busy may take longer. */
const OTHERS_WRITE_WITHIN_MS = BATCH_MS + 100
/** A busy account's records don't wait for the batch: to write a thousand of them would hold everybody up. */
const RECORDS_AT_ONCE = 100

const newestOf = (stamps: readonly Stamp[]): number => stamps.reduce((newest, { at }) => Math.max(newest, at), 0)

/** The account was deleted, reset or replaced after whoever asks had found it. */
export class AccountGone extends Error {
  override readonly name = 'AccountGone'
  constructor(accountId: string) {
    super(`account ${accountId} is gone`)
  }
}

/** A new account was to come into being with a write, and another has its root user's email. */
export class AdoptionTaken extends Error {
  override readonly name = 'AdoptionTaken'
}

const ALONE: Along = { adopts: [], removes: [] }

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The accounts in memory and the unit of work around them. Writes of one account are serial; a write is committed
 * with its record before it is acknowledged; a refusal leaves nothing behind.
 */
export class Accounts {
  readonly #held = new Map<string, Promise<Held | undefined>>()
  readonly #options: AccountsOptions
  readonly #memory: HeldAccounts
  readonly #waiting: Waiting
  /** Those that still have something to write; the very ones, since an account may be let go and loaded again. */
  readonly #unflushed = new Set<Held>()
  readonly #flushing = new Set<Promise<void>>()
  readonly #onEnded: ((accountId: string) => void)[] = []
  #timer = false
  #makingRoom = false

  constructor(options: AccountsOptions) {
    this.#options = options
    this.#memory = new HeldAccounts(options.maxBytes)
    this.#waiting = { bytes: 0, dropping: false, onDropped: () => options.onRecordsDropped?.() }
  }

  /**
   * Where processes share the accounts: until an account's records are on disk, so that what another process does next comes
   * after them. What can't be written now is written later.
   */
  async recordForOthers(accountId: string): Promise<void> {
    if (this.#options.shared) await this.flush(accountId).catch(() => undefined)
  }

  get repository(): AccountRepository {
    return this.#options.repository
  }

  async get(accountId: string): Promise<Account | undefined> {
    return (await this.#use(accountId))?.account
  }

  /** Throws AccountGone if there is no such account. */
  async existing(accountId: string): Promise<Account> {
    const account = await this.get(accountId)
    if (!account) throw new AccountGone(accountId)
    return account
  }

  /**
   * The account as this process has it: another one may have changed or ended it since. For what looks again before it
   * decides anything. Throws AccountGone.
   */
  async held(accountId: string): Promise<Account> {
    const held = await (this.#held.get(accountId) ?? this.#hold(accountId))
    if (!held) throw new AccountGone(accountId)
    return held.account
  }

  async open(accountId: string): Promise<OpenAccount | undefined> {
    const held = await this.#use(accountId)
    if (!held) return undefined
    return new Opened(
      held,
      (stamp) => this.#note(held, stamp),
      (record) => this.#leave(held, record),
      async (of, work, records) => this.#written(await this.#known(of), of, work, records ? { records } : {}),
      () => (this.#options.shared ? this.#seeUses(held) : undefined),
    )
  }

  /** `listener` drops what it keeps in memory of an account that was deleted, reset or replaced. */
  onEnded(listener: (accountId: string) => void): void {
    this.#onEnded.push(listener)
  }

  /** See `use` of OpenAccount. */
  async use(of: AccountRef, stamp: Stamp): Promise<void> {
    const held = await this.#known(of)
    if (held) this.#note(held, stamp)
  }

  /** See `record` of OpenAccount. */
  async record(of: AccountRef, record: RequestRecord): Promise<void> {
    const held = await this.#known(of)
    if (held) this.#leave(held, record)
  }

  #note(held: Held, stamp: Stamp): void {
    if (held.ended) return
    const id = `${stamp.kind}:${stamp.key}`
    const before = held.stamps.get(id)
    if (!isNewUse(stamp, before)) return
    held.stamps.set(id, stamp)
    held.dirtyStamps.set(id, stamp)
    this.#soon(held)
  }

  #leave(held: Held, record: RequestRecord): void {
    if (held.ended) return
    held.waiting.push(record)
    this.#soon(held)
    if (held.waiting.count % RECORDS_AT_ONCE === 0) this.#schedule(() => this.flush(held.account.accountId), 0)
  }

  /**
   * Runs `work` over a draft and commits its changes with `records(result)`; again from the newest state after a
   * conflict. Throws what `work` throws, with nothing written, and AccountGone.
   */
  async write<T>(of: AccountRef, work: (draft: Draft) => T, records?: (result: T) => readonly RequestRecord[]): Promise<T> {
    return this.writeBeside(of, work, records ? { records } : {})
  }

  /** The same with new accounts in the same transaction. Throws AdoptionTaken as well. */
  async writeBeside<T>(of: AccountRef, work: (draft: Draft) => T, beside: Beside<T>): Promise<T> {
    return this.#written(await this.#find(of), of, work, beside)
  }

  #written<T>(held: Held | undefined, of: AccountRef, work: (draft: Draft) => T, beside: Beside<T>): Promise<T> {
    if (!held) throw new AccountGone(of.accountId)
    const run = held.writing.then(() => this.#unitOfWork(held, work, beside))
    held.writing = run.catch(() => undefined)
    return run
  }

  /** Deletes accounts with their documents, once their writes under way have ended. Those that are gone are left out. */
  async remove(...accounts: AccountRef[]): Promise<void> {
    const found = await Promise.all(accounts.map((of) => this.#find(of)))
    const present = accounts.filter((_, index) => found[index])
    if (present.length === 0) return
    await this.#inPlaceOfAll(
      present,
      () => this.#options.repository.remove(...present),
      () => true,
    )
  }

  /** Takes in a whole account; where it replaces one, that one's writes end first and are gone. */
  async adopt(adoption: Adoption, along: Along = ALONE): Promise<AdoptionResult> {
    return this.#inPlaceOfAll(
      [adoption, ...along.adopts, ...along.removes],
      () => this.#options.repository.adopt(adoption, along),
      ({ status }) => status === 'adopted',
    )
  }

  /** Accounts that `work` ends or takes the place of, if it is `done`. In order of their ids: two flows never wait for each other. */
  async #inPlaceOfAll<T>(
    accounts: readonly { accountId: string }[],
    work: () => Promise<T>,
    done: (result: T) => boolean,
  ): Promise<T> {
    const ids = [...new Set(accounts.map(({ accountId }) => accountId))].sort()
    const all = await Promise.all(ids.map(async (accountId) => ({ accountId, held: await this.#held.get(accountId) })))
    const run = all.reduceRight<() => Promise<T>>(
      (inner, { held }) =>
        () =>
          this.#inPlaceOf(held, inner),
      work,
    )
    const result = await run()
    if (done(result)) for (const { accountId, held } of all) this.#end(accountId, held)
    return result
  }

  /** Writes what waits for one account (or all) now, and waits for what is on its way already. */
  async flush(accountId?: string): Promise<void> {
    const current = accountId === undefined ? undefined : await this.#held.get(accountId)
    const unflushed = [...this.#unflushed].filter((one) => accountId === undefined || one.account.accountId === accountId)
    for (const held of new Set(current ? [...unflushed, current] : unflushed)) {
      const work = this.#flushOne(held).finally(() => this.#flushing.delete(work))
      this.#flushing.add(work)
    }
    await Promise.all(this.#flushing)
  }

  /** Until all that has happened in an account is on disk, whichever process it happened at. */
  async written(accountId: string): Promise<void> {
    await this.flush(accountId)
    if (this.#options.shared) await pause(OTHERS_WRITE_WITHIN_MS)
  }

  /** Forgets accounts that nobody used since `before` (by the idle clock); they are loaded again on their next use. */
  async evict(before: number): Promise<void> {
    for (const promise of this.#held.values()) {
      const held = await promise
      if (held && held.usedAt < before) await this.#letGo(held)
    }
  }

  /** Unless somebody writes it, or something of it waits to be written. */
  async #letGo(held: Held): Promise<void> {
    const { accountId } = held.account
    const { writing } = held
    if (this.#unflushed.has(held)) return
    await writing
    if ((await this.#held.get(accountId)) !== held) this.#memory.forget(held)
    else if (held.writing === writing && !this.#unflushed.has(held)) this.#release(held)
  }

  #release(held: Held): void {
    this.#held.delete(held.account.accountId)
    this.#memory.forget(held)
  }

  /** Another account may be loading, and its load may fail: whoever waits for that one hears of it. */
  #makeRoomSoon(held: Held): void {
    this.#makeRoom(held).catch(() => undefined)
  }

  /** After an account was loaded, or has grown. */
  async #makeRoom(held: Held): Promise<void> {
    if (held.ended || (await this.#held.get(held.account.accountId)) !== held) return
    this.#memory.count(held)
    if (!this.#memory.areTooLarge || this.#makingRoom) return
    this.#makingRoom = true
    try {
      for (const one of this.#memory.tooMany()) await this.#letGo(one)
    } finally {
      this.#makingRoom = false
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
    const forget = (loaded: Held | undefined) => {
      if (!loaded) return
      loaded.ended = true
      this.#memory.forget(loaded)
    }
    // Where it could not be loaded, there is nothing to forget.
    void this.#held.get(accountId)?.then(forget, () => undefined)
    this.#held.delete(accountId)
    if (held) this.#memory.forget(held)
    for (const listener of this.#onEnded) listener(accountId)
  }

  /** Undefined if the account is gone, or another has its id. */
  async #find(of: AccountRef): Promise<Held | undefined> {
    const held = await this.#hold(of.accountId)
    return held && isSameAccount(held.account, of) ? held : undefined
  }

  /** The same for what is compared with the database as it is written: no look at the version before. */
  async #known(of: AccountRef): Promise<Held | undefined> {
    const held = await this.#held.get(of.accountId)
    return held && isSameAccount(held.account, of) ? held : this.#find(of)
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
      (loaded) => {
        if (loaded) this.#makeRoomSoon(loaded)
        else this.#held.delete(accountId)
      },
      () => this.#held.delete(accountId),
    )
    return loading
  }

  async #load(accountId: string): Promise<Held | undefined> {
    const snapshot = await this.#options.repository.load(accountId)
    if (!snapshot) return undefined
    const account = new Account(accountId, snapshot.version, [], snapshot.incarnation)
    for (let at = 0; at < snapshot.changes.length; at += CHANGES_AT_ONCE) {
      account.apply(snapshot.version, snapshot.changes.slice(at, at + CHANGES_AT_ONCE))
      await breathe()
    }
    return {
      account,
      stamps: new Map(snapshot.stamps.map((stamp) => [`${stamp.kind}:${stamp.key}`, stamp])),
      dirtyStamps: new Map(),
      waiting: new WaitingRecords(this.#waiting),
      writing: Promise.resolve(),
      ended: false,
      usedAt: this.#options.clock.now(),
      stampsAt: this.#options.clock.now(),
      newestStamp: newestOf(snapshot.stamps),
      seeing: undefined,
      inDoubt: [],
    }
  }

  /** Stamps come at most once a batch, so what is younger than this is seen within a second. */
  async #seeUses(held: Held): Promise<void> {
    const { clock, repository } = this.#options
    if (held.ended || clock.now() - held.stampsAt < STAMPS_FRESH_MS) return
    held.seeing ??= (async () => {
      const at = clock.now()
      // Machines' clocks differ, and a batch may be late.
      const stamps = await repository.stampsSince(held.account.accountId, held.newestStamp - HOUR_MS)
      for (const stamp of stamps) {
        const id = `${stamp.kind}:${stamp.key}`
        if (stamp.at > (held.stamps.get(id)?.at ?? Number.NEGATIVE_INFINITY)) held.stamps.set(id, stamp)
      }
      held.newestStamp = Math.max(held.newestStamp, newestOf(stamps))
      held.stampsAt = at
    })().finally(() => {
      held.seeing = undefined
    })
    await held.seeing
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

  async #reload(held: Held): Promise<void> {
    const { accountId, version } = held.account
    this.#take(held, held.ended ? undefined : await this.#options.repository.changesSince(accountId, version))
  }

  /** What was read of it anew. Throws AccountGone. */
  #take(held: Held, newer: Newer | undefined): void {
    const { account } = held
    if (held.ended || newer?.incarnation !== account.incarnation) {
      if (!held.ended) this.#end(account.accountId, held)
      throw new AccountGone(account.accountId)
    }
    if (newer.version > account.version) account.apply(newer.version, newer.changes)
  }

  async #unitOfWork<T>(held: Held, work: (draft: Draft) => T, beside: Beside<T>): Promise<T> {
    const { account } = held
    for (let tries = 1; ; tries++) {
      if (held.ended) throw new AccountGone(account.accountId)
      const attempt = new Attempt(held, work, beside)
      const { made, outcome } = await this.#tried(held, attempt, tries > FREE_ATTEMPTS).catch((error: unknown) => {
        this.#notWritten(held, attempt.waiting, error)
        throw error
      })
      const { result, draft, changes, records } = made
      if (!outcome) {
        for (const one of records) held.waiting.push(one)
        if (records.length > 0) this.#soon(held)
        return result
      }
      if (outcome.status === 'committed') {
        // Another request may have loaded this change already, and a newer one with it.
        if (outcome.version > account.version) account.apply(outcome.version, changes)
        this.#makeRoomSoon(held)
        this.#announce(account, records, outcome.firstSequence)
        return result
      }
      held.waiting.putBack(attempt.waiting)
      if (outcome.status === 'taken') {
        const { entry } = outcome
        const own = draft.claims.find((claim) => claim.entry.kind === entry.kind && claim.entry.value === entry.value)
        throw own ? own.taken() : new AdoptionTaken(`${entry.kind} ${entry.value} is taken`)
      }
      if (tries === MAX_ATTEMPTS) throw new Error(`account ${account.accountId} is written too often by others`)
      if (this.#options.shared) await pause(Math.random() * MAX_PAUSE_MS * Math.min(tries, FREE_ATTEMPTS))
      await this.#reload(held)
    }
  }

  /** `inTurn`: nobody else writes the account meanwhile. */
  async #tried<T>(held: Held, attempt: Attempt<T>, inTurn: boolean): Promise<Tried<Made<T>>> {
    const { repository } = this.#options
    const { accountId, version } = held.account
    if (inTurn && repository.commitInTurn) {
      return repository.commitInTurn({ accountId, version, withAccounts: attempt.adopts.length > 0 }, (newer) => {
        this.#take(held, newer)
        return attempt.make()
      })
    }
    const made = attempt.make()
    return { made, outcome: made.commit && (await repository.commit(made.commit)) }
  }

  async #flushOne(held: Held): Promise<void> {
    this.#unflushed.delete(held)
    const work = held.writing.then(() => this.#writeBatch(held))
    held.writing = work.catch(() => undefined)
    await work
  }

  async #writeBatch(held: Held): Promise<void> {
    if (held.ended) {
      held.waiting.take()
      return
    }
    const { account } = held
    await this.#settleDoubts(held)
    const records = held.waiting.take()
    const stamps = [...held.dirtyStamps]
    held.dirtyStamps.clear()
    try {
      if (records.length > 0) this.#announce(account, records, await this.#options.repository.appendRecords(account, records))
      records.length = 0
      this.#waiting.dropping = false
      if (stamps.length > 0) {
        await this.#options.repository.mergeStamps(
          account,
          stamps.map(([, stamp]) => stamp),
        )
      }
    } catch (error) {
      this.#notWritten(held, records, error)
      for (const [id, stamp] of stamps) if (!held.dirtyStamps.has(id)) held.dirtyStamps.set(id, stamp)
      this.#unflushed.add(held)
      throw error
    }
  }

  /** Records go back to their place, but not before it is known that they weren't written: none is to be there twice. */
  #notWritten(held: Held, records: RequestRecord[], error: unknown): void {
    if (!(error instanceof InDoubt) || records.length === 0) {
      held.waiting.putBack(records)
      return
    }
    held.inDoubt.push({ records: [...records], tookPlace: error.tookPlace })
    this.#soon(held)
  }

  async #settleDoubts(held: Held): Promise<void> {
    for (let doubt = held.inDoubt[0]; doubt; doubt = held.inDoubt[0]) {
      const tookPlace = await doubt.tookPlace().catch((error: unknown) => {
        this.#unflushed.add(held)
        throw error
      })
      held.inDoubt.shift()
      if (!tookPlace) held.waiting.putBack(doubt.records)
    }
  }

  #announce(of: AccountRef, records: RequestRecord[], first: number): void {
    // No number: the account was gone before they could be written.
    if (records.length === 0 || first === 0) return
    const numbered = records.map((record, index) => Object.assign(record, { sequence: first + index }))
    this.#options.onRecorded?.(numbered, of)
  }

  #soon(held: Held): void {
    this.#unflushed.add(held)
    if (this.#timer) return
    this.#timer = true
    this.#schedule(() => {
      this.#timer = false
      return this.flush()
    }, this.#options.batchMs ?? BATCH_MS)
  }

  #schedule(work: () => Promise<void>, ms: number): void {
    const schedule = this.#options.schedule ?? ((then, after) => void setTimeout(then, after))
    schedule(() => {
      work().catch((error: unknown) => this.#options.onFlushFailed?.(error))
    }, ms)
  }
}
