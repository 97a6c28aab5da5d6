import { MINUTE_MS } from '../../account/durations.js'
import type { Instant } from '../../account/ports.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'

/** How a learner did in a lesson. */
export interface LessonResult {
  lesson: string
  /** Real time; absent: not started. */
  started?: Instant
  /** When the last step was passed, or the exam that was passed was handed in. */
  passed?: Instant
  minutes: number
  /** Passed ones; a step that was skipped isn't. */
  steps: number
  hints: number
  /** Points: an exam's once it was handed in; otherwise the share of the steps, in percent. */
  score?: number
  scoreOf: number
}

/** As far as points go, a lesson that is no exam has so many. */
const PERCENT = 100

/** The most that a learner can get in a lesson. */
export const mostPoints = (lesson: Lesson): number =>
  lesson.exam ? lesson.steps.reduce((sum, { points = 0 }) => sum + points, 0) : PERCENT

/** `progress`: that of the account in which they got furthest; undefined: they have started it in none. */
export function resultOf(lesson: Lesson, progress: LessonProgress | undefined): LessonResult {
  const scoreOf = mostPoints(lesson)
  if (!progress || progress.status === 'not-started') return { lesson: lesson.id, minutes: 0, steps: 0, hints: 0, scoreOf }
  const steps = lesson.steps.map(({ id }) => progress.steps[id])
  const passedSteps = steps.filter((step) => step?.state === 'passed')
  const score = lesson.exam ? progress.grade?.points : Math.round((PERCENT * passedSteps.length) / steps.length)
  const passed = passedAt(lesson, progress)
  return {
    lesson: lesson.id,
    ...(progress.startedAt === undefined ? {} : { started: progress.startedAt }),
    ...(passed === undefined ? {} : { passed }),
    minutes: Math.round(progress.spentMs / MINUTE_MS),
    steps: passedSteps.length,
    hints: steps.reduce((sum, step) => sum + (step?.hintsOpened ?? 0), 0),
    ...(score === undefined ? {} : { score }),
    scoreOf,
  }
}

function passedAt({ exam }: Lesson, { status, grade, steps }: LessonProgress): Instant | undefined {
  if (exam) return grade?.passed ? grade.at : undefined
  if (status !== 'passed') return undefined
  return Math.max(...Object.values(steps).map((step) => step.passedAt ?? 0))
}

/** Of a lesson's progress in several accounts, the one in which the learner got furthest; of two alike, the later one. */
export function furthest(all: readonly LessonProgress[]): LessonProgress | undefined {
  const begun = all.filter(({ status }) => status !== 'not-started')
  return begun.sort(
    (one, other) =>
      points(other) - points(one) || passedSteps(other) - passedSteps(one) || (other.startedAt ?? 0) - (one.startedAt ?? 0),
  )[0]
}

const points = ({ status, grade }: LessonProgress): number => (grade ? 1 + grade.points : 0) + (status === 'passed' ? 1_000 : 0)

const passedSteps = ({ steps }: LessonProgress): number => Object.values(steps).filter(({ state }) => state === 'passed').length
