import { isDeepStrictEqual } from 'node:util'
import { type AccountRef, isSameAccount } from '../../account/account.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { ActorProgress } from '../../lessons/checks/check.js'
import type { Course } from '../../lessons/course/load-course.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { PartnerOf } from '../partners.js'
import { type Active, lastSeen } from './active-lessons.js'
import { type Looked, reached } from './evaluate.js'
import { graded } from './grade.js'
import { bounded } from './kept-records.js'
import { LessonTurns, type TurnServices } from './lesson-turns.js'
import {
  held,
  isUnderWay,
  type LessonProgress,
  notStarted,
  type OfClass,
  reopened,
  sinceRecord,
  skipped,
  started,
} from './progress.js'
import type { Publish } from './subscriptions.js'

/** How a change of progress is made from what there was. */
type Change = (progress: LessonProgress, looked: Looked) => LessonProgress

/**
 * Watches the records of all accounts and moves the lessons that they could change. Evaluations of one account are
 * serial, in all processes together; the records say what is left to look at, so nothing is lost or looked at twice,
 * whichever process ends.
 */
export class LessonEngine {
  readonly #services: TurnServices
  readonly #course: () => Course
  readonly #turns: LessonTurns
  /** Records that a turn, which has not begun, will look at. */
  readonly #news = new Map<string, { of: AccountRef; records: NumberedRecord[] }>()
  /** Accounts that a turn, which has not begun, will look at because a call to them was refused. */
  readonly #refused = new Set<string>()

  constructor(services: TurnServices, course: () => Course, publish: Publish) {
    this.#services = services
    this.#course = course
    this.#turns = new LessonTurns(services, course, publish, this.onRefused)
  }

  readonly onRecorded = (records: NumberedRecord[], of: AccountRef): void => {
    const waiting = this.#news.get(of.accountId)
    if (waiting && isSameAccount(waiting.of, of)) waiting.records = bounded([...waiting.records, ...records])
    else this.#look(of, records)
  }

  #look(of: AccountRef, records: NumberedRecord[]): void {
    const { accountId } = of
    const news = { of, records }
    this.#news.set(accountId, news)
    const begun = () => {
      if (this.#news.get(accountId) === news) this.#news.delete(accountId)
    }
    const work = async (active: Active) => {
      if (!isSameAccount(active.of, of)) return
      // Where processes share the accounts, the turn has read them from the store.
      if (!this.#services.shared) await this.#take(active, news.records)
      if (active.partnerOf) this.#lookFromPartner(active.partnerOf)
    }
    const prepare = async () => {
      begun()
      return this.#turns.isPlayed(accountId)
    }
    void this.#turns.run(accountId, work, prepare).catch(() => undefined)
  }

  async #take(active: Active, records: readonly NumberedRecord[]): Promise<void> {
    if (active.progress.size === 0) return
    active.records.add(records)
    this.#turns.makeRoom()
    await this.#turns.evaluate(active, false)
  }

  /** Something happened in a lesson's second account. Its own turn doesn't wait for this one: neither waits for the other. */
  #lookFromPartner({ accountId }: PartnerOf, asked = false): void {
    void this.#turns.run(accountId, (active) => this.#turns.evaluate(active, asked)).catch(() => undefined)
  }

  /** A call that failed authentication: it has no record, yet a step may wait for it. */
  readonly onRefused = (accountId: string | undefined): void => {
    if (!accountId || this.#refused.has(accountId)) return
    this.#refused.add(accountId)
    const work = (active: Active) => {
      if (active.partnerOf) this.#lookFromPartner(active.partnerOf, true)
      return this.#turns.evaluate(active, true)
    }
    const prepare = async () => {
      this.#refused.delete(accountId)
      return this.#turns.isPlayed(accountId)
    }
    void this.#turns.run(accountId, work, prepare).catch(() => undefined)
  }

  /** A page of the account's learner asks from this address. */
  seen(of: AccountRef, address: string): Promise<void> {
    return this.#turns.addresses.add(of, address)
  }

  /** The learner has this lesson before them. */
  async show(accountId: string, lesson: Lesson): Promise<void> {
    const active = await this.#turns.current(accountId)
    if (active.onScreen?.lesson === lesson.id || !active.progress.has(lesson.id)) return
    await this.#onScreen(active, lesson)
  }

  async #onScreen(active: Active, { id: lesson }: Lesson): Promise<void> {
    active.onScreen = { lesson, at: this.#services.clock.now() }
    await this.#turns.lessons.show(active.of, active.onScreen)
  }

  async progressOf(accountId: string, lesson: Lesson): Promise<LessonProgress> {
    return (await this.#turns.current(accountId)).progress.get(lesson.id) ?? notStarted(lesson)
  }

  async start(accountId: string, lesson: Lesson, ofClass: OfClass = {}): Promise<LessonProgress> {
    await this.#services.accounts.flush(accountId)
    const anchor = await this.#services.accounts.repository.lastSequence(accountId)
    await this.#turns.run(accountId, async (active) => {
      const account = await this.#services.accounts.existing(accountId)
      const before = { status: 'started' as const, anchor }
      const { evidence } = await this.#turns.lookAt(active, account, lesson, before)
      const now = this.#services.clock.now()
      await this.#onScreen(active, lesson)
      const progress = started(lesson, sinceRecord(evidence, anchor), now, active.progress.get(lesson.id), ofClass)
      await this.#turns.save(active, lesson, {
        ...progress,
        evaluatedTo: anchor,
        partnerEvaluatedTo: progress.partnerAnchor ?? 0,
      })
      await this.#turns.evaluate(active, true)
    })
    return this.progressOf(accountId, lesson)
  }

  openHint(accountId: string, lesson: Lesson, stepId: string, hint: number): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const step = progress.steps[stepId]
      if (!step || step.hintsOpened >= hint) return progress
      const hintsAt = [...(step.hintsAt ?? []), this.#services.clock.now()]
      return { ...progress, steps: { ...progress.steps, [stepId]: { ...step, hintsOpened: hint, hintsAt } } }
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

  answer(accountId: string, lesson: Lesson, quizId: string, correct: boolean): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const { attempts = 0, correct: before = false } = progress.quiz[quizId] ?? {}
      return { ...progress, quiz: { ...progress.quiz, [quizId]: { attempts: attempts + 1, correct: before || correct } } }
    })
  }

  skip(accountId: string, lesson: Lesson, stepId: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { evidence, last }) =>
      skipped(lesson, progress, stepId, sinceRecord(evidence, last.own)),
    )
  }

  reopen(accountId: string, lesson: Lesson, stepId: string): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { evidence, last }) =>
      reopened(lesson, progress, stepId, sinceRecord(evidence, last.own)),
    )
  }

  /** The class waits at this step of the lesson; undefined: no more. */
  hold(accountId: string, lesson: Lesson, step: string | undefined): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress, { evidence, last }) =>
      held(lesson, progress, step, sinceRecord(evidence, last.own)),
    )
  }

  /** Its learner sees the grade that was withheld. */
  release(accountId: string, lesson: Lesson): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const { withheld, ...rest } = progress
      return withheld ? rest : progress
    })
  }

  /** What was found in a text; the text itself is not given to the engine. */
  handIn(accountId: string, lesson: Lesson, snippetId: string, findings: string[]): Promise<LessonProgress> {
    return this.#change(accountId, lesson, (progress) => {
      const before = progress.snippets[snippetId]
      const isSame = before !== undefined && isDeepStrictEqual(before.findings, findings)
      const found = isSame ? { findings, times: (before.times ?? 1) + 1 } : { findings }
      return { ...progress, snippets: { ...progress.snippets, [snippetId]: found } }
    })
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
    if (!(await this.#turns.isPlayed(accountId))) return []
    const active = await this.#turns.current(accountId)
    const shown = active.onScreen?.lesson ?? lastSeen(active)
    return this.#course().lessons.filter(({ id, exam }) => {
      const own = active.progress.get(id)
      return own !== undefined && (exam !== undefined || id === shown) && isUnderWay(own)
    })
  }

  /** All progress of an account, by lesson. */
  async all(accountId: string): Promise<Record<string, LessonProgress>> {
    return Object.fromEntries((await this.#turns.current(accountId)).progress)
  }

  /** Looks at what is on record and was not looked at, by whatever process it came. */
  async catchUp(accountId: string): Promise<void> {
    await this.#turns.run(accountId, async (active) => {
      if (active.partnerOf) this.#lookFromPartner(active.partnerOf)
    })
  }

  /** Until nothing is being evaluated. */
  settled(): Promise<void> {
    return this.#turns.settled()
  }

  /** Forgets what is in memory of an account that was reset, deleted or replaced; its documents went with it. */
  forget(accountId: string): void {
    this.#turns.forget(accountId)
  }

  close(): void {
    this.#turns.close()
  }

  async #change(accountId: string, lesson: Lesson, change: Change): Promise<LessonProgress> {
    await this.#services.accounts.flush(accountId)
    await this.#turns.run(accountId, async (active) => {
      const account = await this.#services.accounts.get(accountId)
      if (!account) return
      const before = active.progress.get(lesson.id) ?? notStarted(lesson)
      const after = change(before, await this.#turns.lookAt(active, account, lesson, before))
      if (after === before) return
      const { own, partner } = reached(active, lesson, before)
      await this.#turns.save(active, lesson, { ...after, evaluatedTo: own, partnerEvaluatedTo: partner })
      await this.#turns.evaluate(active, true)
    })
    return this.progressOf(accountId, lesson)
  }
}
