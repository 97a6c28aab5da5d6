import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BoardChanges, BoardOfCourse, BoardOfLesson, LearnerPage } from '../../server/classroom/contract.js'
import { Browser } from '../../server/rehearsal/browser.js'
import { call, type Joined, startClassroom, type TestClassroom } from '../support/classroom.js'
import { cookiesOf } from '../support/server.js'

let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom()
})
afterAll(() => room.close())

const lesson = 'dashboard'
const board = async () =>
  (await room.ask('GET /classroom/classes/:class/board/:lesson', undefined, undefined, { lesson })).body as BoardOfLesson
const rowOf = async ({ id }: Joined) => (await board()).rows.find(({ learner }) => learner === id)
const start = ({ account, jar }: Joined) =>
  call(room.app.url, `POST /lab/lessons/${lesson}/start`, { account: account.accountId, setUp: true }, jar)

/** As the console's page does it. */
async function signInAsRoot({ account: { email }, jar }: Joined, password: string): Promise<boolean> {
  const { status, body } = await call<{ session?: object }>(
    room.app.url,
    'POST /signin',
    { kind: 'root', email, password },
    jar,
  )
  return status === 200 && body.session !== undefined
}

async function watching(
  path: string,
): Promise<{ events: { event: string; data: unknown }[]; stop(): void; ended: Promise<void> }> {
  const abort = new AbortController()
  const headers = { Cookie: cookiesOf(room.instructor) }
  const response = await fetch(`${room.app.url}/api/classroom/classes/${room.first.id}/${path}`, {
    headers,
    signal: abort.signal,
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')])
  const events: { event: string; data: unknown }[] = []
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event] = /^event: (.*)$/m.exec(block) ?? []
        const [, data] = /^data: (.*)$/m.exec(block) ?? []
        if (event && data) events.push({ event, data: JSON.parse(data) })
      }
    }
  }
  return { events, stop: () => abort.abort(), ended: read().catch(() => undefined) }
}

const waitFor = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

describe('the board', () => {
  it('shows each step as soon as it passes, and says so to those who watch', async () => {
    const ana = await room.join(room.first, { name: 'Ana' })
    expect(await rowOf(ana)).toMatchObject({ name: 'Ana', need: 'active', cells: [{ state: 'locked' }, {}, {}] })
    const stream = await watching(`events?lesson=${lesson}`)
    const other = await watching('events')
    await start(ana)
    await signInAsRoot(ana, ana.account.password ?? '')
    await room.app.settled()
    expect((await rowOf(ana))?.cells.map(({ state }) => state)).toEqual(['passed', 'open', 'locked'])
    await waitFor(() => {
      const rows = stream.events.flatMap(({ event, data }) => (event === 'board' ? (data as BoardChanges).rows : []))
      expect(rows.at(-1)).toMatchObject({ learner: ana.id, cells: [{ state: 'passed' }, { state: 'open' }, {}] })
      const course = other.events.flatMap(({ event, data }) => (event === 'board' ? (data as BoardChanges).rows : []))
      expect(course.at(-1)?.cells[0]).toMatchObject({ state: 'open' })
    })
    const of = (await room.ask('GET /classroom/classes/:class/board')).body as BoardOfCourse
    expect(of.columns[0]).toMatchObject({ id: lesson })
    for (const one of [stream, other]) one.stop()
  })

  it('tells those who watch that somebody joined, and ends with their session', async () => {
    const stream = await watching('events')
    await room.join(room.first, { name: 'Newcomer' })
    await waitFor(() => expect(stream.events.map(({ event }) => event)).toContain('class'))
    const own = new Map(room.instructor)
    await call(room.app.url, 'DELETE /classroom/session', undefined, room.instructor)
    await stream.ended
    room.instructor.clear()
    await call(
      room.app.url,
      'POST /classroom/session',
      { name: 'Ines Torres', password: 'chalk and Duster 42' },
      room.instructor,
    )
    expect(room.instructor).not.toEqual(own)
  }, 30_000)

  it('says who is refused the same three times, with the private reason, and counts what they believe', async () => {
    const ben = await room.join(room.first, { name: 'Ben' })
    await start(ben)
    for (let n = 0; n < 3; n++) expect(await signInAsRoot(ben, 'not my password')).toBe(false)
    await call(
      room.app.url,
      'POST /signin',
      { kind: 'iam', account: ben.account.accountId, userName: 'root', password: 'whatever it is' },
      ben.jar,
    )
    await room.app.settled()
    const row = await waitFor(async () => {
      const found = await rowOf(ben)
      expect(found).toMatchObject({
        need: 'stuck',
        why: '3 times the same refusal: signin:ConsoleLogin, Failed authentication.',
      })
      return found
    })
    expect(row?.refusals[0]).toMatchObject({ name: 'signin:ConsoleLogin', reason: expect.any(String) })
    expect(row?.cells[0]).toMatchObject({ state: 'open', mistakes: 2 })
    const { misconceptions, rows } = await board()
    expect(misconceptions).toContainEqual({ id: 'M1', title: 'Root is just the admin user', learners: 1 })
    expect(rows[0]?.learner).toBe(ben.id)
  })

  it('lets a learner raise a hand, and one helper take it', async () => {
    const eva = await room.join(room.first, { name: 'Eva' })
    const hand = (raised: boolean) => call(room.app.url, 'POST /classroom/me/hand', { raised }, eva.jar)
    const take = (taken: boolean) =>
      room.ask('POST /classroom/classes/:class/learners/:learner/hand', { taken }, undefined, { learner: eva.id })
    expect((await take(true)).body).toMatchObject({ code: 'NoHand' })
    const raised = await hand(true)
    expect(raised.body).toMatchObject({ handRaised: { at: expect.any(Number) } })
    expect((await board()).rows[0]).toMatchObject({ learner: eva.id, need: 'asks' })
    expect((await take(true)).body).toMatchObject({ handRaised: { takenBy: 'Ines Torres' } })
    expect(await rowOf(eva)).toMatchObject({ need: 'asks', handTakenBy: 'Ines Torres' })
    await hand(false)
    expect(await rowOf(eva)).toMatchObject({ need: 'active' })
    for (let n = 0; n < 9; n++) {
      await hand(true)
      await hand(false)
    }
    const again = await hand(true)
    expect([again.status, again.body.code, Number(again.headers.get('retry-after'))]).toEqual([
      429,
      'TooManyAttempts',
      expect.any(Number),
    ])
  })

  it('shows a learner’s page to the staff and to the learner alike, and no secret in it', async () => {
    const kai = await room.join(room.first, { name: 'Kai' })
    await start(kai)
    await signInAsRoot(kai, 'not my password')
    await signInAsRoot(kai, kai.account.password ?? '')
    await room.app.settled()
    const route = 'GET /classroom/classes/:class/learners/:learner'
    const seen = await room.ask(route, undefined, undefined, { learner: kai.id })
    const page = seen.body as LearnerPage
    expect(page.learner).toMatchObject({ id: kai.id, name: 'Kai', joinedAt: expect.any(Number) })
    const what = page.timeline.map(({ what }) => what)
    for (const one of ['joined', 'lesson-started', 'mistake', 'refusal', 'step-passed']) expect(what).toContain(one)
    expect(page.refusals[0]).toMatchObject({
      request: { operation: 'signin:ConsoleLogin' },
      explanation: { kind: 'password' },
    })
    expect(page.accounts[0]).toMatchObject({ accountId: kai.account.accountId, users: expect.any(Array) })
    const own = await call(room.app.url, 'GET /classroom/me/seen', undefined, kai.jar)
    expect(own.body).toEqual(page)
    for (const secret of [kai.account.password ?? '?', 'not my password', 'seven green bottles']) {
      expect(seen.text).not.toContain(secret)
    }
    expect(seen.text).not.toMatch(/hash|seed|secret|sealingKey/i)
  })

  it('is nobody’s but the staff’s of the class', async () => {
    const stranger = new Browser(() => room.app.url)
    const { jar } = await room.join(room.first, { name: 'Curious' })
    for (const path of ['board', `board/${lesson}`, 'events', 'learners/class-1']) {
      const route = `GET /classroom/classes/${room.first.id}/${path}`
      expect((await stranger.send('GET', `/api${route.slice(4)}`)).status).toBe(401)
      expect((await call(room.app.url, route, undefined, jar)).status).toBe(403)
    }
    const none = await room.ask('GET /classroom/classes/:class/board/:lesson', undefined, undefined, { lesson: 'none' })
    expect(none).toMatchObject({ status: 404, body: { code: 'NoSuchLesson' } })
  })
})
