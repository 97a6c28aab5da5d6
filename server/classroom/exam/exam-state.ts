import { MINUTE_MS } from '../../account/durations.js'
import type { Instant } from '../../account/ports.js'
import type { Grade } from '../../lab/progress/progress.js'
import type { Exam, ExamItem, ExamResult } from './contract.js'

/** An exam as it is kept. It is being prepared until it has `startedAt`. */
export interface ExamBody {
  lesson: string
  title: string
  minutes: number
  /** Who is to be given a seat; nobody once it has begun. */
  learners: string[]
  madeAt: Instant
  startedAt?: Instant
  /** The instructor ended it for all. */
  endedAt?: Instant
  /** Everybody has handed it in. */
  closedAt?: Instant
  releasedAt?: Instant
  /** The labs of all learners know that it was released. */
  isTold?: true
  failed: { learner: string; message: string }[]
}

/** A learner's place in an exam. */
export interface SeatBody {
  accountId: string
  extraMinutes: number
  /** It's about to be handed in: no more time is given. */
  closing?: true
  result?: SeatResult
}

/** `grade` is absent if there was nothing to grade, as when the account is gone. */
export interface SeatResult {
  handedInAt: Instant
  grade?: Grade
}

/** When a seat's time is over; undefined while the exam is prepared. */
export function endOf({ startedAt, minutes, endedAt }: ExamBody, extraMinutes = 0): Instant | undefined {
  if (startedAt === undefined) return undefined
  return Math.min(endedAt ?? Number.POSITIVE_INFINITY, startedAt + (minutes + extraMinutes) * MINUTE_MS)
}

/** Nobody's time is over before. */
export const isDue = (exam: ExamBody, now: Instant): boolean => (endOf(exam) ?? Number.POSITIVE_INFINITY) <= now

/** Items in the exam's order, then deductions, which are worth nothing and cost points. */
const itemsOf = ({ items, deductions }: Grade): ExamItem[] => [
  ...items.map(({ id, title, points, of }) => ({ id, title, points, of })),
  ...deductions.map(({ id, title, points }) => ({ id, title, points, of: 0 })),
]

export function examResult(who: { learner: string; name: string }, { grade, handedInAt }: SeatResult): ExamResult {
  const { points = 0, of = 0, passed = false } = grade ?? {}
  return { ...who, points, of, passed, handedInAt, items: grade ? itemsOf(grade) : [] }
}

/** How the class did: the average of each item, to one place. Whoever has no grade counts with none of its points. */
export function averages(results: readonly ExamResult[]): ExamItem[] {
  const sums = new Map<string, ExamItem>()
  for (const { items } of results) {
    for (const item of items) {
      const sum = sums.get(item.id)
      sums.set(item.id, { ...item, points: (sum?.points ?? 0) + item.points })
    }
  }
  const inOrder = [...sums.values()].sort((one, other) => Number(one.of === 0) - Number(other.of === 0))
  return inOrder.map((item) => ({ ...item, points: Math.round((10 * item.points) / results.length) / 10 }))
}

/** What a learner has got so far, where a seat doesn't say it yet. */
export interface Seated {
  id: string
  name: string
  seat: SeatBody
  result?: SeatResult | undefined
}

/** As the class's staff sees it. */
export function shownExam(id: string, exam: ExamBody, seated: readonly Seated[]): Exam {
  const { lesson, title, minutes, madeAt, startedAt = madeAt, closedAt, releasedAt, failed } = exam
  const results = seated.flatMap(({ id: learner, name, result }) => (result ? [examResult({ learner, name }, result)] : []))
  return {
    ...{ id, lesson, title, minutes, startedAt },
    endsAt: endOf(exam) ?? madeAt + minutes * MINUTE_MS,
    state: closedAt === undefined ? 'running' : 'ended',
    released: releasedAt !== undefined,
    learners: seated.map(({ id: learner, name, seat, result }) => ({
      ...{ id: learner, name },
      endsAt: endOf(exam, seat.extraMinutes) ?? madeAt + minutes * MINUTE_MS,
      ...(result ? { handedInAt: result.handedInAt } : {}),
      ...(result?.grade ? { points: result.grade.points, of: result.grade.of } : {}),
    })),
    items: closedAt === undefined ? [] : averages(results),
    failed,
  }
}
