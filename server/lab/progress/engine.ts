import { type Account, type AccountRef, accountTime, isSameAccount } from '../../account/account.js'
import { AccountGone } from '../../account/accounts.js'
import type { AccountDocument } from '../../account/repository.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import { estimatedSize } from '../../bounds/estimated-size.js'
import { breathe } from '../../bounds/turn.js'
import { type ActorProgress, NO_LESSON } from '../../lessons/checks/check.js'
import { isReadByPage } from '../../lessons/checks/lookups.js'
import type { Course } from '../../lessons/course/load-course.js'
import { isActorAddress } from '../../lessons/format/actor-addresses.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { LabServices } from '../services.js'
import { graded } from './grade.js'
import {
  type AccountEvidence,
  advanced,
  type LessonProgress,
  notStarted,
  reopened,
  type Since,
  skipped,
  started,
} from './progress.js'
import type { Publish } from './subscriptions.js'

const COLLECTION = 'lesson-progress'
/** Records kept in memory for an account's running lessons. */
const MAX_RECORDS = 2000
const MAX_RECORD_BYTES = 2_000_000
/** For all accounts together; the one that has been quiet the longest is read again when it is needed. */
const MAX_BYTES = 32_000_000
const MAX_ACCOUNTS = 1000
const MAX_SOURCE_BYTES = 1_000_000
/** How many addresses of an account's learner are known. */
const MAX_SOURCES = 10
/** A longer pause is no time spent with the lesson. */
const PAUSE_MS = 5 * 60_000
/** Time spent is written with other news, or when so much has come together. */
const SPENT_GRAIN_MS = 30_000

/** What progress of an earlier version lacks. */
const EMPTY = { ...NO_LESSON, spentMs: 0, revision: 0 }

/** An account whose learner is in some lesson. */
interface Active {
  of: AccountRef
  progress: Map<string, LessonProgress>
  records: NumberedRecord[]
  /** What the records take, roughly. */
  bytes: number
  /** Whose time is counted. */
  onScreen?: string
}

type EngineServices = Pick<LabServices, 'accounts' | 'documents' | 'refusals' | 'clock' | 'log'>

/**
 * Watches the records of all accounts and moves the lessons that they could change. One account's evaluations are
 * serial; what it knows is on disk, so a restart loses nothing.
 */
export class LessonEngine {
  readonly #services: EngineServices
  readonly #course: () => Course
  readonly #publish: Publish
  /** The one that has been quiet the longest first. */
  readonly #active = new Map<string, { of: AccountRef; loading: Promise<Active>; active?: Active }>()
  readonly #turns = new Map<string, Promise<unknown>>()
  /** Records that a turn, which has not begun, will look at. */
  readonly #news = new Map<string, { of: AccountRef; records: NumberedRecord[] }>()
  /** Accounts that a turn, which has not begun, will look at because a call to them was refused. */
  readonly #refused = new Set<string>()
  /** Addresses of each account's learner, latest last. */
  readonly #sources = new BoundedMap<string, Set<string>>({ maxSize: MAX_SOURCE_BYTES })

  constructor(services: EngineServices, course: () => Course, publish: Publish) {
    this.#services = services
    this.#course = course
    this.#publish = publish
  }

  readonly onRecorded = (records: NumberedRecord[], of: AccountRef): void => {
    const { accountId } = of
    if (records.some(({ readOnly }) => !readOnly)) this.#publish(accountId, 'account', { accountId })
    const waiting = this.#news.get(accountId)
    if (waiting && isSameAccount(waiting.of, of)) waiting.records = bounded([...waiting.records, ...records])
    else this.#lookAt(of, records)
  }

  #lookAt(of: AccountRef, records: NumberedRecord[]): void {
    const { accountId } = of
    const news = { of, records }
    this.#news.set(accountId, news)
    const begun = () => {
      if (this.#news.get(accountId) === news) this.#news.delete(accountId)
    }
    const turn = this.#inTurn(accountId, async (active) => {
      begun()
      if (isSameAccount(active.of, of)) await this.#evaluate(accountId, active, news.records)
    })
    // It may fail before it begins.
    turn.then(begun, begun)
  }

  /** A call that failed authentication: it has no record, yet a step may wait for it. */
  readonly onRefused = (accountId: string | undefined): void => {
    if (!accountId || this.#refused.has(accountId)) return
    this.#refused.add(accountId)
    const begun = () => void this.#refused.delete(accountId)
    const turn = this.#inTurn(accountId, (active) => {
      begun()
      return this.#evaluate(accountId, active, [])
    })
    turn.then(begun, begun)
  }

  /** A page of the account's learner asks from this address. */
  seen(accountId: string, source: string): void {
    const sources = this.#sources.get(accountId) ?? new Set()
    sources.delete(source)
    sources.add(source)
    if (sources.size > MAX_SOURCES) sources.delete(sources.values().next().value ?? '')
    this.#sources.set(accountId, sources)
  }

  /** The learner has this lesson before them. */
  async show(accountId: string, lesson: Lesson): Promise<void> {
    const active = await this.#load(accountId)
    const progress = active.progress.get(lesson.id)
    if (active.onScreen === lesson.id || !progress) return
    active.onScreen = lesson.id
    active.progress.set(lesson.id, { ...progress, seenAt: this.#services.clock.now() })
  }

  async progressOf(accountId: string, lesson: Lesson): Promise<LessonProgress> {
    return (await this.#load(accountId)).progress.get(lesson.id) ?? notStarted(lesson)
  }

  async start(accountId: string, lesson: Lesson): Promise<LessonProgress> {
    await this.#services.accounts.flush(accountId)
    const anchor = await this.#services.accounts.repository.lastSequence(accountId)
    return this.#inTurn(accountId, async (active) => {
      const account = await this.#services.accounts.get(accountId)
      if (!account) return
      const now = this.#services.clock.now()
      const since = { anchor, openedAt: accountTime(account, now) }
      active.onScreen = lesson.id
      await this.#save(accountId, active, lesson, started(lesson, since, now, active.progress.get(lesson.id)))
      await this.#evaluate(accountId, active, [])
    }).then(() => this.progressOf(accountId, lesson))
  }

  async openHint(accountId: string, lesson: Lesson, stepId: string, hint: number): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const step = progress.steps[stepId]
      if (!step || step.hintsOpened >= hint) return progress
      return { ...progress, steps: { ...progress.steps, [stepId]: { ...step, hintsOpened: hint } } }
    })
  }

  async answer(accountId: string, lesson: Lesson, quizId: string, correct: boolean): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const { attempts = 0, correct: before = false } = progress.quiz[quizId] ?? {}
      return { ...progress, quiz: { ...progress.quiz, [quizId]: { attempts: attempts + 1, correct: before || correct } } }
    })
  }

  skip(accountId: string, lesson: Lesson, stepId: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { since }) => skipped(lesson, progress, stepId, since))
  }

  reopen(accountId: string, lesson: Lesson, stepId: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { since }) => reopened(lesson, progress, stepId, since))
  }

  /** What was found in a text; the text itself is not given to the engine. */
  handIn(accountId: string, lesson: Lesson, snippetId: string, findings: string[]): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => ({
      ...progress,
      snippets: { ...progress.snippets, [snippetId]: { findings } },
    }))
  }

  act(accountId: string, lesson: Lesson, act: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => ({ ...progress, acts: [...new Set([...progress.acts, act])] }))
  }

  actor(accountId: string, lesson: Lesson, id: string, fares: ActorProgress): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => ({ ...progress, actors: { ...progress.actors, [id]: fares } }))
  }

  /** Hands an exam in: graded by what holds now, and closed. */
  finish(accountId: string, lesson: Lesson): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { evidence }) => {
      if (progress.status !== 'started' || progress.grade) return progress
      const grade = graded(lesson, progress, evidence)
      return { ...progress, grade, ...(grade.passed ? { status: 'passed' } : {}) }
    })
  }

  /** Lessons that are being played in an account now; the experiment may come after the last step. */
  async running(accountId: string): Promise<Lesson[]> {
    const { progress } = await this.#load(accountId)
    return this.#course().lessons.filter(({ id }) => {
      const own = progress.get(id)
      return own !== undefined && !own.grade && (own.status === 'started' || own.breakIt?.state === 'open')
    })
  }

  /** Until nothing is being evaluated. */
  async settled(): Promise<void> {
    while (this.#turns.size > 0) await Promise.all(this.#turns.values())
  }

  /** Forgets what is in memory of an account that was reset, deleted or replaced; its documents went with it. */
  forget(accountId: string): void {
    this.#active.delete(accountId)
    this.#sources.delete(accountId)
  }

  /** All progress of an account, by lesson. */
  async all(accountId: string): Promise<Record<string, LessonProgress>> {
    return Object.fromEntries((await this.#load(accountId)).progress)
  }

  async #change(
    accountId: string,
    lesson: Lesson,
    change: (progress: LessonProgress, at: { since: Since; evidence: AccountEvidence }) => LessonProgress,
  ): Promise<LessonProgress> {
    await this.#services.accounts.flush(accountId)
    await this.#inTurn(accountId, async (active) => {
      const account = await this.#services.accounts.get(accountId)
      if (!account) return
      const before = active.progress.get(lesson.id) ?? notStarted(lesson)
      const last = Math.max(active.records.at(-1)?.sequence ?? 0, before.anchor)
      const evidence = this.#evidence(accountId, active, account, last)
      const after = change(before, { since: { anchor: last, openedAt: evidence.accountNow }, evidence })
      if (after === before) return
      await this.#save(accountId, active, lesson, after)
      await this.#evaluate(accountId, active, [])
    })
    return this.progressOf(accountId, lesson)
  }

  #inTurn(accountId: string, work: (active: Active) => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(accountId) ?? Promise.resolve()).then(async () => work(await this.#load(accountId)))
    const settled = turn.catch((error: unknown) => {
      if (!(error instanceof AccountGone)) this.#services.log('a lesson could not be evaluated', { error })
    })
    this.#turns.set(accountId, settled)
    void settled.then(() => {
      if (this.#turns.get(accountId) === settled) this.#turns.delete(accountId)
    })
    return turn
  }

  async #evaluate(accountId: string, active: Active, news: NumberedRecord[]): Promise<void> {
    if (active.progress.size === 0) return
    const account = await this.#services.accounts.get(accountId)
    if (!account) return
    const last = active.records.at(-1)?.sequence ?? 0
    const added = news.filter(({ sequence }) => sequence > last)
    active.records.push(...added)
    active.bytes += bytesOf(added)
    if (active.records.length > MAX_RECORDS || active.bytes > MAX_RECORD_BYTES) {
      active.records = bounded(active.records)
      active.bytes = bytesOf(active.records)
    }
    this.#makeRoom()
    const onScreen = active.onScreen ?? lastSeen(active)
    for (const lesson of this.#course().lessons) {
      const before = active.progress.get(lesson.id)
      if (!before) continue
      let progress = before
      for (const { sequence, name } of news) {
        progress = advanced(lesson, progress, this.#evidence(accountId, active, account, sequence), sequence, name)
        await breathe()
      }
      if (news.length === 0) {
        const sequence = Math.max(active.records.at(-1)?.sequence ?? 0, before.anchor)
        progress = advanced(lesson, progress, this.#evidence(accountId, active, account, sequence), sequence)
      }
      const spent = lesson.id === onScreen ? this.#timeSpent(before, news) : 0
      // A clock that was set back begins anew, or nothing would be counted until it has caught up.
      const setBack = lesson.id === onScreen && (before.seenAt ?? 0) > this.#services.clock.now()
      if (progress !== before || spent >= SPENT_GRAIN_MS || setBack) {
        const seen = lesson.id === onScreen ? { seenAt: this.#services.clock.now() } : {}
        await this.#save(accountId, active, lesson, { ...progress, spentMs: progress.spentMs + spent, ...seen })
      }
    }
  }

  /** Since the lesson was last seen, as long as it is open and that was no pause. */
  #timeSpent({ status, seenAt = 0, grade }: LessonProgress, news: NumberedRecord[]): number {
    const idle = news.length > 0 && news.every(({ sourceIp }) => isActorAddress(sourceIp))
    const since = Math.max(0, this.#services.clock.now() - seenAt)
    return status === 'started' && !grade && !idle && since < PAUSE_MS ? since : 0
  }

  /** As it stood after record `upTo`. A step and its mistakes ask from the same anchor: looked up once. */
  #evidence(accountId: string, active: Active, account: Account, upTo: number): AccountEvidence {
    const now = this.#services.clock.now()
    const known = new Map<number, ReturnType<AccountEvidence['after']>>()
    const refused = this.#services.refusals.of(accountId)
    // Most accounts have none, and then nobody's addresses are looked up.
    const own = refused.length > 0 ? this.#sourcesOf(accountId, active) : new Set<string>()
    const after = (anchor: number) => ({
      account,
      now: accountTime(account, now),
      records: active.records.filter(({ sequence }) => sequence > anchor && sequence <= upTo),
      refusals: refused.filter(({ afterSequence = 0, sourceIp }) => afterSequence >= anchor && own.has(sourceIp)),
    })
    return {
      now,
      accountNow: accountTime(account, now),
      after(anchor) {
        const found = known.get(anchor) ?? after(anchor)
        known.set(anchor, found)
        return found
      },
    }
  }

  /** The learner's own: of their pages, and of programs that their account let in. An actor's is never one. */
  #sourcesOf(accountId: string, { records }: Active): Set<string> {
    const used = records.flatMap(({ outcome, sourceIp }) => (outcome === 'success' ? [sourceIp] : []))
    return new Set([...(this.#sources.get(accountId) ?? []), ...used].filter((source) => !isActorAddress(source)))
  }

  async #save(accountId: string, active: Active, lesson: Lesson, changed: LessonProgress): Promise<void> {
    // By the clock, so that it grows over a reset too.
    const revision = Math.max((active.progress.get(lesson.id)?.revision ?? 0) + 1, this.#services.clock.now())
    const progress = { ...changed, revision }
    active.progress.set(lesson.id, progress)
    await this.#services.documents.putOf(active.of, COLLECTION, `${accountId}/${lesson.id}`, progress)
    this.#publish(accountId, 'progress', { lesson: lesson.id, progress })
  }

  /** Throws AccountGone. */
  async #load(accountId: string): Promise<Active> {
    const account = await this.#services.accounts.existing(accountId)
    const known = this.#active.get(accountId)
    this.#active.delete(accountId)
    if (known && isSameAccount(known.of, account)) {
      this.#active.set(accountId, known)
      return known.loading
    }
    const { incarnation } = account
    const one: { of: AccountRef; loading: Promise<Active>; active?: Active } = {
      of: { accountId, incarnation },
      loading: this.#read(account),
    }
    this.#active.set(accountId, one)
    one.loading.then(
      (active) => {
        one.active = active
        this.#makeRoom()
      },
      () => this.#active.delete(accountId),
    )
    return one.loading
  }

  /** Lets accounts go that nobody is at work on: what is known of them is on disk. */
  #makeRoom(): void {
    let bytes = 0
    for (const { active } of this.#active.values()) bytes += active?.bytes ?? 0
    for (const [accountId, { active }] of this.#active) {
      if (bytes <= MAX_BYTES && this.#active.size <= MAX_ACCOUNTS) return
      if (!active || this.#turns.has(accountId)) continue
      this.#active.delete(accountId)
      bytes -= active.bytes
    }
  }

  async #read({ accountId, incarnation }: Account): Promise<Active> {
    const stored = await this.#services.documents.listOf<LessonProgress>(accountId, COLLECTION)
    const progress = new Map(stored.map(({ id, body }) => [id.slice(accountId.length + 1), { ...EMPTY, ...body }]))
    const of = { accountId, incarnation }
    if (progress.size === 0) return { of, progress, records: [], bytes: 0 }
    const { repository } = this.#services.accounts
    const first = Math.min(...[...progress.values()].map(({ anchor }) => anchor))
    const after = Math.max(first, (await repository.lastSequence(accountId)) - MAX_RECORDS)
    const records = bounded(await repository.records(accountId, { after, limit: MAX_RECORDS }))
    return { of, progress, records, bytes: bytesOf(records) }
  }
}

const bytesOf = (records: readonly NumberedRecord[]): number => records.reduce((sum, record) => sum + estimatedSize(record), 0)

/** The newest, as many as are kept; what the console's pages read by themselves goes first. */
function bounded(records: NumberedRecord[]): NumberedRecord[] {
  if (records.length <= MAX_RECORDS && bytesOf(records) <= MAX_RECORD_BYTES) return records
  const doings = records.filter((record) => record.outcome === 'error' || !isReadByPage(record)).slice(-MAX_RECORDS)
  let bytes = bytesOf(doings)
  return doings.filter((record) => {
    const goes = bytes > MAX_RECORD_BYTES
    if (goes) bytes -= estimatedSize(record)
    return !goes
  })
}

/** Progress that an account brings along, as documents to be written with it. */
export const progressDocuments = (accountId: string, progress: Readonly<Record<string, LessonProgress>>): AccountDocument[] =>
  Object.entries(progress).map(([lesson, body]) => ({ collection: COLLECTION, id: `${accountId}/${lesson}`, body }))

/** After a restart, until a page says which. */
const lastSeen = ({ progress }: Active): string | undefined =>
  [...progress].sort(([, one], [, other]) => (other.seenAt ?? 0) - (one.seenAt ?? 0))[0]?.[0]
