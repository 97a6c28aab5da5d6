import type { Instant } from '../../account/ports.js'
import type { Evidence } from '../checks/check.js'
import { concerns, passes } from '../checks/vocabulary.js'
import type { CheckCall, Lesson, Step } from '../format/lesson.js'

export interface StepProgress {
  state: 'locked' | 'open' | 'passed'
  /** The account's sequence number after which records count for this step. */
  anchor: number
  passedAt?: Instant
  mistakes: { id: string; at: Instant }[]
  hintsOpened: number
}

/** How far an account has come in a lesson. Passed steps are latched: undoing later does not un-pass them. */
export interface LessonProgress {
  status: 'not-started' | 'started' | 'passed'
  startedAt?: Instant
  anchor: number
  steps: Record<string, StepProgress>
  breakIt?: { state: 'open' | 'passed' }
  quiz: Record<string, { attempts: number; correct: boolean }>
}

export function notStarted(lesson: Lesson): LessonProgress {
  return { status: 'not-started', anchor: 0, steps: Object.fromEntries(lesson.steps.map(({ id }) => [id, locked()])), quiz: {} }
}

const locked = (): StepProgress => ({ state: 'locked', anchor: 0, mistakes: [], hintsOpened: 0 })

/** A fresh start: the first step is open, anchored at the account's newest record. */
export function started(lesson: Lesson, anchor: number, now: Instant): LessonProgress {
  const progress = notStarted(lesson)
  const [first] = lesson.steps
  if (first) progress.steps[first.id] = { ...locked(), state: 'open', anchor }
  return { ...progress, status: 'started', startedAt: now, anchor, ...(lesson.breakIt ? { breakIt: { state: 'open' } } : {}) }
}

/** All the evidence of an account; `after(anchor)` narrows it to what counts for a step. */
export interface AccountEvidence {
  after(anchor: number): Omit<Evidence, 'quizzesPassed'>
  now: Instant
}

/**
 * The progress after what has happened up to record number `sequence` (`eventName`: what it was; undefined when a
 * quiz or a start asks). Returns the same object when nothing changed.
 */
export function advanced(
  lesson: Lesson,
  before: LessonProgress,
  evidence: AccountEvidence,
  sequence: number,
  eventName?: string,
): LessonProgress {
  if (before.status === 'not-started') return before
  const quizzesPassed = new Set(Object.entries(before.quiz).flatMap(([id, { correct }]) => (correct ? [id] : [])))
  const holds = (check: CheckCall, anchor: number) => passes(check, { ...evidence.after(anchor), quizzesPassed })
  const concerned = (check: CheckCall) => eventName === undefined || concerns(check, eventName)
  let progress = before
  let fresh = false
  for (const step of lesson.steps) {
    const at = progress.steps[step.id] ?? locked()
    if (at.state === 'passed') continue
    if (at.state === 'locked') break
    if ((fresh || concerned(step.check)) && holds(step.check, at.anchor)) {
      progress = passed(lesson, progress, step, at, sequence, evidence.now)
      fresh = true
      continue
    }
    const made = step.mistakes.filter(
      ({ id, when }) => !at.mistakes.some((known) => known.id === id) && concerned(when) && holds(when, at.anchor),
    )
    if (made.length > 0) {
      const mistakes = [...at.mistakes, ...made.map(({ id }) => ({ id, at: evidence.now }))]
      progress = { ...progress, steps: { ...progress.steps, [step.id]: { ...at, mistakes } } }
    }
    break
  }
  const { breakIt } = lesson
  if (breakIt && progress.breakIt?.state === 'open' && concerned(breakIt.check) && holds(breakIt.check, progress.anchor)) {
    progress = { ...progress, breakIt: { state: 'passed' } }
  }
  return progress
}

function passed(
  lesson: Lesson,
  progress: LessonProgress,
  step: Step,
  at: StepProgress,
  sequence: number,
  now: Instant,
): LessonProgress {
  const steps: LessonProgress['steps'] = { ...progress.steps, [step.id]: { ...at, state: 'passed', passedAt: now } }
  const next = lesson.steps[lesson.steps.indexOf(step) + 1]
  if (!next) return { ...progress, steps, status: 'passed' }
  steps[next.id] = { ...(steps[next.id] ?? locked()), state: 'open', anchor: sequence }
  return { ...progress, steps }
}
