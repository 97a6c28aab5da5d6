import { spoilerOf } from '../../lessons/checks/vocabulary.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { type AccountEvidence, evidenceOf, type Grade, holding, type LessonProgress, sinceOf } from './progress.js'

/** Calls that an actor could not make count one by one; more than this is no more instructive. */
const MAX_FAILURES = 20

/** Grades what holds now. A deduction is taken off once, or for each failed call of an actor that its check names. */
export function graded(lesson: Lesson, progress: LessonProgress, evidence: AccountEvidence): Grade {
  const holds = holding(progress, evidence)
  const { passMark = 0, deductions = [] } = lesson.exam ?? {}
  const items = lesson.steps.map(({ id, title, check, points: of = 0 }) => {
    const { state, event } = progress.steps[id] ?? {}
    if (state === 'passed') return { id, title, of, points: of, ...(event ? { event } : {}) }
    const spoiler = spoilerOf(check, evidenceOf(progress, evidence))
    return { id, title, of, points: 0, ...(spoiler ? { spoiledBy: { name: spoiler.name, time: spoiler.time } } : {}) }
  })
  const lost = deductions.flatMap(({ id, title, check, points }) => {
    if (!holds(check, sinceOf(progress))) return []
    const { actor } = (check.actorCalls ?? {}) as { actor?: string }
    const times = actor === undefined ? 1 : Math.min(MAX_FAILURES, progress.actors[actor]?.failed ?? 0)
    return [{ id, title, points: -points * times }]
  })
  const sum = (lines: { points: number }[]) => lines.reduce((total, { points }) => total + points, 0)
  const points = Math.max(0, sum(items) + sum(lost))
  const of = items.reduce((total, item) => total + item.of, 0)
  const right = lesson.quiz.filter(({ id }) => progress.quiz[id]?.correct).length
  const questions = { right, of: Math.min(lesson.exam?.questions ?? lesson.quiz.length, lesson.quiz.length) }
  return { points, of, passed: points >= passMark, at: evidence.now, items, deductions: lost, questions }
}
