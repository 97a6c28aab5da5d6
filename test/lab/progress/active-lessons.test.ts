import { expect, it } from 'vitest'
import type { NumberedRecord } from '../../../server/account/request-record.js'
import { ActiveLessons } from '../../../server/lab/progress/active-lessons.js'
import { type LessonProgress, notStarted } from '../../../server/lab/progress/progress.js'
import type { Lesson } from '../../../server/lessons/format/lesson.js'
import { course } from '../../support/stage.js'

function lessonAt(place: number): Lesson {
  const lesson = course.lessons[place]
  if (!lesson) throw new Error('the course is too short')
  return lesson
}
const [first, second] = [lessonAt(0), lessonAt(1)] as const

const record = (accountId: string, sequence: number): NumberedRecord => ({
  ...{ accountId, sequence, requestId: `request ${sequence}`, time: 0, realTime: 0 },
  ...{ category: 'api', service: 'iam', name: 'CreateUser', readOnly: false, outcome: 'success' },
  principal: {
    type: 'IAMUser',
    arn: `arn:aws:iam::${accountId}:user/alice`,
    userName: 'alice',
    userId: 'AIDAALICEALICEALICEAA',
  },
  ...{ sourceIp: '203.0.113.7', userAgent: `aws-cli/2.15 ${'x'.repeat(400)}`, region: 'us-east-1', params: { userName: 'x' } },
})

const begun = (lesson: Lesson, anchor: number, state: 'open' | 'passed'): LessonProgress => ({
  ...notStarted(lesson),
  status: state === 'open' ? 'started' : 'passed',
  anchor,
  steps: Object.fromEntries(lesson.steps.map(({ id }) => [id, { state, anchor, mistakes: [], hintsOpened: 0 }])),
  breakIt: { state },
})

/** A class whose learners have passed a lesson in 1,950 calls and are in the next one since. */
function classOf(learners: number, calls = 2_000, since = 1_950) {
  const progress = new Map<string, Map<string, LessonProgress>>()
  const taken = new Set<string>()
  let reads = 0
  const lessons = new ActiveLessons({
    accounts: {
      existing: async (accountId: string) => ({ accountId, incarnation: '' }),
      repository: {
        lastSequence: async () => calls,
        async records(accountId: string, { after, limit }: { after: number; limit: number }) {
          reads++
          return Array.from({ length: Math.min(limit, calls - after) }, (_, n) => record(accountId, after + 1 + n))
        },
      },
    },
    partners: { isOf: async () => undefined },
    lessons: {
      progressOf: async (accountId: string) => progress.get(accountId) ?? new Map(),
      onScreen: async () => undefined,
      evaluated: async () => ({}),
    },
    isTaken: (accountId: string) => taken.has(accountId),
  } as never)
  const ids = Array.from({ length: learners }, (_, n) => String(100_000_000_000 + n))
  for (const id of ids) {
    progress.set(
      id,
      new Map([
        [first.id, begun(first, 0, 'passed')],
        [second.id, begun(second, since, 'open')],
      ]),
    )
  }
  return { lessons, ids, reads: () => reads }
}

it('keeps what running lessons need of all 300 learners, so that none is read twice', async () => {
  const { lessons, ids, reads } = classOf(300)
  let bytes = 0
  for (const id of ids) bytes += (await lessons.of(id)).records.bytes
  expect(bytes).toBeLessThan(32_000_000)
  const before = reads()
  for (const id of ids) {
    const { records } = await lessons.of(id)
    expect([records.all.length, records.last]).toEqual([50, 2_000])
  }
  expect(reads()).toBe(before)
})

it('lets the records of a lesson go once it is over, and knows how far it has read', async () => {
  const { lessons, ids } = classOf(1)
  const active = await lessons.of(ids[0] ?? '')
  active.progress.set(second.id, begun(second, 1_950, 'passed'))
  await lessons.keepNeeded(active)
  expect([active.records.all.length, active.records.bytes, active.records.last]).toEqual([0, 0, 2_000])
})

it('reads the records again when a step of a lesson that is over is open again', async () => {
  const { lessons, ids } = classOf(1, 1_000, 950)
  const active = await lessons.of(ids[0] ?? '')
  active.progress.set(first.id, begun(first, 0, 'open'))
  await lessons.keepNeeded(active)
  expect([active.records.all.length, active.records.all[0]?.sequence]).toEqual([1_000, 1])
})

it('takes no record that no lesson needs', async () => {
  const { lessons, ids } = classOf(1)
  const active = await lessons.of(ids[0] ?? '')
  active.progress.set(second.id, begun(second, 1_950, 'passed'))
  await lessons.keepNeeded(active)
  active.records.add([record(ids[0] ?? '', 2_001)])
  expect([active.records.all.length, active.records.last]).toEqual([0, 2_001])
})
