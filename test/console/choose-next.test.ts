import { describe, expect, it } from 'vitest'
import { nextLesson } from '../../client/console/home/choose-next.js'
import type { LessonProgress, LessonSummary } from '../../server/lab/api/contract.js'

type State = LessonProgress['steps'][string]['state']

const lesson = (id: string, status: LessonSummary['status'] = 'ready'): LessonSummary => ({
  id,
  title: id,
  minutes: 5,
  level: 'core',
  status,
  exam: id === 'exam',
  steps: [{ id: 'one', title: 'One' }],
})
const progress = (status: LessonProgress['status'], ...states: State[]) => ({
  status,
  steps: Object.fromEntries(states.map((state, at) => [`${at}`, { state, anchor: 0, mistakes: [], hintsOpened: 0 }])),
})
const idOf = (next: LessonSummary | 'done' | undefined) => (typeof next === 'object' ? next.id : next)

const LESSONS = [lesson('first'), lesson('second'), lesson('later', 'coming'), lesson('exam')]
const none = progress('not-started', 'locked')

describe('the next lesson', () => {
  it('is unknown until the progress of all lessons is', () => {
    expect(nextLesson([], {}, undefined)).toBeUndefined()
    expect(nextLesson(LESSONS, {}, undefined)).toBeUndefined()
    expect(nextLesson(LESSONS, { first: none, second: none }, undefined)).toBeUndefined()
  })

  it('is the first that is neither passed nor ended with a step left out', () => {
    const all = { second: none, exam: none }
    expect(idOf(nextLesson(LESSONS, { ...all, first: none }, undefined))).toBe('first')
    expect(idOf(nextLesson(LESSONS, { ...all, first: progress('passed', 'passed') }, undefined))).toBe('second')
    expect(idOf(nextLesson(LESSONS, { ...all, first: progress('started', 'passed', 'skipped') }, undefined))).toBe('second')
    expect(idOf(nextLesson(LESSONS, { ...all, first: progress('started', 'passed', 'open') }, undefined))).toBe('first')
  })

  it('is the exam in an account that was made for it, until that is handed in', () => {
    expect(idOf(nextLesson(LESSONS, { first: none, exam: none }, 'exam'))).toBe('exam')
    expect(nextLesson(LESSONS, { exam: { ...progress('started', 'open'), grade: {} } }, 'exam')).toBe('done')
  })
})
