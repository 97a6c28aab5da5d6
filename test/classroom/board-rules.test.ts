import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesSince, toldOf } from '../../server/classroom/board/changes.js'
import type { BoardRow, Need } from '../../server/classroom/board/contract.js'
import { misconceptionsOf } from '../../server/classroom/board/misconceptions.js'
import { IDLE_MS, needOf } from '../../server/classroom/board/need.js'
import { byNeed, rowOf } from '../../server/classroom/board/rows.js'
import {
  type LearnerSigns,
  type LessonSigns,
  lastMark,
  lessonSigns,
  type StepSigns,
} from '../../server/classroom/board/signs.js'
import { notStarted, started } from '../../server/lab/progress/progress.js'
import { course } from '../support/stage.js'

const MINUTE = 60_000
const NOW = 1_800_000_000_000
const STUCK = 5 * MINUTE
const lessons = course.lessons.slice(0, 4)
const ids = lessons.map(({ id }) => id)
const lessonNamed = (id: string) => {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`no lesson ${id}`)
  return lesson
}
const dashboard = lessonNamed('dashboard')

const signs = (given: Partial<LearnerSigns> = {}): LearnerSigns => ({
  ...{ learner: 'class-1', name: 'Ana', joinedAt: NOW - 60 * MINUTE, lessons: new Map(), failures: [] },
  ...{ activeAt: NOW - MINUTE, isPresent: true },
  ...given,
})
const open = (minutes: number, step: Partial<StepSigns> = {}): LessonSigns => ({
  ...{ startedAt: NOW - minutes * MINUTE, changedAt: NOW - MINUTE, isDone: false, spentMs: 0, repeated: [] },
  steps: new Map([
    ['sign-in', { state: 'open', openedAt: NOW - minutes * MINUTE, hints: 0, mistakes: [], ...step }],
    ['alias', { state: 'locked', hints: 0, mistakes: [] }],
  ]),
})
const failure = (minutesAgo: number, alike = 'iam CreateUser AccessDenied') => ({
  ...{ requestId: `${minutesAgo}`, accountId: '1', name: 'iam:CreateUser', code: 'AccessDenied', alike },
  ...{ reason: 'Not allowed.', at: NOW - minutesAgo * MINUTE },
})
const need = (given: Partial<LearnerSigns>, lesson: string | undefined = 'dashboard') =>
  needOf(signs(given), { lesson, lessons: ids }, NOW, STUCK)
const at = (lesson: LessonSigns) => ({ lessons: new Map([['dashboard', lesson]]) })

describe('what a learner needs', () => {
  it.each<[string, Partial<LearnerSigns>, ReturnType<typeof need>]>([
    ['works', at(open(4)), { need: 'active', since: NOW - 4 * MINUTE }],
    ['no step passed', at(open(7)), { need: 'stuck', since: NOW - 2 * MINUTE, why: 'No step passed for 7 minutes.' }],
    ['nothing done', { ...at(open(7)), activeAt: NOW - IDLE_MS }, { need: 'idle', since: NOW - IDLE_MS }],
    ['no page open', { ...at(open(7)), activeAt: NOW - IDLE_MS, isPresent: false }, { need: 'away', since: NOW - IDLE_MS }],
    ['no page open, but at work', { ...at(open(2)), isPresent: false }, { need: 'active', since: NOW - 2 * MINUTE }],
    ['a hand', { ...at(open(7)), hand: { at: NOW - 1 } }, { need: 'asks', since: NOW - 1 }],
    ['done', at({ ...open(9), isDone: true }), { need: 'done', since: NOW - 9 * MINUTE }],
    [
      'the same refusal',
      { ...at(open(4)), failures: [failure(1), failure(2), failure(3)] },
      { need: 'stuck', since: NOW - MINUTE, why: '3 times the same refusal: iam:CreateUser, AccessDenied.' },
    ],
    [
      'other refusals',
      { ...at(open(4)), failures: [failure(1), failure(2), failure(3, 'x')] },
      { need: 'active', since: NOW - 4 * MINUTE },
    ],
    [
      'refusals of the step before',
      { ...at(open(2)), failures: [1, 3, 4].map((n) => failure(n)) },
      { need: 'active', since: NOW - 2 * MINUTE },
    ],
    [
      'the same mistake',
      at(open(4, { mistakes: [{ id: 'wrong-password', at: NOW - 3 * MINUTE, times: 3, mended: false }] })),
      { need: 'stuck', since: NOW - MINUTE, why: '3 times the same mistake.' },
    ],
    [
      'the same wrong answer',
      at({ ...open(4), repeated: [{ what: 'question', times: 4 }] }),
      { need: 'stuck', since: NOW - MINUTE, why: '4 wrong answers to the same question.' },
    ],
    ['no lesson begun', {}, { need: 'active', since: NOW - 60 * MINUTE }],
  ])('%s', (_, given, expected) => {
    expect(need(given)).toEqual(expected)
  })

  it('is that of the lesson that they’re at, where the board’s own isn’t begun or is about all', () => {
    const elsewhere = { lessons: new Map([['root', open(7)]]) }
    expect(need(elsewhere)).toMatchObject({ need: 'stuck' })
    expect(needOf(signs(elsewhere), { lessons: ids }, NOW, STUCK)).toMatchObject({ need: 'stuck' })
    const both = { lessons: new Map(ids.map((id) => [id, { ...open(7), isDone: true }])) }
    expect(needOf(signs(both), { lessons: ids }, NOW, STUCK)).toMatchObject({ need: 'done' })
    expect(needOf(signs(both), { lessons: [...ids, 'more'] }, NOW, STUCK)).toMatchObject({ need: 'active' })
  })
})

describe('a lesson’s signs', () => {
  const since = { anchor: 0, openedAt: 5, openedRealTime: NOW }
  const begun = { ...started(dashboard, since, NOW), revision: NOW }

  it('are none before it’s started', () => {
    expect(lessonSigns(dashboard, notStarted(dashboard))).toBeUndefined()
  })

  it('are in real time, whatever the account’s clock says', () => {
    const found = lessonSigns(dashboard, begun)
    expect(found?.steps.get('sign-in')).toMatchObject({ state: 'open', openedAt: NOW })
    expect(found && lastMark(found)).toBe(NOW)
  })

  it('know when a step of an earlier version opened: when the one before was done', () => {
    const { openedRealTime: _, ...old } = { ...begun.steps['sign-in'] } as never as { openedRealTime: number }
    const steps = {
      ...begun.steps,
      'sign-in': { ...old, state: 'passed', passedAt: NOW + MINUTE },
      alias: { ...old, state: 'open' },
    } as never as typeof begun.steps
    const found = lessonSigns(dashboard, { ...begun, steps })
    expect(found?.steps.get('alias')).toMatchObject({ openedAt: NOW + MINUTE })
  })
})

const someNeed = fc.constantFrom<Need>('asks', 'stuck', 'active', 'idle', 'away', 'done')
const someRow: fc.Arbitrary<BoardRow> = fc.record({
  learner: fc.integer({ min: 0, max: 30 }).map((n) => `class-${n}`),
  name: fc.constantFrom('Ana', 'Ben', 'Zoë'),
  need: someNeed,
  since: fc.integer({ min: 0, max: 5 }),
  cells: fc.constant([]),
  refusals: fc.constant([]),
})
const someRows = fc.uniqueArray(someRow, { selector: ({ learner }) => learner })

describe('a board', () => {
  it('is sorted the same, whatever order it was in', () => {
    fc.assert(
      fc.property(someRows, fc.integer(), (rows, turn) => {
        const turned = [...rows.slice(turn % (rows.length + 1)), ...rows.slice(0, turn % (rows.length + 1))]
        expect([...turned].sort(byNeed)).toEqual([...rows].sort(byNeed))
      }),
    )
  })

  it('that is changed as it was told is the new board', () => {
    fc.assert(
      fc.property(someRows, someRows, (before, after) => {
        const told = toldOf(before, [])
        const changes = changesSince(told, toldOf(after, []), { rows: after, misconceptions: [] })
        const rows = new Map(before.map((row) => [row.learner, row]))
        for (const row of changes?.rows ?? []) rows.set(row.learner, row)
        for (const gone of changes?.gone ?? []) rows.delete(gone)
        expect([...rows.values()].sort(byNeed)).toEqual([...after].sort(byNeed))
        const again = changesSince(toldOf(after, []), toldOf(after, []), { rows: after, misconceptions: [] })
        expect(again).toBeUndefined()
      }),
    )
  })

  it('has a cell for each step, or for each lesson', () => {
    const view = { lessons, stuckAfterMs: STUCK }
    const one = signs(at(open(4, { hints: 2, mistakes: [{ id: 'x', at: NOW, times: 2, mended: true }] })))
    expect(rowOf(one, { ...view, lesson: dashboard }, NOW).cells).toEqual([
      { state: 'open', minutes: 4, hints: 2, mistakes: 2 },
      { state: 'locked', hints: 0, mistakes: 0 },
      { state: 'locked', hints: 0, mistakes: 0 },
    ])
    const cells = rowOf(one, view, NOW).cells
    expect(cells).toHaveLength(lessons.length)
    expect(cells[0]).toEqual({ state: 'open', minutes: 0, hints: 2, mistakes: 2 })
  })

  it('counts who holds a misconception, each once', () => {
    const mistake = fc.constantFrom('wrong-password', 'iam-user-form', 'iam-user-form', 'unknown')
    fc.assert(
      fc.property(fc.array(fc.array(mistake, { maxLength: 4 }), { maxLength: 12 }), (made) => {
        const learners = made.map((own) =>
          signs(at(open(4, { mistakes: own.map((id) => ({ id, at: NOW, times: 1, mended: true })) }))),
        )
        const holding = made.filter((own) => own.includes('iam-user-form')).length
        const found = misconceptionsOf(learners, lessons)
        expect(found).toEqual(holding === 0 ? [] : [{ id: 'M1', title: 'Root is just the admin user', learners: holding }])
      }),
    )
  })
})
