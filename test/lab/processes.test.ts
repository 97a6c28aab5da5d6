import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import type { Course } from '../../server/lessons/course/load-course.js'
import type { Lesson } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { openPostgres } from '../../server/store/postgres.js'
import { openStore } from '../../server/store/store.js'
import { systemClock, systemRandom } from '../../server/system.js'
import { callRequest, type SigningKeys } from '../../server/wire/request.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { EventStream, startProcess } from '../support/processes.js'
import type { TestServer } from '../support/server.js'
import { course as ownCourse, stageOf } from '../support/stage.js'
import { FakeClock, World } from '../support/world.js'

/** So many steps, each of which one user that is created passes: the first act after it opened, and no other. */
function stormOf(steps: number): Lesson {
  const [like] = ownCourse.lessons
  const [step] = like?.steps ?? []
  if (!like || !step) throw new Error('no lesson')
  const { breakIt: _none, ...lesson } = like
  return {
    ...lesson,
    id: `storm-${steps}`,
    requires: [],
    quiz: [],
    steps: Array.from({ length: steps }, (_, n) => ({
      ...step,
      id: `act-${n + 1}`,
      check: { event: { name: 'CreateUser', outcome: 'success' } },
      mistakes: [],
      ticks: [],
    })),
  }
}

const STEPS = 300
const course: Course = { ...ownCourse, lessons: [...ownCourse.lessons, stormOf(STEPS), stormOf(20)] }

let postgres: TestPostgres
let database: ReturnType<typeof openPostgres>
let a: TestServer
let b: TestServer
let learner: Learner
let keys: SigningKeys
beforeAll(async () => {
  postgres = await startPostgres()
  database = openPostgres(postgres.connectionString)
  a = await startProcess(postgres.connectionString, { course })
  b = await startProcess(postgres.connectionString, { course })
}, 180_000)
afterAll(async () => {
  for (const one of [a, b]) await one?.close()
  await database?.close()
  await postgres?.stop()
}, 120_000)
beforeEach(async () => {
  learner = await Learner.begin({ ...stageOf(a) })
  keys = await learner.keysOf('root')
}, 120_000)

const at = (app: TestServer) => {
  learner.stage.url = app.url
}
const created = async (app: TestServer, name: string, who = keys) => {
  at(app)
  expect(await learner.call('iam:CreateUser', { UserName: name }, who)).toMatchObject({ ok: true })
}
/** Creates users at a process until there are none left to create. */
async function actsAt(app: TestServer, numbers: number[], who = keys): Promise<void> {
  for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
    const { host } = new URL(app.url)
    const input = { UserName: `user-${n}` }
    const { headers, body } = callRequest({
      call: 'iam:CreateUser',
      input,
      host,
      userAgent: 'test',
      keys: who,
      now: Date.now(),
    })
    const response = await fetch(app.url, { method: 'POST', headers, body })
    expect([await response.text(), response.status, app.logs]).toEqual([expect.any(String), 200, app.logs])
  }
}
const passed = ({ steps }: LessonProgress) => Object.values(steps).filter(({ state }) => state === 'passed').length
const progressAt = async (app: TestServer, lesson: string): Promise<LessonProgress> => {
  at(app)
  const { body } = await learner.lab.send<{ lessons: Record<string, LessonProgress> }>(
    'GET',
    `/api/lab/progress?account=${learner.accountId}`,
  )
  const found = body.lessons[lesson]
  if (!found) throw new Error('no progress')
  return found
}
const waitFor = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 40_000, interval: 25 })
const streamAt = (app: TestServer) => EventStream.open(app.url, learner.accountId, learner.lab.cookies)
const newest = (stream: EventStream, lesson: string): LessonProgress | undefined =>
  stream
    .of('progress')
    .filter((data) => data.lesson === lesson)
    .map(({ progress }) => progress as LessonProgress)
    .sort((one, other) => other.revision - one.revision)[0]
const listeners = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`.execute(
    database.db,
  )

describe('two processes over one database', () => {
  it('tell the pages of both what was done at one, and pass a step once', async () => {
    expect((await learner.start('storm-20')).status).toBe(200)
    const streams = [await streamAt(a), await streamAt(b)]
    for (let n = 1; n <= 20; n++) {
      await created(n % 2 === 0 ? a : b, `user-${n}`)
      await waitFor(() => {
        for (const stream of streams) expect(passed(newest(stream, 'storm-20') ?? ({ steps: {} } as LessonProgress))).toBe(n)
      })
    }
    for (const stream of streams) {
      expect(stream.of('account').length).toBeGreaterThanOrEqual(20)
      stream.close()
    }
    expect([passed(await progressAt(a, 'storm-20')), passed(await progressAt(b, 'storm-20'))]).toEqual([20, 20])
  })

  it(`pass ${STEPS} steps by ${STEPS} acts, wherever each is done: none is lost, and none counts twice`, async () => {
    const lesson = `storm-${STEPS}`
    await learner.start(lesson)
    const stream = await streamAt(b)
    const acts = Array.from({ length: STEPS - 1 }, (_, n) => n + 1)
    await Promise.all([a, b, a, b].map((app) => actsAt(app, acts)))
    await waitFor(async () => expect(passed(await progressAt(a, lesson))).toBe(STEPS - 1))
    await a.settled()
    await b.settled()
    expect([passed(await progressAt(a, lesson)), passed(await progressAt(b, lesson))]).toEqual([STEPS - 1, STEPS - 1])
    await created(b, 'the-last')
    await waitFor(async () => expect((await progressAt(b, lesson)).status).toBe('passed'))
    const { steps } = await progressAt(a, lesson)
    const anchors = Object.values(steps).map(({ anchor }) => anchor)
    expect(new Set(anchors).size).toBe(STEPS)
    expect(anchors).toEqual([...anchors].sort((one, other) => one - other))
    await waitFor(() => expect(newest(stream, lesson)?.status).toBe('passed'))
    stream.close()
  }, 300_000)

  it('look at what a process recorded that ended before it could look at it', async () => {
    await learner.start('storm-20')
    const stream = await streamAt(b)
    // A process without lessons, which records and is gone.
    await recordedElsewhere(2)
    expect(passed(await progressAt(b, 'storm-20'))).toBe(2)
    await recordedElsewhere(1)
    // No page asks: the process that has the account's stream finds out.
    await waitFor(() => expect(newest(stream, 'storm-20') && passed(newest(stream, 'storm-20') as LessonProgress)).toBe(3))
    stream.close()
  })

  it('take over from one that was killed while it looked', async () => {
    await learner.start('storm-20')
    const until = Date.now() + 3_000
    await database.db
      .insertInto('lease')
      .values({ name: `lessons/${learner.accountId}`, holder: 'killed', expires_at: until })
      .execute()
    await created(a, 'one')
    await waitFor(async () => expect(passed(await progressAt(b, 'storm-20'))).toBe(1))
    expect(Date.now()).toBeGreaterThanOrEqual(until - 1_000)
  })

  it('are right without the lease too, as after one was stopped for longer than it lasts', async () => {
    await learner.start('storm-20')
    const apart = [a, b].map((app) => {
      const leases = app.store.shared?.leases
      if (!leases) throw new Error('not shared')
      return vi.spyOn(leases, 'alone').mockImplementation((_name, work) => work())
    })
    const acts = Array.from({ length: 19 }, (_, n) => n + 1)
    await Promise.all([a, b, a, b].map((app) => actsAt(app, acts)))
    await waitFor(async () => expect(passed(await progressAt(a, 'storm-20'))).toBe(19))
    await a.settled()
    await b.settled()
    expect(passed(await progressAt(b, 'storm-20'))).toBe(19)
    for (const spy of apart) spy.mockRestore()
  })

  it('are right within seconds when news are lost', async () => {
    await learner.start('storm-20')
    const stream = await streamAt(b)
    for (let n = 1; n <= 3; n++) {
      await listeners()
      await created(a, `cut-${n}`)
      await waitFor(() => expect(newest(stream, 'storm-20') && passed(newest(stream, 'storm-20') as LessonProgress)).toBe(n))
    }
    stream.close()
  })

  it('end the streams of an account that was reset at the other, and tell of its clock', async () => {
    const stream = await streamAt(b)
    at(a)
    await play(learner, { as: 'root', call: 'dojo:forwardClock', with: { by: '90d' } }, '')
    await waitFor(() => expect(stream.of('clock').at(-1)?.clockOffset).toBe(90 * 86_400_000))
    expect((await learner.lab.send('POST', `/api/lab/accounts/${learner.accountId}/reset`)).status).toBe(200)
    await waitFor(() => expect(stream.ended).toBe(true))
  })

  it('know at one what lesson and which address a learner has at the other', async () => {
    await learner.start('rotation')
    at(b)
    await learner.lab.send('GET', `/api/lab/lessons/rotation?account=${learner.accountId}`)
    // What the start set off has been played.
    for (const app of [a, b]) await app.settled()
    at(a)
    const before = (await progressAt(a, 'rotation')).actors.robot?.succeeded ?? 0
    // Pages of the same learner at the other process: its actors play there with what they got here.
    at(b)
    await play(learner, { as: 'root', call: 'dojo:forwardClock', with: { by: '3m' } }, 'rotation')
    const robot = (await progressAt(a, 'rotation')).actors.robot
    expect([robot?.succeeded, robot?.failed]).toEqual([before + 3, 0])
  })
})

/** Users that another process creates, which knows nothing of lessons and ends at once. */
async function recordedElsewhere(count: number): Promise<void> {
  const store = await openStore({
    ...{ engine: 'postgres' as const, connectionString: postgres.connectionString, clock: systemClock },
    masterKey: new Uint8Array(32).fill(7),
  })
  const world = new World(store, new FakeClock(Date.now()), undefined, { random: systemRandom, shared: true })
  await world.enter(learner.accountId)
  for (let n = 0; n < count; n++) await world.call('iam:CreateUser', { UserName: `elsewhere-${Math.random()}` })
  await world.accounts.flush()
  await store.close()
}
