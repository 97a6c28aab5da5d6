import type { Instant } from '../../account/ports.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { BoardCell, BoardRow, Need } from './contract.js'
import { minutesOf, needOf } from './need.js'
import type { LearnerSigns, LessonSigns, StepSigns } from './signs.js'

/** What a board is about, and by what it is judged. */
export interface BoardView {
  /** Absent: all lessons of the class. */
  lesson?: Lesson | undefined
  /** Those of the class, in its order. */
  lessons: readonly Lesson[]
  stuckAfterMs: number
}

const MOST_REFUSALS = 3

export function rowOf(signs: LearnerSigns, view: BoardView, now: Instant): BoardRow {
  const { learner, name, section, hand, failures } = signs
  const scope = { lesson: view.lesson?.id, lessons: view.lessons.map(({ id }) => id) }
  return {
    learner,
    name,
    ...(section === undefined ? {} : { section }),
    ...needOf(signs, scope, now, view.stuckAfterMs),
    ...(hand?.takenBy === undefined ? {} : { handTakenBy: hand.takenBy }),
    cells: view.lesson ? stepCells(view.lesson, signs, now) : view.lessons.map(({ id }) => lessonCell(signs.lessons.get(id))),
    refusals: failures.slice(0, MOST_REFUSALS).map(({ requestId, name, code, reason, at }) => ({
      ...{ requestId, name, code, reason, at },
    })),
  }
}

function stepCells({ id, steps }: Lesson, { lessons }: LearnerSigns, now: Instant): BoardCell[] {
  const signs = lessons.get(id)
  return steps.map((step) => stepCell(signs?.steps.get(step.id), now))
}

const NOTHING: BoardCell = { state: 'locked', hints: 0, mistakes: 0 }

function stepCell(step: StepSigns | undefined, now: Instant): BoardCell {
  if (!step) return NOTHING
  const { state, openedAt, doneAt, hints } = step
  const took = openedAt === undefined ? {} : { minutes: minutesOf((doneAt ?? now) - openedAt) }
  return { state, ...took, hints, mistakes: mistakesOf(step) }
}

const mistakesOf = ({ mistakes }: StepSigns): number => mistakes.reduce((sum, { times }) => sum + times, 0)
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** Passed when all its steps are; skipped when nothing is left, but some step was skipped. */
function lessonCell(lesson: LessonSigns | undefined): BoardCell {
  if (!lesson) return NOTHING
  const steps = [...lesson.steps.values()]
  const state = !lesson.isDone ? 'open' : steps.every((step) => step.state === 'passed') ? 'passed' : 'skipped'
  return {
    state,
    minutes: minutesOf(lesson.spentMs),
    hints: sum(steps.map(({ hints }) => hints)),
    mistakes: sum(steps.map(mistakesOf)),
  }
}

/** The most urgent first. */
const NEEDS: readonly Need[] = ['asks', 'stuck', 'active', 'idle', 'away', 'done']

/** By need; a hand that nobody has taken comes first; then by who waits longest. */
export function byNeed(one: BoardRow, other: BoardRow): number {
  return (
    NEEDS.indexOf(one.need) - NEEDS.indexOf(other.need) ||
    Number(one.handTakenBy !== undefined) - Number(other.handTakenBy !== undefined) ||
    one.since - other.since ||
    compared(one.name, other.name) ||
    compared(one.learner, other.learner)
  )
}

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
