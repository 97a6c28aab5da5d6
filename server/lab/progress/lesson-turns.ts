import type { Account } from '../../account/account.js'
import { AccountGone } from '../../account/accounts.js'
import type { Course } from '../../lessons/course/load-course.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { Partners } from '../partners.js'
import type { LabServices } from '../services.js'
import { Turns } from '../turns.js'
import { type Active, ActiveLessons } from './active-lessons.js'
import { type EvaluationServices, evaluate, type Looked, lookAt, reached } from './evaluate.js'
import { LessonDocuments } from './lesson-documents.js'
import { PageAddresses } from './page-addresses.js'
import { asSeen, type LessonProgress } from './progress.js'
import type { Publish } from './subscriptions.js'

export interface TurnServices extends Pick<LabServices, 'accounts' | 'documents' | 'refusals' | 'clock' | 'log' | 'shared'> {
  partners: Partners
}

/** Another process has written this progress meanwhile: what was made of the one before is nothing. */
class Overtaken extends Error {}

const MAX_ATTEMPTS = 10
/** A turn that failed, as when the database is away, is taken again. */
const AGAIN_MS = 1_000

/**
 * Turns at the lessons of an account: one at a time in all processes together, each from what is on disk. Where one
 * process has all accounts, it keeps them in memory between two turns.
 */
export class LessonTurns {
  readonly lessons: LessonDocuments
  readonly addresses: PageAddresses
  readonly #services: TurnServices & EvaluationServices
  readonly #publish: Publish
  readonly #lookAgain: (accountId: string) => void
  readonly #active: ActiveLessons
  readonly #turns: Turns
  readonly #again = new Map<string, NodeJS.Timeout>()

  /** `lookAgain`: called after a turn failed that other processes rely on. */
  constructor(services: TurnServices, course: () => Course, publish: Publish, lookAgain: (accountId: string) => void) {
    const { documents, clock, shared } = services
    this.lessons = new LessonDocuments(documents)
    this.addresses = new PageAddresses(documents, clock, shared !== undefined)
    this.#turns = new Turns('lessons', shared?.leases)
    this.#services = { ...services, course, addresses: this.addresses }
    this.#active = new ActiveLessons({
      ...services,
      lessons: this.lessons,
      isTaken: (accountId) => this.#turns.isTaken(accountId),
    })
    this.#publish = publish
    this.#lookAgain = lookAgain
  }

  /** Most accounts are in no lesson: then no process has to wait for another. */
  async isPlayed(accountId: string): Promise<boolean> {
    if (!this.#services.shared) return true
    const { partnerOf } = await this.#active.of(accountId, 'held')
    return partnerOf !== undefined || (await this.lessons.revisionsOf([accountId])).length > 0
  }

  /** As it stands, with all looked at that other processes recorded, or this one before it was started again. */
  async current(accountId: string): Promise<Active> {
    const active = await this.#active.of(accountId)
    if (!this.#services.shared) {
      if (!active.isNew || active.progress.size === 0) return active
      await this.run(accountId, async () => undefined)
      return this.#active.of(accountId)
    }
    const [stored, [head]] = await Promise.all([
      this.lessons.all(accountId),
      this.#services.accounts.repository.heads([accountId]),
    ])
    const seen = { ...active, ...stored }
    const isBehind = this.#services.course().lessons.some((lesson) => {
      const progress = stored.progress.get(lesson.id)
      return progress !== undefined && reached(seen, lesson, progress).own < (head?.last ?? 0)
    })
    if (!isBehind) return seen
    let caughtUp = seen
    await this.run(accountId, async (fresh) => {
      caughtUp = { ...fresh }
    })
    return caughtUp
  }

  /** `prepare`: see `Turns`. */
  run(accountId: string, work: (active: Active) => Promise<void>, prepare?: () => Promise<boolean>): Promise<void> {
    const turn = this.#turns.take(accountId, () => this.#attempt(accountId, work), prepare)
    turn.catch((error: unknown) => {
      if (error instanceof AccountGone) return
      this.#services.log('a lesson could not be evaluated', { error })
      if (this.#services.shared) this.#soonAgain(accountId)
    })
    return turn
  }

  /** With what is on disk, and again from there if another process has written meanwhile. */
  async #attempt(accountId: string, work: (active: Active) => Promise<void>): Promise<void> {
    const { shared } = this.#services
    for (let attempt = 1; ; attempt++) {
      try {
        const active = shared ? await this.#active.fresh(accountId) : await this.#active.of(accountId)
        if (shared || active.isNew) await this.evaluate(active, false)
        active.isNew = false
        return await work(active)
      } catch (error) {
        if (!(error instanceof Overtaken) || attempt === MAX_ATTEMPTS) throw error
        this.#active.forget(accountId)
      }
    }
  }

  #soonAgain(accountId: string): void {
    if (this.#again.has(accountId)) return
    const timer = setTimeout(() => {
      this.#again.delete(accountId)
      this.#lookAgain(accountId)
    }, AGAIN_MS)
    this.#again.set(accountId, timer.unref())
  }

  /** `asked`: see `evaluate`. */
  async evaluate(active: Active, asked: boolean): Promise<void> {
    const { accountId } = active.of
    const account = active.progress.size > 0 ? await this.#services.accounts.get(accountId) : undefined
    if (!account) return
    // A lesson may have begun, or a step be open again, since the records were read.
    await this.#active.keepNeeded(active)
    const before = JSON.stringify(active.evaluated)
    await evaluate(this.#services, active, account, {
      asked,
      save: (lesson, progress, last) =>
        this.save(active, lesson, { ...progress, evaluatedTo: last.own, partnerEvaluatedTo: last.partner }),
    })
    await this.#active.keepNeeded(active)
    if (!this.#services.shared || JSON.stringify(active.evaluated) === before) return
    await this.lessons.keepEvaluated(active.of, active.evaluated)
  }

  /** Throws Overtaken, so that the turn begins again. */
  async save(active: Active, lesson: Lesson, changed: LessonProgress): Promise<void> {
    const before = active.progress.get(lesson.id)?.revision ?? 0
    // By the clock, so that it grows over a reset too.
    const progress = { ...changed, revision: Math.max(before + 1, this.#services.clock.now()) }
    if (!(await this.lessons.save(active.of, lesson.id, progress, before))) throw new Overtaken()
    active.progress.set(lesson.id, progress)
    this.#publish(active.of.accountId, 'progress', { lesson: lesson.id, progress: asSeen(progress) })
  }

  /** What a lesson's progress may be judged by now. */
  lookAt(active: Active, account: Account, lesson: Lesson, before: Parameters<typeof lookAt>[4]): Promise<Looked> {
    return lookAt(this.#services, active, account, lesson, before)
  }

  /** Lets accounts go that have been quiet the longest, if those in memory are too large. */
  makeRoom(): void {
    this.#active.makeRoom()
  }

  settled(): Promise<void> {
    return this.#turns.settled()
  }

  forget(accountId: string): void {
    this.#active.forget(accountId)
    this.addresses.forget(accountId)
  }

  close(): void {
    for (const timer of this.#again.values()) clearTimeout(timer)
  }
}
