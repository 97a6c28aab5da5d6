import type { AccountRef } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { AccountDocument } from '../../account/repository.js'
import { NO_LESSON } from '../../lessons/checks/check.js'
import type { DocumentStore } from '../../store/documents.js'
import type { LessonProgress } from './progress.js'

export const PROGRESS = 'lesson-progress'
const ON_SCREEN = 'lesson-on-screen'
const EVALUATED = 'lesson-evaluated'

/** What progress of an earlier version lacks. */
const EMPTY = { ...NO_LESSON, spentMs: 0, revision: 0 }

/** The lesson that the learner has before them, and since when. */
export interface OnScreen {
  lesson: string
  at: Instant
}

/** By lesson: up to which records this revision of its progress was evaluated, though nothing came of it. */
export type Evaluated = Record<string, { revision: number; own: number; partner: number }>

export interface StoredLessons {
  progress: Map<string, LessonProgress>
  onScreen: OnScreen | undefined
  evaluated: Evaluated
}

/** The documents of an account's lessons. */
export class LessonDocuments {
  readonly #documents: DocumentStore

  constructor(documents: DocumentStore) {
    this.#documents = documents
  }

  async all(accountId: string): Promise<StoredLessons> {
    const [progress, onScreen, evaluated] = await Promise.all([
      this.progressOf(accountId),
      this.onScreen(accountId),
      this.evaluated(accountId),
    ])
    return { progress, onScreen, evaluated }
  }

  async progressOf(accountId: string): Promise<Map<string, LessonProgress>> {
    const stored = await this.#documents.listOf<LessonProgress>(accountId, PROGRESS)
    return new Map(stored.map(({ id, body }) => [id.slice(accountId.length + 1), { ...EMPTY, ...body }]))
  }

  async progress(accountId: string, lesson: string): Promise<LessonProgress | undefined> {
    const stored = await this.#documents.get<LessonProgress>(PROGRESS, `${accountId}/${lesson}`)
    return stored && { ...EMPTY, ...stored }
  }

  /** In a lesson, by account. */
  async progressIn(accountIds: readonly string[], lesson: string): Promise<Map<string, LessonProgress>> {
    const ids = accountIds.map((accountId) => `${accountId}/${lesson}`)
    const stored = await this.#documents.getAll<LessonProgress>(PROGRESS, ids)
    return new Map([...stored].map(([id, body]) => [id.slice(0, -lesson.length - 1), { ...EMPTY, ...body }]))
  }

  /** By compare-and-set; false if another has written it since `before`, or the account is gone. */
  save(of: AccountRef, lesson: string, progress: LessonProgress, before: number): Promise<boolean> {
    return this.#documents.putRevised(of, PROGRESS, `${of.accountId}/${lesson}`, progress, before)
  }

  async revisionsOf(accountIds: readonly string[]): Promise<{ accountId: string; lesson: string; revision: number }[]> {
    const found = await this.#documents.revisionsOf(accountIds, PROGRESS)
    return found.map(({ accountId, id, revision }) => ({ accountId, revision, lesson: id.slice(accountId.length + 1) }))
  }

  onScreen(accountId: string): Promise<OnScreen | undefined> {
    return this.#documents.get<OnScreen>(ON_SCREEN, accountId)
  }

  show(of: AccountRef, onScreen: OnScreen): Promise<void> {
    return this.#documents.putOf(of, ON_SCREEN, of.accountId, onScreen)
  }

  async evaluated(accountId: string): Promise<Evaluated> {
    return (await this.#documents.get<Evaluated>(EVALUATED, accountId)) ?? {}
  }

  keepEvaluated(of: AccountRef, evaluated: Evaluated): Promise<void> {
    return this.#documents.putOf(of, EVALUATED, of.accountId, evaluated)
  }
}

/** Progress that an account brings along, as documents to be written with it. */
export const progressDocuments = (accountId: string, progress: Readonly<Record<string, LessonProgress>>): AccountDocument[] =>
  Object.entries(progress).map(([lesson, body]) => ({ collection: PROGRESS, id: `${accountId}/${lesson}`, body }))
