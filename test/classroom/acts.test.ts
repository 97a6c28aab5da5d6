import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnClass } from '../../server/classroom/contract.js'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import { call, type Joined, startClassroom, type TestClassroom } from '../support/classroom.js'

let room: TestClassroom
let ada: Joined
let ben: Joined
beforeAll(async () => {
  room = await startClassroom()
  const settings = { sections: ['Early', 'Late'] }
  await room.ask('POST /classroom/classes/:class', settings)
  ada = await room.join(room.first, { name: 'Ada', section: 'Early' })
  ben = await room.join(room.first, { name: 'Ben', section: 'Late' })
})
afterAll(() => room.close())

const LESSON = 'users-groups'
const me = async ({ jar }: Joined): Promise<OwnClass> => (await room.ask('GET /classroom/me', undefined, jar)).body
const lab = <T = Record<string, unknown>>(who: Joined, route: string, body?: unknown) =>
  call<T>(room.app.url, route, body, who.jar)
const progress = async (who: Joined): Promise<LessonProgress> => {
  const route = `GET /lab/progress?account=${who.account.accountId}`
  const { body } = await lab<{ lessons: Record<string, LessonProgress> }>(who, route)
  return body.lessons[LESSON] as LessonProgress
}
const begin = (who: Joined) =>
  lab<LessonProgress>(who, `POST /lab/lessons/${LESSON}/start`, { account: who.account.accountId, setUp: true })

describe('an instructor', () => {
  it('writes to a section, and to nobody else', async () => {
    const sent = await room.ask('POST /classroom/classes/:class/messages', { to: { section: 'Early' }, text: 'Break at ten.' })
    expect(sent.body).toEqual({ done: 1, failed: [] })
    expect((await me(ada)).messages).toMatchObject([{ text: 'Break at ten.', from: 'Ines Torres' }])
    expect((await me(ben)).messages).toEqual([])
    for (const text of ['', 'a\u202eb', 'x'.repeat(1_001)]) {
      const refused = await room.ask('POST /classroom/classes/:class/messages', { to: { all: true }, text })
      expect(refused.status).toBe(400)
    }
  })

  it('opens the next hint where it can, and says for whom it could not', async () => {
    const { body } = await begin(ada)
    const [step = ''] = Object.keys(body.steps)
    const hint = { to: { all: true }, lesson: LESSON, step }
    const given = await room.ask('POST /classroom/classes/:class/hints', hint)
    expect(given.body).toMatchObject({ done: 1, failed: [{ learner: ben.id, message: expect.stringContaining('started') }] })
    expect((await progress(ada)).steps[step]).toMatchObject({ hintsOpened: 1 })
  })

  it('holds the class at a step until the lock is lifted, those who begin later, too', async () => {
    const [first = '', second = ''] = Object.keys((await begin(ada)).body.steps)
    const lock = { lesson: LESSON, step: first }
    expect((await room.ask('POST /classroom/classes/:class/pace-lock', lock)).body).toEqual({ done: 2, failed: [] })
    await begin(ben)
    for (const who of [ada, ben]) {
      expect((await me(who)).paceLock).toEqual(lock)
      expect(await progress(who)).toMatchObject({ heldAt: first })
      const skipped = await lab(who, `POST /lab/lessons/${LESSON}/steps/${first}/skip`, { account: who.account.accountId })
      expect(skipped.body).toMatchObject({ code: 'PaceLock' })
    }
    await room.ask('POST /classroom/classes/:class/pace-lock', { off: true })
    expect(await me(ada)).not.toHaveProperty('paceLock')
    await lab(ada, `POST /lab/lessons/${LESSON}/steps/${first}/skip`, { account: ada.account.accountId })
    expect((await progress(ada)).steps[second]).toMatchObject({ state: 'open' })
  })

  it('moves clocks, resets accounts without changing their passwords, and gives fresh ones', async () => {
    const clock = await room.ask('POST /classroom/classes/:class/clock', { to: { all: true }, forward: '90d' })
    expect(clock.body).toEqual({ done: 2, failed: [] })
    type Session = { accounts: { accountId: string; clockOffset: number }[] }
    const accounts = async () => (await lab<Session>(ada, 'GET /lab/session')).body.accounts
    expect((await accounts())[0]?.clockOffset).toBe(90 * 86_400_000)
    const reset = await room.ask('POST /classroom/classes/:class/resets', { to: { learners: [ada.id] }, account: true })
    expect(reset.body).toEqual({ done: 1, failed: [] })
    expect((await progress(ada)).status).toBe('not-started')
    const { email, password } = ada.account
    const signedIn = await call(room.app.url, 'POST /signin', { kind: 'root', email, password })
    expect(signedIn.body).toMatchObject({ session: { id: expect.any(String) } })
    const route = 'POST /classroom/classes/:class/learners/:learner/fresh-account'
    const { status, body } = await room.ask(route, {}, undefined, { learner: ada.id })
    expect(status).toBe(201)
    expect((await accounts()).map(({ accountId }) => accountId).sort()).toEqual([ada.account.accountId, body.accountId].sort())
  })

  it('lifts the waits of one learner: for their passphrase, and for the users of their account', async () => {
    const wrong = { code: room.first.code, name: 'Ada', passphrase: 'not hers at all' }
    const join = () => call(room.app.url, 'POST /classroom/join', wrong)
    const signIn = () => call(room.app.url, 'POST /signin', { kind: 'root', email: ada.account.email, password: 'wrong' })
    const before = Array.from({ length: 11 }, () => [join(), signIn()]).flat()
    let waiting = before.length
    for (const one of before) void one.then(() => waiting--)
    while (waiting > 2) await new Promise((resolve) => setTimeout(resolve, 20))
    const from = performance.now()
    const route = 'POST /classroom/classes/:class/learners/:learner/lift-wait'
    expect((await room.ask(route, {}, undefined, { learner: ada.id })).status).toBe(200)
    const again = Array.from({ length: 8 }, () => [join(), signIn()]).flat()
    const statuses = (await Promise.all([...before, ...again])).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([401]))
    // Without it, the last of each line would have waited for sixteen seconds.
    expect(performance.now() - from).toBeLessThan(12_000)
    const [entry] = (await room.ask('GET /classroom/classes/:class/audit')).body
    expect(entry).toMatchObject({ whom: 'Ada', detail: 'Lifted the wait for guesses.' })
  })

  it('sets a lesson, which their pages show', async () => {
    await room.ask('POST /classroom/classes/:class/lesson', { to: { learners: [ben.id] }, lesson: LESSON })
    expect((await me(ben)).lesson).toBe(LESSON)
    expect(await me(ada)).not.toHaveProperty('lesson')
    const entries = (await room.ask('GET /classroom/classes/:class/audit')).body
    expect(entries[0]).toMatchObject({ what: 'POST /classroom/classes/:class/lesson', whom: 'Ben', who: 'Ines Torres' })
  })
})
