import { type Account, type AccountRef, isSameAccount } from '../../account/account.js'
import type { PartnerOf, Partners } from '../partners.js'
import type { LabServices } from '../services.js'
import { KeptRecords, MAX_RECORDS } from './kept-records.js'
import type { Evaluated, LessonDocuments, OnScreen } from './lesson-documents.js'
import { isUnderWay, type LessonProgress } from './progress.js'

/** For all accounts together; the one that has been quiet the longest is read again when it is needed. */
const MAX_BYTES = 32_000_000
const MAX_ACCOUNTS = 1000

/** An account whose learner is in some lesson. */
export interface Active {
  of: AccountRef
  progress: Map<string, LessonProgress>
  records: KeptRecords
  evaluated: Evaluated
  onScreen: OnScreen | undefined
  /** It is the second account of a lesson: what happens here moves that one on. */
  partnerOf: PartnerOf | undefined
  /** It was just read: records may be on disk that its lessons were never evaluated for. */
  isNew: boolean
}

interface Entry {
  of: AccountRef
  loading: Promise<Active>
  active?: Active
}

interface Services extends Pick<LabServices, 'accounts'> {
  partners: Partners
  lessons: LessonDocuments
  /** Somebody works on it. */
  isTaken(accountId: string): boolean
}

/** What is kept in memory of the accounts whose lessons are looked at. All of it is on disk. */
export class ActiveLessons {
  readonly #services: Services
  /** The one that has been quiet the longest first. */
  readonly #active = new Map<string, Entry>()

  constructor(services: Services) {
    this.#services = services
  }

  /**
   * Throws AccountGone. `held`: after a request, whose account most often has no lesson and needs no second look at its
   * version.
   */
  async of(accountId: string, as: 'existing' | 'held' = 'existing'): Promise<Active> {
    const account = await this.#services.accounts[as](accountId)
    const known = this.#active.get(accountId)
    this.#active.delete(accountId)
    if (known && isSameAccount(known.of, account)) {
      this.#active.set(accountId, known)
      return known.loading
    }
    const { incarnation } = account
    const one: Entry = { of: { accountId, incarnation }, loading: this.#read(account) }
    this.#active.set(accountId, one)
    one.loading.then(
      (active) => {
        one.active = active
        this.makeRoom()
      },
      () => this.forget(accountId),
    )
    return one.loading
  }

  /** As it's on disk now, where other processes may have written. Throws AccountGone. */
  async fresh(accountId: string): Promise<Active> {
    const active = await this.of(accountId)
    Object.assign(active, await this.#services.lessons.all(accountId))
    await this.#readOn(active)
    return active
  }

  forget(accountId: string): void {
    this.#active.delete(accountId)
  }

  /** Lets accounts go that nobody is at work on. */
  makeRoom(): void {
    let bytes = 0
    for (const { active } of this.#active.values()) bytes += active?.records.bytes ?? 0
    for (const [accountId, { active }] of this.#active) {
      if (bytes <= MAX_BYTES && this.#active.size <= MAX_ACCOUNTS) return
      if (!active || this.#services.isTaken(accountId)) continue
      this.#active.delete(accountId)
      bytes -= active.records.bytes
    }
  }

  async #read({ accountId, incarnation }: Account): Promise<Active> {
    const { lessons, partners } = this.#services
    const progress = await lessons.progressOf(accountId)
    const active: Active = {
      of: { accountId, incarnation },
      progress,
      records: new KeptRecords(0),
      evaluated: {},
      onScreen: undefined,
      partnerOf: await partners.isOf(accountId),
      isNew: true,
    }
    if (progress.size === 0) return active
    active.onScreen = await lessons.onScreen(accountId)
    active.evaluated = await lessons.evaluated(accountId)
    await this.#readOn(active)
    return active
  }

  /**
   * After a lesson was evaluated: lets the records go that only a lesson which is over needed. If a step of such a lesson is
   * open again, its records are read again.
   */
  async keepNeeded(active: Active): Promise<void> {
    const from = neededFrom(active.progress)
    if (from < active.records.from) await this.#readOn(active)
    else active.records.keepAfter(from)
  }

  /** The records that running lessons need, of those the newest, and after what it has already. */
  async #readOn(active: Active): Promise<void> {
    const { of, progress } = active
    if (progress.size === 0) return
    const from = neededFrom(progress)
    if (from < active.records.from) active.records = new KeptRecords(from)
    const { records } = active
    records.keepAfter(from)
    const { repository } = this.#services.accounts
    const last = await repository.lastSequence(of.accountId)
    const after = Math.max(from, last - MAX_RECORDS, records.last)
    if (after < last) records.add(await repository.records(of.accountId, { after, limit: MAX_RECORDS }))
    records.reached(last)
  }
}

/** A lesson that is over asks for nothing that happened in it. */
const neededFrom = (progress: Active['progress']): number =>
  Math.min(...[...progress.values()].map((own) => (isUnderWay(own) ? own.anchor : Number.POSITIVE_INFINITY)))

/** Until a page says which lesson is before the learner. */
export const lastSeen = ({ progress }: Active): string | undefined =>
  [...progress].sort(([, one], [, other]) => (other.seenAt ?? 0) - (one.seenAt ?? 0))[0]?.[0]
