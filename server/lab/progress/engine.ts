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
import type { Refusal } from '../../records/refusals.js'
import type { PartnerOf, Partners } from '../partners.js'
import type { LabServices } from '../services.js'
import { graded } from './grade.js'
import { isNews } from './is-news.js'
import { type PartnerFacts, partnerFacts, upTo } from './partner-facts.js'
import {
  type AccountEvidence,
  advanced,
  examAdvanced,
  isUnderWay,
  type LessonProgress,
  notStarted,
  reopened,
  type Since,
  sinceRecord,
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
  /** It is the second account of a lesson: what happens here moves that one on. */
  partnerOf?: PartnerOf | undefined
}

interface Refused {
  own: readonly Refusal[]
  partner: readonly Refusal[]
}

type EngineServices = Pick<LabServices, 'accounts' | 'documents' | 'refusals' | 'clock' | 'log'> & { partners: Partners }

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
    const operations = new Set(records.filter(isNews).map(({ name }) => name))
    if (operations.size > 0) this.#publish(accountId, 'account', { operations: [...operations] })
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
      if (!isSameAccount(active.of, of)) return
      await this.#evaluate(accountId, active, news.records)
      if (active.partnerOf) this.#lookFromPartner(active.partnerOf, news.records)
    })
    // It may fail before it begins.
    turn.then(begun, begun)
  }

  /** Something happened in a lesson's second account. Its own turn doesn't wait for this one: neither waits for the other. */
  #lookFromPartner({ accountId }: PartnerOf, records: NumberedRecord[]): void {
    void this.#inTurn(accountId, (active) => this.#evaluate(accountId, active, records, true)).catch(() => undefined)
  }

  /** A call that failed authentication: it has no record, yet a step may wait for it. */
  readonly onRefused = (accountId: string): void => {
    if (this.#refused.has(accountId)) return
    this.#refused.add(accountId)
    const begun = () => void this.#refused.delete(accountId)
    const turn = this.#inTurn(accountId, (active) => {
      begun()
      if (active.partnerOf) this.#lookFromPartner(active.partnerOf, [])
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
      const partner = await partnerFacts(this.#services, accountId, lesson, { status: 'started' })
      const refused = await this.#refusedTo(accountId, active, partner)
      const since = sinceRecord(this.#evidence(active, account, anchor, refused, partner), anchor)
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

  /** The learner is shown the step's solution. What happened before is looked at by then. */
  shown(accountId: string, lesson: Lesson, stepId: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const step = progress.steps[stepId]
      if (!step || step.shown) return progress
      return { ...progress, steps: { ...progress.steps, [stepId]: { ...step, shown: true } } }
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

  /**
   * Lessons that are being played in an account now: the one that the learner has before them, and an exam until it is
   * handed in. In others nobody waits for what a robot does.
   */
  async running(accountId: string): Promise<Lesson[]> {
    const active = await this.#load(accountId)
    const shown = active.onScreen ?? lastSeen(active)
    return this.#course().lessons.filter(({ id, exam }) => {
      const own = active.progress.get(id)
      return own !== undefined && (exam !== undefined || id === shown) && isUnderWay(own)
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
      const partner = await partnerFacts(this.#services, accountId, lesson, before)
      const refused = await this.#refusedTo(accountId, active, partner)
      const evidence = this.#evidence(active, account, last, refused, partner)
      const after = change(before, { since: sinceRecord(evidence, last), evidence })
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

  async #evaluate(accountId: string, active: Active, news: NumberedRecord[], fromPartner = false): Promise<void> {
    if (active.progress.size === 0) return
    const account = await this.#services.accounts.get(accountId)
    if (!account) return
    if (!fromPartner) this.#take(active, news)
    const onScreen = active.onScreen ?? lastSeen(active)
    const refusedAlone = await this.#refusedTo(accountId, active)
    for (const lesson of this.#course().lessons) {
      const before = active.progress.get(lesson.id)
      if (!before || (fromPartner && lesson.partner === undefined)) continue
      const partner = await partnerFacts(this.#services, accountId, lesson, before)
      const refused = partner ? await this.#refusedTo(accountId, active, partner) : refusedAlone
      let progress = before
      const last = Math.max(active.records.at(-1)?.sequence ?? 0, before.anchor)
      if (lesson.exam && news.length > 0 && !fromPartner) {
        const sequence = news.at(-1)?.sequence ?? 0
        progress = examAdvanced(lesson, progress, this.#evidence(active, account, sequence, refused, partner), actsIn(news))
      }
      for (const { sequence, name } of lesson.exam && !fromPartner ? [] : news) {
        const evidence = fromPartner
          ? this.#evidence(active, account, last, refused, partner && upTo(partner, sequence))
          : this.#evidence(active, account, sequence, refused, partner)
        progress = advanced(lesson, progress, evidence, fromPartner ? last : sequence, name)
        await breathe()
      }
      if (news.length === 0) {
        progress = advanced(lesson, progress, this.#evidence(active, account, last, refused, partner), last)
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

  #take(active: Active, news: readonly NumberedRecord[]): void {
    const last = active.records.at(-1)?.sequence ?? 0
    const added = news.filter(({ sequence }) => sequence > last)
    active.records.push(...added)
    active.bytes += bytesOf(added)
    if (active.records.length > MAX_RECORDS || active.bytes > MAX_RECORD_BYTES) {
      active.records = bounded(active.records)
      active.bytes = bytesOf(active.records)
    }
    this.#makeRoom()
  }

  /** Since the lesson was last seen, as long as it is open and that was no pause. */
  #timeSpent({ status, seenAt = 0, grade }: LessonProgress, news: NumberedRecord[]): number {
    const idle = news.length > 0 && news.every(({ sourceIp }) => isActorAddress(sourceIp))
    const since = Math.max(0, this.#services.clock.now() - seenAt)
    return status === 'started' && !grade && !idle && since < PAUSE_MS ? since : 0
  }

  /** What the learner was refused, and what in the second account. */
  async #refusedTo(accountId: string, active: Active, partner?: PartnerFacts): Promise<Refused> {
    const { refusals } = this.#services
    const from = () => this.#sourcesOf(accountId, active, partner)
    return {
      own: await refusals.of(accountId, from),
      partner: partner ? await refusals.of(partner.account.accountId, from) : [],
    }
  }

  /** As it stood after record `last`. A step and its mistakes ask from the same anchors: looked up once. */
  #evidence(active: Active, account: Account, last: number, refused: Refused, partner?: PartnerFacts): AccountEvidence {
    const now = this.#services.clock.now()
    const known = new Map<string, ReturnType<AccountEvidence['after']>>()
    const of = (
      found: Account,
      records: readonly NumberedRecord[],
      refusals: readonly Refusal[],
      anchor: number,
      end: number,
    ) => ({
      account: found,
      now: accountTime(found, now),
      records: records.filter(({ sequence }) => sequence > anchor && sequence <= end),
      refusals: refusals.filter(({ afterSequence = 0 }) => afterSequence >= anchor),
    })
    const after = (anchor: number, partnerAnchor: number) => ({
      ...of(account, active.records, refused.own, anchor, last),
      ...(partner && { partner: of(partner.account, partner.records, refused.partner, partnerAnchor, partner.last) }),
    })
    return {
      now,
      accountNow: accountTime(account, now),
      ...(partner && { partnerLast: partner.last }),
      after(anchor, partnerAnchor = 0) {
        const key = `${anchor}/${partnerAnchor}`
        const found = known.get(key) ?? after(anchor, partnerAnchor)
        known.set(key, found)
        return found
      },
    }
  }

  /** The learner's own: of their pages, and of programs that their account let in. An actor's is never one. */
  #sourcesOf(accountId: string, { records }: Active, partner?: PartnerFacts): Set<string> {
    const used = [...records, ...(partner?.records ?? [])].flatMap(({ outcome, principal, sourceIp }) =>
      outcome === 'success' && principal.type !== 'AWSService' ? [sourceIp] : [],
    )
    const seen = [accountId, ...(partner ? [partner.account.accountId] : [])].flatMap((id) => [
      ...(this.#sources.get(id) ?? []),
    ])
    return new Set([...seen, ...used].filter((source) => !isActorAddress(source)))
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
    const partnerOf = await this.#services.partners.isOf(accountId)
    if (progress.size === 0) return { of, progress, records: [], bytes: 0, partnerOf }
    const { repository } = this.#services.accounts
    const first = Math.min(...[...progress.values()].map(({ anchor }) => anchor))
    const after = Math.max(first, (await repository.lastSequence(accountId)) - MAX_RECORDS)
    const records = bounded(await repository.records(accountId, { after, limit: MAX_RECORDS }))
    return { of, progress, records, bytes: bytesOf(records), partnerOf }
  }
}

/** What the learner changed, newest first. */
const actsIn = (news: readonly NumberedRecord[]): string[] =>
  news
    .filter(({ readOnly, outcome, sourceIp }) => !readOnly && outcome === 'success' && !isActorAddress(sourceIp))
    .map(({ name }) => name)
    .reverse()

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
