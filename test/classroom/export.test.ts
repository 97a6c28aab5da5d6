import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../server/classroom/export/csv.js'
import { type ClassResults, canvasCsv, moodleCsv, resultsCsv, resultsJson } from '../../server/classroom/export/files.js'
import { furthest, resultOf } from '../../server/classroom/export/lesson-results.js'
import { unguarded } from '../../server/classroom/formula-guard.js'
import { type LessonProgress, notStarted, started } from '../../server/lab/progress/progress.js'
import type { Lesson } from '../../server/lessons/format/lesson.js'
import { course } from '../support/stage.js'

const BEGIN = Date.UTC(2026, 0, 31, 9, 0)
const lessonOf = (id: string): Lesson => {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}
const [dashboard, exam] = [lessonOf('dashboard'), lessonOf('capstone')]

/** Its first `count` steps are passed, one a minute. */
function passedSteps(lesson: Lesson, count: number, minutes = 12): LessonProgress {
  const progress = started(lesson, { anchor: 1, openedAt: BEGIN }, BEGIN)
  const ids = lesson.steps.slice(0, count).map(({ id }) => id)
  const steps = ids.map((id, at) => [id, { ...progress.steps[id], state: 'passed', passedAt: BEGIN + (at + 1) * 60_000 }])
  const status = count === lesson.steps.length ? 'passed' : 'started'
  return {
    ...progress,
    status,
    spentMs: minutes * 60_000,
    steps: { ...progress.steps, ...(Object.fromEntries(steps) as LessonProgress['steps']) },
  }
}

function graded(points: number, minutes = 40): LessonProgress {
  const grade = { points, of: 100, passed: points >= 70, at: BEGIN + minutes * 60_000, items: [], deductions: [] }
  return {
    ...passedSteps(exam, 3, minutes),
    status: points >= 70 ? 'passed' : 'started',
    grade: { ...grade, questions: { right: 0, of: 10 } },
  }
}

const of = (one: LessonProgress | undefined, other: LessonProgress | undefined) => [
  resultOf(dashboard, one),
  resultOf(exam, other),
]
const ALL = dashboard.steps.length

const klass: ClassResults = {
  title: 'Cloud 101',
  lessons: [dashboard, exam],
  learners: [
    {
      ...{ id: 'class-1', name: 'Quiet Otter', fullName: 'Müller, Anna "Annie"', email: 'anna@example.edu' },
      ...{ externalId: '0012345', section: 'Tuesday', results: of(passedSteps(dashboard, ALL), graded(85)) },
    },
    {
      ...{ id: 'class-2', name: '=HYPERLINK("http://198.51.100.1","x")', email: '+49@example.edu', externalId: '@ben' },
      ...{ section: '-Wednesday', results: of(passedSteps(dashboard, 1, 3), undefined) },
    },
    { id: 'class-3', name: 'cleo', results: of(undefined, graded(0)) },
  ],
}

const golden = (name: string): string => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8')
const read = (text: string): string[][] => Papa.parse<string[]>(text, { skipEmptyLines: true }).data

describe('a gradebook file', () => {
  it('for Canvas is as it was agreed', async () => {
    const text = await canvasCsv(klass)
    expect(text).toBe(golden('canvas.csv'))
    const [head = [], possible = []] = read(text)
    expect(head.slice(0, 5)).toEqual(['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section'])
    expect([possible[0], ...possible.slice(5)]).toEqual(['Points Possible', '100', '100'])
  })

  it('for Moodle is as it was agreed, without anybody whom Moodle can’t find', async () => {
    const text = await moodleCsv(klass)
    expect(text).toBe(golden('moodle.csv'))
    expect(read(text)[0]?.slice(0, 2)).toEqual(['Email address', 'ID number'])
    expect(text).not.toContain('cleo')
  })

  it('has columns that Canvas takes for assignments', () => {
    const titles = course.lessons.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const title of titles) {
      expect(title).not.toMatch(/(Current|Final|Override) (Score|Points|Grade|Status)/)
      expect(title).not.toMatch(/\(\d+\)$/)
    }
  })
})

describe('the results', () => {
  it('as CSV and as JSON say the same', async () => {
    const [head = [], ...rows] = read(await resultsCsv(klass))
    expect(rows).toHaveLength(6)
    const first = Object.fromEntries(head.map((name, at) => [name, rows[0]?.[at]]))
    expect(first).toMatchObject({
      ...{ learner: 'class-1', 'full name': 'Müller, Anna "Annie"', 'external id': '0012345', section: 'Tuesday' },
      ...{ lesson: 'dashboard', started: '2026-01-31T09:00:00.000Z', minutes: '12', hints: '0', score: '100' },
    })
    type Json = { class: string; learners: { id: string; lessons: { lesson: string; score?: number; passed?: string }[] }[] }
    const json = JSON.parse(await resultsJson(klass)) as Json
    expect(json.class).toBe('Cloud 101')
    expect(json.learners.map(({ lessons }) => lessons.map(({ score }) => score))).toEqual([
      [100, 85],
      [Math.round(100 / ALL), undefined],
      [undefined, 0],
    ])
    expect(json.learners[0]?.lessons[1]?.passed).toBe('2026-01-31T09:40:00.000Z')
  })

  it('are those of the account in which a learner got furthest', () => {
    expect(furthest([])).toBeUndefined()
    expect(furthest([notStarted(dashboard)])).toBeUndefined()
    const [one, two] = [passedSteps(dashboard, 1), passedSteps(dashboard, 2)]
    expect(furthest([one, two])).toBe(two)
    expect(furthest([graded(0), passedSteps(exam, 5)])?.grade?.points).toBe(0)
    expect(furthest([graded(60), graded(85)])?.grade?.points).toBe(85)
  })
})

describe('a file', () => {
  const TYPED = [
    '=1+1',
    '+1',
    '-1',
    '@sum',
    '\tx',
    '\rx',
    '＝1',
    "'=1",
    "''=1",
    "'tis",
    'a, "b"',
    'x;=1+1',
    'a;-b; +c',
    ';@',
    '',
  ]

  it('has no cell that begins a formula, and each comes back as it was typed', async () => {
    const rows = read(
      await csvText(
        ['name'],
        TYPED.filter(Boolean).map((cell) => [cell]),
      ),
    )
    for (const [cell = ''] of rows) expect(cell).not.toMatch(/(^|[;,\t])[=+\-@\t\r＝]/)
    expect(rows.slice(1).map(([cell = '']) => unguarded(cell))).toEqual(TYPED.filter(Boolean))
    for (const file of [await resultsCsv(klass), await canvasCsv(klass), await moodleCsv(klass)]) {
      for (const cell of read(file).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }
  })

  it('of a full class lets others in while it is made', async () => {
    const learners = Array.from({ length: 1_000 }, (_, at) => ({
      ...klass.learners[0],
      id: `class-${at}`,
      name: `Learner ${at}`,
    }))
    const many = {
      ...klass,
      lessons: course.lessons,
      learners: learners.map((one) => ({ ...one, results: course.lessons.map((lesson) => resultOf(lesson, undefined)) })),
    }
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    expect(read(await resultsCsv(many))).toHaveLength(1 + 1_000 * course.lessons.length)
    expect(JSON.parse(await resultsJson(many))).toMatchObject({ class: 'Cloud 101' })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })
})
