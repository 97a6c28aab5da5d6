import type { Instant } from '../../account/ports.js'
import type { LessonProgress, StepProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'

/** All that a board knows of a learner. Times are real. */
export interface LearnerSigns {
  learner: string
  name: string
  section?: string | undefined
  joinedAt: Instant
  hand?: { at: Instant; takenBy?: string } | undefined
  lessons: ReadonlyMap<string, LessonSigns>
  /** The newest first. */
  failures: readonly Failure[]
  /** When they did something last. */
  activeAt: Instant
  /** A page of theirs is open. */
  isPresent: boolean
}

/** As much of a lesson's progress as a board shows. */
export interface LessonSigns {
  startedAt: Instant
  /** When something of it changed last. */
  changedAt: Instant
  /** Nothing is left to do. */
  isDone: boolean
  /** Time with the lesson, without pauses. */
  spentMs: number
  steps: ReadonlyMap<string, StepSigns>
  /** Questions that were answered wrong, and texts handed in with the same faults, more than once. */
  repeated: readonly { what: 'question' | 'text'; times: number }[]
}

export interface StepSigns {
  state: StepProgress['state']
  openedAt?: Instant | undefined
  doneAt?: Instant | undefined
  hints: number
  mistakes: readonly { id: string; at: Instant; times: number; mended: boolean }[]
}

/** A call that was refused, or failed. */
export interface Failure {
  requestId: string
  accountId: string
  /** `iam:CreateUser` */
  name: string
  code: string
  /** What failed the same way, is alike. */
  alike: string
  /** A sentence. */
  reason: string
  at: Instant
}

/** Undefined for a lesson that wasn't started. */
export function lessonSigns(lesson: Lesson, progress: LessonProgress): LessonSigns | undefined {
  const { startedAt, revision, grade, spentMs, quiz, snippets } = progress
  if (progress.status === 'not-started' || startedAt === undefined) return undefined
  const steps = new Map<string, StepSigns>()
  let before = startedAt
  for (const { id } of lesson.steps) {
    const at = progress.steps[id]
    if (!at) continue
    steps.set(id, stepSigns(at, before))
    before = Math.max(before, doneAt(at) ?? 0)
  }
  const changedAt = Math.max(revision, startedAt)
  const isDone = grade !== undefined || [...steps.values()].every(({ state }) => state === 'passed' || state === 'skipped')
  const wrong = Object.values(quiz).flatMap(({ attempts, correct }) => (correct ? [] : [attempts]))
  const faulty = Object.values(snippets).flatMap(({ findings, times = 1 }) => (findings.length > 0 ? [times] : []))
  const repeated = [
    ...wrong.map((times) => ({ what: 'question' as const, times })),
    ...faulty.map((times) => ({ what: 'text' as const, times })),
  ].filter(({ times }) => times > 1)
  return { startedAt, changedAt, isDone, spentMs, steps, repeated }
}

/** `before`: when the step before was done, which opened this one. */
function stepSigns(at: StepProgress, before: Instant): StepSigns {
  const { state, openedRealTime = before, hintsOpened, mistakes } = at
  return {
    state,
    ...(state === 'locked' ? {} : { openedAt: openedRealTime, doneAt: doneAt(at) }),
    hints: hintsOpened,
    mistakes: mistakes.map(({ id, at: since, times = 1, mended = false }) => ({ id, at: since, times, mended })),
  }
}

const doneAt = ({ passedAt, skippedAt }: StepProgress): Instant | undefined => passedAt ?? skippedAt

/** Since when nothing of a lesson was done: it was started, a step was done, or one was opened once more. */
export function lastMark({ startedAt, steps }: LessonSigns): Instant {
  const marks = [...steps.values()].flatMap(({ openedAt, doneAt }) => [openedAt ?? 0, doneAt ?? 0])
  return Math.max(startedAt, ...marks)
}
