import { randomUUID } from 'node:crypto'
import { MINUTE_MS } from '../../account/durations.js'
import type { Instant } from '../../account/ports.js'
import { ApiError } from '../../api/api-error.js'
import { Turns } from '../../lab/turns.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { newRootPassword } from '../../signin/recover-root.js'
import type { Whom } from '../contract.js'
import { forEachLearner } from '../each-learner.js'
import { rowsOf } from '../members.js'
import { tellLearners } from '../news-to-learners.js'
import type { ClassRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import type { Exam, ExamResult } from './contract.js'
import {
  changeExam,
  changeSeat,
  type ExamRow,
  examKey,
  examRow,
  examRows,
  noSuchExam,
  seatRow,
  seatRows,
  UNDER_WAY,
} from './exam-rows.js'
import { endOf, examResult, isDue, shownExam } from './exam-state.js'
import { handIn } from './hand-in.js'
import { seated } from './seated.js'
import { begin, seat } from './seats.js'

const LOOK_MS = 1_000
/** An exam whose preparation was interrupted for longer is given up: nobody waits for it any more. */
const PREPARED_WITHIN_MS = 5 * MINUTE_MS
const MAX_EXAMS = 100
const MAX_EXTRA_MINUTES = 600

interface Starting {
  to: Whom
  lesson: string
  minutes: number
}

/**
 * The exams of all classes. All times and all that was handed in is in the store, so that any process goes on with what
 * another one, or an earlier one, began. One of them works at an exam at a time; whatever is done once is written by
 * compare-and-set.
 */
export class Exams {
  readonly #services: ClassroomServices
  readonly #turns: Turns
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined

  constructor(services: ClassroomServices) {
    this.#services = services
    this.#turns = new Turns('exam', services.lab.shared?.leases)
  }

  /** Sees to it from now on that exams are handed in when their time is over. */
  watch(): void {
    this.#timer ??= setInterval(() => this.#lookSoon(), LOOK_MS).unref()
    this.#lookSoon()
  }

  /** Until nobody works at an exam in this process. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
    await this.#turns.settled()
  }

  async list({ id }: Pick<ClassRow, 'id'>): Promise<Exam[]> {
    const rows = await examRows(this.#services, id)
    return Promise.all(rows.map((row) => this.#shown(row)))
  }

  /** When the exam that a class sits now is over for most; undefined if there is none. */
  async endsAt(classId: string): Promise<Instant | undefined> {
    const rows = await examRows(this.#services, classId)
    const running = rows.find(({ body }) => body.startedAt !== undefined && body.closedAt === undefined)
    return running && endOf(running.body)
  }

  /** For those of the class who have joined. Throws ApiError NoExam, NobodyHere, TooManyExams. */
  async start(of: ClassRow, { to, lesson: lessonId, minutes }: Starting): Promise<Exam> {
    const { store, lab } = this.#services
    const lesson = this.#lesson(lessonId)
    if (!lesson?.exam || !lesson.start) throw new ApiError(400, 'NoExam', 'Only a lesson that is an exam can be sat as one.')
    const learners = (await rowsOf(this.#services, of.id, to)).filter(({ body }) => body.joinedAt !== undefined)
    if (learners.length === 0) throw new ApiError(409, 'NobodyHere', 'Nobody of them has joined the class yet.')
    if ((await examRows(this.#services, of.id)).length >= MAX_EXAMS)
      throw new ApiError(409, 'TooManyExams', `A class can have ${MAX_EXAMS} exams at most.`)
    const [id, madeAt] = [randomUUID(), lab.clock.now()]
    const body = { lesson: lesson.id, title: lesson.title, minutes, madeAt, failed: [] }
    await lab.documents.put(UNDER_WAY, id, { classId: of.id })
    await store.items.add(examKey(of.id, id), { at: madeAt, body: { ...body, learners: learners.map((one) => one.id) } })
    return this.#after(of.id, id)
  }

  /** For all who haven't handed it in. */
  async end(classId: string, id: string): Promise<Exam> {
    const at = this.#services.lab.clock.now()
    await changeExam(this.#services, { classId, id }, (body) => {
      if (body.startedAt === undefined) throw new ApiError(409, 'NotStarted', 'This exam is still being prepared.')
      return body.closedAt === undefined && body.endedAt === undefined ? { ...body, endedAt: at } : body
    })
    return this.#after(classId, id)
  }

  /** For one. Throws ApiError HandedIn. */
  async moreTime(classId: string, id: string, learner: string, minutes: number): Promise<Exam> {
    const row = await this.#existing(classId, id)
    const over = new ApiError(409, 'HandedIn', 'This exam was handed in, so there’s no more time to give.')
    const [one] = await seated(this.#services, row, [learner])
    if (!one) throw new ApiError(404, 'NotSitting', 'This learner doesn’t sit this exam.')
    if (one.result || row.body.endedAt !== undefined) throw over
    const now = this.#services.lab.clock.now()
    const changed = await changeSeat(this.#services, row, learner, (seat) => {
      const end = endOf(row.body, seat.extraMinutes)
      if (seat.closing || seat.result || (end !== undefined && end <= now)) return undefined
      const extraMinutes = seat.extraMinutes + minutes
      if (extraMinutes > MAX_EXTRA_MINUTES)
        throw new ApiError(400, 'TooMuchTime', `You can give ${MAX_EXTRA_MINUTES} more minutes at most.`)
      return { ...seat, extraMinutes }
    })
    if (!changed) throw over
    await tellLearners(this.#services, classId, [learner])
    return this.#shown(row)
  }

  /** Learners see their results. Throws ApiError StillRunning. */
  async release(classId: string, id: string): Promise<Exam> {
    const { lab } = this.#services
    await this.#existing(classId, id)
    await lab.documents.put(UNDER_WAY, id, { classId })
    await changeExam(this.#services, { classId, id }, (body) => {
      if (body.closedAt === undefined) throw new ApiError(409, 'StillRunning', 'This exam hasn’t ended yet.')
      return body.releasedAt === undefined ? { ...body, releasedAt: lab.clock.now() } : body
    })
    return this.#after(classId, id)
  }

  async results(classId: string, id: string): Promise<ExamResult[]> {
    const row = await this.#existing(classId, id)
    return (await seated(this.#services, row)).flatMap(({ id: learner, name, result }) =>
      result ? [examResult({ learner, name }, result)] : [],
    )
  }

  /** Once all that is due was done, by this process or another one. */
  async #after(classId: string, id: string): Promise<Exam> {
    await this.#work(classId, id)
    const row = await this.#existing(classId, id)
    this.#services.news?.changed(classId)
    return this.#shown(row)
  }

  async #existing(classId: string, id: string): Promise<ExamRow> {
    const row = await examRow(this.#services, classId, id)
    if (!row) throw noSuchExam()
    return row
  }

  async #shown(row: ExamRow): Promise<Exam> {
    return shownExam(row.id, row.body, await seated(this.#services, row))
  }

  #lesson(id: string): Lesson | undefined {
    return this.#services.lab.course().lessons.find((one) => one.id === id)
  }

  #lookSoon(): void {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#services.lab.log('exams could not be looked at', { error }))
      .finally(() => {
        this.#looking = undefined
      })
  }

  async #look(): Promise<void> {
    const { lab } = this.#services
    for (const { id, body } of await lab.documents.list<{ classId: string }>(UNDER_WAY)) {
      const row = await examRow(this.#services, body.classId, id)
      // Each of these asks for work; otherwise no process has to wait for another.
      const { startedAt, closedAt, isTold, releasedAt } = row?.body ?? {}
      const isQuiet = row && startedAt !== undefined && !isDue(row.body, lab.clock.now())
      if (!isQuiet || closedAt !== undefined || (releasedAt !== undefined && !isTold)) await this.#work(body.classId, id)
    }
  }

  /** Does what is due, as one process at a time. */
  #work(classId: string, id: string): Promise<void> {
    return this.#turns.take(id, async () => {
      const { lab } = this.#services
      const row = await examRow(this.#services, classId, id)
      if (row && row.body.startedAt === undefined) return this.#prepare(row)
      if (row && row.body.closedAt === undefined) return this.#close(row)
      if (row?.body.releasedAt !== undefined && !row.body.isTold) return this.#tell(row)
      await lab.documents.delete(UNDER_WAY, id)
    })
  }

  /** Everybody gets an account of the exam and begins; then its time does. */
  async #prepare(row: ExamRow): Promise<void> {
    const { lab, store } = this.#services
    const lesson = this.#lesson(row.body.lesson)
    if (!lesson || lab.clock.now() - row.body.madeAt > PREPARED_WITHIN_MS) {
      await store.items.delete(examKey(row.classId, row.id))
      await lab.documents.delete(UNDER_WAY, row.id)
      return
    }
    const learners = row.body.learners.map((id) => ({ id }))
    const nobodysHash = await lab.passwords.hash(newRootPassword(lab.random))
    const seating = { exam: row, lesson, nobodysHash }
    const { failed } = await forEachLearner(learners, (learner) => seat(this.#services, seating, learner), lab.log)
    const seats = await seatRows(this.#services, row)
    const begun = await forEachLearner(seats, ({ body }) => begin(this.#services, lesson, body), lab.log)
    const startedAt = lab.clock.now()
    await changeExam(this.#services, row, (body) =>
      body.startedAt === undefined ? { ...body, startedAt, learners: [], failed: [...failed, ...begun.failed] } : body,
    )
    await tellLearners(this.#services, row.classId, row.body.learners)
  }

  /** Hands in whatever has no time left. */
  async #close(row: ExamRow): Promise<void> {
    const { lab, news } = this.#services
    const now = lab.clock.now()
    const seats = await seatRows(this.#services, row)
    const isOver = (extraMinutes: number) => (endOf(row.body, extraMinutes) ?? Number.POSITIVE_INFINITY) <= now
    const due = seats.filter(({ body }) => !body.result && (body.closing || isOver(body.extraMinutes)))
    const lesson = this.#lesson(row.body.lesson)
    await forEachLearner(due, ({ id }) => handIn(this.#services, row, lesson, id), lab.log)
    if (due.length > 0) {
      const learners = due.map(({ id }) => id)
      await tellLearners(this.#services, row.classId, learners)
    }
    if (!isDue(row.body, now) || (await seatRows(this.#services, row)).some(({ body }) => !body.result)) return
    await changeExam(this.#services, row, (body) => (body.closedAt === undefined ? { ...body, closedAt: now } : body))
    news?.changed(row.classId)
  }

  /** The labs show the grade from now on. */
  async #tell(row: ExamRow): Promise<void> {
    const { lab } = this.#services
    const lesson = this.#lesson(row.body.lesson)
    const seats = await seatRows(this.#services, row)
    const show = async ({ id }: { id: string }) => {
      const own = await seatRow(this.#services, row, id)
      if (own && lesson && (await lab.accounts.get(own.body.accountId))) await lab.engine.release(own.body.accountId, lesson)
    }
    const { failed } = await forEachLearner(seats, show, lab.log)
    await tellLearners(
      this.#services,
      row.classId,
      seats.map(({ id }) => id),
    )
    if (failed.length === 0) await changeExam(this.#services, row, (body) => ({ ...body, isTold: true }))
  }
}
