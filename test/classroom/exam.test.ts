import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exam, ExamResult, OwnClass } from '../../server/classroom/contract.js'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import { call, type Joined, PASSPHRASE, startClassroom, type TestClassroom } from '../support/classroom.js'
import { FakeClock } from '../support/world.js'

const MINUTE = 60_000
const clock = new FakeClock()
let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom({ clock })
})
afterAll(() => room.close())

const EXAM = 'capstone'

/** A class of its own, with so many learners. */
async function classOf(count: number): Promise<{ of: string; learners: Joined[] }> {
  const of = await room.newClass({ title: `Exam of ${count}`, lessons: [EXAM] })
  const learners: Joined[] = []
  for (let at = 1; at <= count; at++) learners.push(await room.join(of, { name: `Learner ${at}` }))
  return { of: of.id, learners }
}

const start = (of: string, minutes = 30, to: object = { all: true }) =>
  room.ask('POST /classroom/classes/:class/exams', { to, lesson: EXAM, minutes }, undefined, { class: of })
const act = (of: string, exam: string, what: string, body: object = {}) =>
  room.ask(
    `POST /classroom/classes/:class/exams/:exam/${what}` as 'POST /classroom/classes/:class/exams/:exam/end',
    body,
    undefined,
    {
      class: of,
      exam,
    },
  )
const exams = async (of: string): Promise<Exam[]> =>
  (await room.ask('GET /classroom/classes/:class/exams', undefined, undefined, { class: of })).body
const me = async ({ jar }: Joined): Promise<OwnClass> => (await room.ask('GET /classroom/me', undefined, jar)).body
const progress = async ({ jar }: Joined, account: string): Promise<LessonProgress> => {
  const { body } = await call<{ lessons: Record<string, LessonProgress> }>(
    room.app.url,
    `GET /lab/progress?account=${account}`,
    undefined,
    jar,
  )
  return body.lessons[EXAM] as LessonProgress
}
const lab = (who: Joined, route: string, body?: unknown) => call(room.app.url, route, body, who.jar)

/** Until what the clock of exams does was done. */
async function until<T>(look: () => Promise<T>, done: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await look()
    if (done(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('an exam of a class', () => {
  it('begins for all in accounts of its own, and is handed in by itself when the time is over', async () => {
    const { of, learners } = await classOf(3)
    const [one, two, three] = learners as [Joined, Joined, Joined]
    const { status, body: begun } = await start(of)
    expect(status).toBe(201)
    expect(begun).toMatchObject({ state: 'running', released: false, failed: [], minutes: 30 })
    expect(begun.learners.map(({ name }) => name)).toEqual(['Learner 1', 'Learner 2', 'Learner 3'])
    const own = await me(one)
    expect(own.exam).toMatchObject({ lesson: EXAM, handedIn: false, released: false, endsAt: begun.startedAt + 30 * MINUTE })
    const account = own.exam?.accountId ?? ''
    expect(account).not.toBe(one.account.accountId)
    expect(await progress(one, account)).toMatchObject({ status: 'started', withheld: true })

    const more = await act(of, begun.id, 'more-time', { learner: two.id, minutes: 10 })
    expect(more.body.learners.map(({ endsAt }) => endsAt - begun.startedAt)).toEqual([30, 40, 30].map((m) => m * MINUTE))
    const handedIn = await lab(three, `POST /lab/lessons/${EXAM}/finish`, { account: (await me(three)).exam?.accountId })
    expect(handedIn.body).toMatchObject({ handedInAt: expect.any(Number), status: 'started' })
    expect(handedIn.body).not.toHaveProperty('grade')
    expect((await me(three)).exam).toMatchObject({ handedIn: true })

    clock.forward(31 * MINUTE)
    await until(
      () => me(one),
      ({ exam }) => exam?.handedIn === true,
    )
    expect((await me(two)).exam?.handedIn).toBe(false)
    expect((await exams(of))[0]).toMatchObject({ state: 'running' })
    clock.forward(10 * MINUTE)
    const [over] = await until(
      () => exams(of),
      ([exam]) => exam?.state === 'ended',
    )
    expect(over?.learners.map(({ points, of }) => [points, of])).toEqual([
      [0, 100],
      [0, 100],
      [0, 100],
    ])
    expect(over?.items.reduce((sum, item) => sum + item.of, 0)).toBe(100)
    expect((await act(of, begun.id, 'more-time', { learner: two.id, minutes: 10 })).body).toMatchObject({ code: 'HandedIn' })
  })

  it('tells nobody their grade before it is released, in no route and on no stream', async () => {
    const { of, learners } = await classOf(1)
    const [one] = learners as [Joined]
    const { body: begun } = await start(of)
    const account = (await me(one)).exam?.accountId ?? ''
    const leave = new AbortController()
    const stream = await fetch(`${room.app.url}/api/lab/events?account=${account}`, {
      signal: leave.signal,
      headers: { Cookie: [...one.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    const heard: string[] = []
    const reading = (async () => {
      const decoder = new TextDecoder()
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) heard.push(decoder.decode(chunk))
    })().catch(() => undefined)
    const answered = await lab(one, `POST /lab/lessons/${EXAM}/quiz`, { account, quiz: 'x', answer: 'a' })
    expect([404, 200]).toContain(answered.status)
    const texts: string[] = []
    const look = async () => {
      for (const route of [
        `GET /lab/progress?account=${account}`,
        'GET /lab/session',
        `GET /lab/lessons/${EXAM}?account=${account}`,
      ])
        texts.push((await lab(one, route)).text)
    }
    await look()
    expect((await room.ask('GET /classroom/me/result', undefined, one.jar)).body).toMatchObject({ code: 'NoResult' })
    expect((await act(of, begun.id, 'release')).body).toMatchObject({ code: 'StillRunning' })
    const ended = await act(of, begun.id, 'end')
    expect(ended.body).toMatchObject({ state: 'ended', learners: [{ points: 0, of: 100 }] })
    await look()
    expect(texts.join('')).not.toContain('"grade"')
    expect(texts.join('')).not.toContain('"result"')
    const about = { account, setUp: true }
    expect((await lab(one, `POST /lab/lessons/${EXAM}/start`, about)).body).toMatchObject({ code: 'ClassRule' })
    expect((await lab(one, `DELETE /lab/accounts/${account}`)).body).toMatchObject({ code: 'ClassRule' })

    await until(
      async () => heard.join(''),
      (text) => text.includes('handedInAt'),
    )
    expect(heard.join('')).not.toContain('"grade"')
    const results = await room.ask('GET /classroom/classes/:class/exams/:exam/results', undefined, undefined, {
      class: of,
      exam: begun.id,
    })
    expect(results.body).toMatchObject([{ name: 'Learner 1', points: 0, passed: false }])
    expect((await act(of, begun.id, 'release')).body).toMatchObject({ released: true })
    const own = await room.ask('GET /classroom/me/result', undefined, one.jar)
    expect(own.body as ExamResult).toMatchObject({ points: 0, of: 100 })
    expect(await progress(one, account)).toMatchObject({ grade: { points: 0 } })
    await until(
      async () => heard.join(''),
      (text) => text.includes('"grade"'),
    )
    leave.abort()
    await reading
  })

  it('turns help, resets, and more accounts off for those who sit it, and for nobody else', async () => {
    const { of, learners } = await classOf(2)
    const [sits, looksOn] = learners as [Joined, Joined]
    const { body: begun } = await start(of, 30, { learners: [sits.id] })
    const tries = (who: Joined): [string, object?][] => {
      const account = who.account.accountId
      return [
        ['POST /lab/lessons/dashboard/start', { account }],
        ['POST /lab/lessons/dashboard/hint', { account, step: 'look', hint: 1 }],
        ['POST /lab/lessons/dashboard/steps/look/show', { account, line: 0 }],
        ['POST /lab/lessons/dashboard/steps/look/reset', { account }],
        ['POST /lab/lessons/dashboard/back-to-start', { account }],
        [`POST /lab/accounts/${account}/reset`, {}],
        ['GET /lab/explanations/last'],
        ['POST /lab/course', {}],
      ]
    }
    for (const [route, body] of tries(sits)) {
      expect([route, (await lab(sits, route, body)).body]).toMatchObject([route, { code: 'ClassRule', message: /exam/ }])
    }
    for (const [route, body] of tries(looksOn)) {
      expect([route, (await lab(looksOn, route, body)).body.code]).not.toEqual([route, 'ClassRule'])
    }
    const again = await start(of, 30, { learners: [sits.id] })
    expect(again.body.failed).toMatchObject([{ learner: sits.id }])
    await act(of, begun.id, 'end')
    expect((await lab(sits, 'GET /lab/explanations/last')).body.code).not.toBe('ClassRule')
  })

  it('leaves a learner the three accounts of their own', async () => {
    const { of, learners } = await classOf(1)
    const [one] = learners as [Joined]
    const { body: begun } = await start(of)
    await act(of, begun.id, 'end')
    const more = async () => (await lab(one, 'POST /lab/course', {})).status
    expect([await more(), await more(), await more()]).toEqual([201, 201, 403])
  })

  it('goes with its class, and no process looks for it any more', async () => {
    const { of } = await classOf(1)
    await start(of)
    const underWay = async () => JSON.stringify(await room.app.store.documents.list('class-exam-under-way')).includes(of)
    expect(await underWay()).toBe(true)
    await room.ask('POST /classroom/classes/:class/delete', { title: 'Exam of 1' }, undefined, { class: of })
    expect(await underWay()).toBe(false)
  })

  it('lets its learner have the root password, and nobody who has read the course', async () => {
    const { of, learners } = await classOf(1)
    const [one] = learners as [Joined]
    await start(of)
    const accountId = (await me(one)).exam?.accountId ?? ''
    const session = await call<{ accounts: { accountId: string; password?: string }[] }>(
      room.app.url,
      'GET /lab/session',
      undefined,
      one.jar,
    )
    expect(session.body.accounts.find((account) => account.accountId === accountId)).not.toHaveProperty('password')
    const given = await room.ask('POST /classroom/me/root-password', { accountId, passphrase: PASSPHRASE }, one.jar)
    const { email, password } = given.body
    const signedIn = await call(room.app.url, 'POST /signin', { kind: 'root', email, password })
    expect(signedIn.body).toMatchObject({ session: { id: expect.any(String) } })
  })

  it('is in the gradebook as the lab has it', async () => {
    const { of, learners } = await classOf(2)
    const { body: begun } = await start(of)
    await act(of, begun.id, 'end')
    const file = await room.ask('GET /classroom/classes/:class/results.csv' as never, undefined, undefined, { class: of })
    const rows = Papa.parse<Record<string, string>>(file.text, { header: true, skipEmptyLines: true }).data
    expect(rows.map(({ learner }) => learner)).toEqual(learners.map(({ id }) => id))
    for (const row of rows) expect(row).toMatchObject({ lesson: EXAM, score: '0', 'score of': '100', passed: '' })
    const canvas = await room.ask('GET /classroom/classes/:class/canvas.csv' as never, undefined, undefined, { class: of })
    expect(canvas.text.split('\r\n')[1]).toBe('Points Possible,,,,,100')
  })

  it('refuses a lesson that is no exam, a class where nobody is, and other classes’ exams', async () => {
    const { of } = await classOf(0)
    expect((await start(of)).body).toMatchObject({ code: 'NobodyHere' })
    const other = await room.ask(
      'POST /classroom/classes/:class/exams',
      { to: { all: true }, lesson: 'dashboard', minutes: 5 },
      undefined,
      { class: of },
    )
    expect(other.body).toMatchObject({ code: 'NoExam' })
    expect((await act(of, 'no-such-exam', 'end')).status).toBe(404)
  })
})
