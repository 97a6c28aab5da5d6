import { MINUTE_MS } from '../../account/durations.js'
import { ApiError } from '../../api/api-error.js'
import { breathe } from '../../bounds/turn.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { ClassNews } from '../class-news.js'
import { BoardStreams, type BoardWatcher } from './board-streams.js'
import { changesSince, type Told, toldOf } from './changes.js'
import { ClassWatch, type WatchServices } from './class-watch.js'
import type { BoardOfCourse, BoardOfLesson, BoardRow } from './contract.js'
import { misconceptionsOf } from './misconceptions.js'
import { type BoardView, byNeed, rowOf } from './rows.js'
import type { LearnerSigns } from './signs.js'

export interface BoardServices extends WatchServices {
  news: ClassNews
}

/** At most two changes a second. */
const TICK_MS = 500
/** How far into a turn of the event loop rows are made: a board waits for all of them. */
const ROWS_MS = 5
/** How often all is compared with the store, in case news were lost. */
const RECHECK_MS = 10_000
/** A class that nobody looks at is forgotten. */
const KEPT_MS = MINUTE_MS

interface Watched {
  watch: ClassWatch
  /** Real time by this process's own count, in milliseconds. */
  usedAt: number
  checkedAt: number
  /** By lesson, or '' for the course's: what those who watch were told. */
  told: Map<string, Told>
  list: string | undefined
}

/** The boards of all classes that somebody looks at, at this process. */
export class Boards {
  readonly #services: BoardServices
  readonly #streams = new BoardStreams()
  readonly #classes = new Map<string, Watched>()
  readonly #timer: NodeJS.Timeout
  #ticking: Promise<void> | undefined

  constructor(services: BoardServices) {
    this.#services = services
    const each = (tell: (watch: ClassWatch) => void) => {
      for (const { watch } of this.#classes.values()) tell(watch)
    }
    services.lab.live.listen({
      progressed: (...news) => each((watch) => watch.progressed(...news)),
      recorded: (records) => each((watch) => watch.recorded(records)),
      ended: (accountId) => each((watch) => watch.ended(accountId)),
      heard: (heard) => each((watch) => watch.heard(heard)),
    })
    services.lab.refusals.onAdded((accountId) => each((watch) => watch.refused(accountId)))
    services.news.onChanged((classId) => each((watch) => [watch.id, 'any'].includes(classId) && watch.listChanged()))
    this.#timer = setInterval(() => {
      this.#ticking ??= this.#tick().finally(() => {
        this.#ticking = undefined
      })
    }, TICK_MS).unref()
  }

  /** Throws ApiError NoSuchLesson. */
  async ofLesson(classId: string, lessonId: string): Promise<BoardOfLesson> {
    const lesson = this.lesson(lessonId)
    const { id, title, steps } = lesson
    const board = await this.#board(classId, lesson)
    return { lesson: { id, title }, columns: steps.map((step) => ({ id: step.id, title: step.title })), ...board }
  }

  async ofCourse(classId: string): Promise<BoardOfCourse> {
    const board = await this.#board(classId, undefined)
    const { lessons } = this.#watched(classId).watch
    return { columns: lessons.map(({ id, title }) => ({ id, title })), ...board }
  }

  /** Throws ApiError NoSuchLesson. */
  lesson(id: string): Lesson {
    const lesson = this.#services.lab.course().lessons.find((one) => one.id === id)
    if (!lesson) throw new ApiError(404, 'NoSuchLesson', `There’s no lesson '${id}'.`)
    return lesson
  }

  /** Tells what changes from now on. */
  async stream(watcher: BoardWatcher): Promise<void> {
    const { classId, lesson = '' } = watcher
    const watched = this.#watched(classId)
    await watched.watch.fresh()
    if (!watched.told.has(lesson)) {
      const { rows, misconceptions } = await this.#seen(watched.watch, lesson)
      watched.told.set(lesson, toldOf(rows, misconceptions))
    }
    watched.list ??= watched.watch.list
    this.#streams.add(watcher)
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#streams.close()
    await this.#ticking?.catch(() => undefined)
  }

  #watched(classId: string): Watched {
    const now = performance.now()
    const known = this.#classes.get(classId)
    if (known) {
      known.usedAt = now
      return known
    }
    const watch = new ClassWatch(classId, this.#services)
    const watched = { watch, usedAt: now, checkedAt: now, told: new Map<string, Told>(), list: undefined }
    this.#classes.set(classId, watched)
    return watched
  }

  /** As it stands now, whichever process wrote it. */
  async #board(classId: string, lesson: Lesson | undefined): Promise<Pick<BoardOfCourse, 'rows' | 'misconceptions'>> {
    const { watch } = this.#watched(classId)
    if (this.#services.lab.shared) watch.lookAgain()
    else watch.listChanged()
    await watch.fresh()
    const { rows, misconceptions } = await this.#seen(watch, lesson?.id ?? '')
    return { rows: rows.sort(byNeed), misconceptions }
  }

  async #seen(watch: ClassWatch, lessonId: string): Promise<Pick<BoardOfCourse, 'rows' | 'misconceptions'>> {
    const lesson = lessonId === '' ? undefined : this.lesson(lessonId)
    const view: BoardView = { lesson, lessons: watch.lessons, stuckAfterMs: watch.class.stuckAfterMinutes * MINUTE_MS }
    const now = this.#services.lab.clock.now()
    const rows: BoardRow[] = []
    const learners: LearnerSigns[] = []
    for (const signs of watch.learners()) {
      learners.push(signs)
      rows.push(rowOf(signs, view, now))
      await breathe(ROWS_MS)
    }
    return { rows, misconceptions: misconceptionsOf(learners, lesson ? [lesson] : view.lessons) }
  }

  async #tick(): Promise<void> {
    await this.#streams.recheck()
    for (const [classId, watched] of [...this.#classes]) {
      const isWatched = this.#streams.watches(classId)
      if (isWatched) watched.usedAt = performance.now()
      else if (performance.now() - watched.usedAt > KEPT_MS) this.#classes.delete(classId)
      if (isWatched) await this.#tell(classId, watched).catch((error: unknown) => this.#failed(error))
    }
  }

  async #tell(classId: string, watched: Watched): Promise<void> {
    const { watch } = watched
    if (performance.now() - watched.checkedAt > RECHECK_MS) {
      watched.checkedAt = performance.now()
      if (this.#services.lab.shared) watch.lookAgain()
      else watch.listChanged()
    }
    await watch.fresh()
    const lessons = this.#streams.lessons(classId)
    for (const lesson of watched.told.keys()) if (!lessons.has(lesson)) watched.told.delete(lesson)
    for (const lesson of lessons) {
      const told = watched.told.get(lesson)
      const seen = await this.#seen(watch, lesson)
      const now = toldOf(seen.rows, seen.misconceptions)
      watched.told.set(lesson, now)
      const changes = told && changesSince(told, now, seen)
      if (changes) this.#streams.publish(classId, lesson, 'board', { ...(lesson === '' ? {} : { lesson }), ...changes })
    }
    const { list } = watch
    if (list !== watched.list) for (const lesson of lessons) this.#streams.publish(classId, lesson, 'class', {})
    watched.list = list
  }

  /** A class that was deleted ends its streams. */
  #failed(error: unknown): void {
    if (!(error instanceof ApiError)) this.#services.lab.log('a board could not be looked at', { error })
  }
}
