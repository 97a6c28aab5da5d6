import type { AccountRef } from '../../account/account.js'
import { accountEntity } from '../../account/account.js'
import type { Head } from '../../account/repository.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { INSPECTION_RINGS } from '../../records/inspections/inspections-in-tables.js'
import { OWN_REFUSALS } from '../../records/refusals-in-tables.js'
import type { Heard } from '../../store/news.js'
import type { SharedStore } from '../../store/shared-store.js'
import type { LabServices } from '../services.js'
import type { LessonEngine } from './engine.js'
import { isNews } from './is-news.js'
import { LessonDocuments } from './lesson-documents.js'
import { asSeen, type LessonProgress } from './progress.js'
import type { Publish, Subscriptions } from './subscriptions.js'

interface Services extends Pick<LabServices, 'accounts' | 'documents' | 'refusals' | 'inspections' | 'log'> {
  subscriptions: Subscriptions
  shared: SharedStore | undefined
  engine: Pick<LessonEngine, 'catchUp'>
}

/** What the pages of this process were told of an account. */
interface Told {
  incarnation: string
  version: number
  /** The newest record. */
  last: number
  clockOffset: number
  /** By lesson, of its progress. */
  revisions: Map<string, number>
  /** Records came from elsewhere since somebody saw to it that the lessons were looked at. */
  isUnlooked: boolean
}

/** Wants to know what happens in any account, watched by a page or not. */
export interface AccountListener {
  /** In this process. */
  progressed(accountId: string, lesson: string, progress: LessonProgress): void
  /** In this process. */
  recorded(records: readonly NumberedRecord[]): void
  /** The account was reset, deleted, or replaced in this process. */
  ended(accountId: string): void
  /** In other processes. */
  heard(heard: Heard): void
}

/** Their names are topics of the news. */
const TOLD_RINGS: readonly string[] = [OWN_REFUSALS, ...INSPECTION_RINGS]
/** How often this process makes sure that no other one ended before it had looked at its records. */
const CATCH_UP_MS = 10_000
const AGAIN_MS = 1_000
/** More are told as one: a page then asks for everything again anyway. */
const MAX_RECORDS = 500

/**
 * Tells pages what happens in the accounts that they watch, in whichever process it happens. What this process does is
 * told at once. The rest is read from the store, by numbers and revisions, when news say that there is some; so it doesn't
 * matter how often or how late they say so.
 */
export class LiveAccounts {
  readonly #services: Services
  readonly #lessons: LessonDocuments
  readonly #told = new Map<string, Told>()
  readonly #due = new Set<string>()
  readonly #timer: NodeJS.Timeout | undefined
  readonly #listeners: AccountListener[] = []
  /** Something may have been missed since pages were told last to read again what their class shows. */
  #isClassDue = false
  #looking: Promise<void> | undefined
  #isClosed = false

  constructor(services: Services) {
    this.#services = services
    this.#lessons = new LessonDocuments(services.documents)
    const { shared, log } = services
    shared?.news.listen((heard) => this.#hear(heard))
    shared?.rings.onWritten((ring, accountIds) => {
      if (TOLD_RINGS.includes(ring)) for (const accountId of accountIds) shared.news.note(ring, accountId)
    })
    shared?.news.onDeaf(() => log('LISTEN does not work over this connection, so other processes are polled each second', {}))
    this.#timer = shared && setInterval(() => void this.#catchUp(), CATCH_UP_MS).unref()
  }

  /** Calls `open` to open a stream of these accounts: what happens from then on is told. */
  async watch(accountIds: readonly string[], open: () => void): Promise<void> {
    const fresh = this.#services.shared ? accountIds.filter((accountId) => !this.#told.has(accountId)) : []
    const begun = await this.#begin(fresh)
    for (const [accountId, told] of begun) if (!this.#told.has(accountId)) this.#told.set(accountId, told)
    open()
  }

  async #begin(fresh: readonly string[]): Promise<Map<string, Told>> {
    const begun = new Map<string, Told>()
    if (fresh.length === 0) return begun
    const { accounts } = this.#services
    const [heads, revisions] = await Promise.all([accounts.repository.heads(fresh), this.#lessons.revisionsOf(fresh)])
    for (const head of heads) {
      const account = await accounts.get(head.accountId)
      if (!account) continue
      const own = revisions.filter(({ accountId }) => accountId === head.accountId)
      begun.set(head.accountId, {
        ...head,
        clockOffset: accountEntity(account).clockOffset ?? 0,
        revisions: new Map(own.map(({ lesson, revision }) => [lesson, revision])),
        isUnlooked: false,
      })
    }
    return begun
  }

  /** Tells this process's pages, and other processes that there is something to look at. */
  readonly publish: Publish = (accountId, event, data) => {
    const told = this.#told.get(accountId)
    if (told && 'progress' in data && 'lesson' in data) told.revisions.set(data.lesson, data.progress.revision)
    if (told && 'clockOffset' in data) told.clockOffset = data.clockOffset
    if ('progress' in data && 'lesson' in data) {
      for (const listener of this.#listeners) listener.progressed(accountId, data.lesson, data.progress)
    }
    this.#services.subscriptions.publish(accountId, event, data)
    this.#services.shared?.news.note(event, accountId)
  }

  readonly onRecorded = (records: readonly NumberedRecord[], { accountId }: AccountRef): void => {
    for (const listener of this.#listeners) listener.recorded(records)
    this.#services.shared?.news.note('records', accountId)
    const told = this.#told.get(accountId)
    const [first, newest] = [records[0], records.at(-1)]
    if (told && first && newest) {
      if (newest.sequence <= told.last) return
      // With a gap before them, they are told once more with what fills it.
      if (first.sequence === told.last + 1) told.last = newest.sequence
    }
    this.#publishRecords(accountId, records)
  }

  /** The account was reset, deleted or replaced, which others learn by looking. */
  forget(accountId: string): void {
    this.#told.delete(accountId)
    for (const listener of this.#listeners) listener.ended(accountId)
    this.#services.shared?.news.note('account', accountId)
  }

  /** Tells the pages of these accounts, in all processes, that what their learners' class shows them has changed. */
  tellClass(accountIds: readonly string[]): void {
    for (const accountId of accountIds) this.publish(accountId, 'class', {})
  }

  listen(listener: AccountListener): void {
    this.#listeners.push(listener)
  }

  /** Until pages were told all that this process has heard of. */
  async settled(): Promise<void> {
    while (this.#looking) await this.#looking
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#timer)
  }

  #publishRecords(accountId: string, records: readonly NumberedRecord[]): void {
    const operations = new Set(records.filter(isNews).map(({ name }) => name))
    if (operations.size > 0) this.#services.subscriptions.publish(accountId, 'account', { operations: [...operations] })
  }

  #hear(heard: Heard): void {
    if (this.#isClosed) return
    for (const listener of this.#listeners) listener.heard(heard)
    if (heard === 'anything') {
      this.#isClassDue = true
      for (const accountId of this.#told.keys()) this.#due.add(accountId)
    } else {
      for (const ids of heard.values()) for (const id of ids) if (this.#told.has(id)) this.#due.add(id)
      for (const id of heard.get(OWN_REFUSALS) ?? []) if (this.#told.has(id)) this.#services.refusals.heard(id)
      for (const id of heard.get('class') ?? []) this.#services.subscriptions.publish(id, 'class', {})
      for (const ring of INSPECTION_RINGS) for (const id of heard.get(ring) ?? []) this.#inspect(id)
    }
    this.#lookSoon()
  }

  #inspect(accountId: string): void {
    const { subscriptions, inspections, log } = this.#services
    if (!subscriptions.watched(accountId)) return
    inspections.heard(accountId).catch((error: unknown) => log('what other processes were asked could not be read', { error }))
  }

  #lookSoon(): void {
    if (this.#looking || this.#due.size === 0 || this.#isClosed) return
    const ids = [...this.#due]
    this.#due.clear()
    this.#looking = this.#look(ids)
      .catch((error: unknown) => {
        this.#services.log('what other processes did could not be looked at', { error })
        for (const id of ids) this.#due.add(id)
        return new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS).unref())
      })
      .then(() => {
        this.#looking = undefined
        this.#lookSoon()
      })
  }

  async #look(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (!this.#services.subscriptions.watched(id)) this.#told.delete(id)
    const watched = ids.filter((id) => this.#told.has(id))
    if (watched.length === 0) return
    const heads = new Map((await this.#services.accounts.repository.heads(watched)).map((head) => [head.accountId, head]))
    for (const accountId of watched) await this.#lookAt(accountId, heads.get(accountId))
    for (const { accountId, lesson, revision } of await this.#lessons.revisionsOf(watched)) {
      const told = this.#told.get(accountId)
      if (!told || revision <= (told.revisions.get(lesson) ?? 0)) continue
      const progress = await this.#lessons.progress(accountId, lesson)
      if (!progress || progress.revision <= (told.revisions.get(lesson) ?? 0)) continue
      told.revisions.set(lesson, progress.revision)
      this.#services.subscriptions.publish(accountId, 'progress', { lesson, progress: asSeen(progress) })
    }
  }

  async #lookAt(accountId: string, head: Head | undefined): Promise<void> {
    const { accounts, subscriptions } = this.#services
    const told = this.#told.get(accountId)
    if (!told) return
    if (head?.incarnation !== told.incarnation) {
      this.#told.delete(accountId)
      // What this process holds of it ends, and then its streams do.
      await accounts.get(accountId)
      subscriptions.end(accountId)
      return
    }
    if (head.version > told.version) {
      told.version = head.version
      const account = await accounts.get(accountId)
      const clockOffset = account ? (accountEntity(account).clockOffset ?? 0) : told.clockOffset
      if (clockOffset !== told.clockOffset) subscriptions.publish(accountId, 'clock', { clockOffset })
      told.clockOffset = clockOffset
    }
    while (head.last > told.last) {
      const records = await accounts.repository.records(accountId, { after: told.last, limit: MAX_RECORDS })
      // Those of an own batch that came meanwhile are told with these.
      told.last = Math.max(told.last, records.at(-1)?.sequence ?? head.last)
      told.isUnlooked = true
      this.#publishRecords(accountId, records)
    }
  }

  async #catchUp(): Promise<void> {
    for (const accountId of this.#told.keys()) this.#due.add(accountId)
    if (this.#isClassDue) for (const id of this.#told.keys()) this.#services.subscriptions.publish(id, 'class', {})
    this.#isClassDue = false
    this.#lookSoon()
    await this.#looking
    for (const [accountId, told] of this.#told) {
      if (!told.isUnlooked) continue
      told.isUnlooked = false
      await this.#services.engine.catchUp(accountId).catch(() => undefined)
    }
  }
}
