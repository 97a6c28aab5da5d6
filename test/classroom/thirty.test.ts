import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoardOfLesson } from '../../server/classroom/contract.js'
import type { LessonProgress } from '../../server/lab/api/contract.js'
import { callRequest, type SigningKeys } from '../../server/wire/request.js'
import { call, type Joined, startClassroom, type TestClassroom } from '../support/classroom.js'
import { FakeClock } from '../support/world.js'

const LESSON = 'dashboard'
const MINUTE = 60_000
const NAMES = Array.from({ length: 30 }, (_, n) => `Learner ${String(n).padStart(2, '0')}`)
const clock = new FakeClock(Date.now())

let room: TestClassroom
let learners: Joined[]
const keys = new Map<string, SigningKeys>()

beforeAll(async () => {
  room = await startClassroom({ clock })
  const settings = { names: 'roster', lessons: [LESSON], fixture: 'inherited-account' }
  expect((await room.ask('POST /classroom/classes/:class', settings)).status).toBe(200)
  const csv = ['name;section', ...NAMES.map((name, n) => `${name};${n < 15 ? 'A' : 'B'}`)].join('\r\n')
  const read = await room.ask('POST /classroom/classes/:class/roster', { csv })
  expect(read.body).toMatchObject({ added: 30, mistakes: [] })
}, 60_000)
afterAll(() => room.close())

const lab = <T>({ jar }: Joined, route: string, body?: object) => call<T>(room.app.url, route, body, jar)
const act = (learner: Joined, path: string, body: object = {}) =>
  lab(learner, `POST /lab/lessons/${LESSON}/${path}`, { account: learner.account.accountId, ...body })

/** As the console's sign-in page does it, which then asks for credentials. */
async function signIn(learner: Joined, password = learner.account.password): Promise<boolean> {
  const { email } = learner.account
  const signedIn = await lab<{ session?: { id: string } }>(learner, 'POST /signin', { kind: 'root', email, password })
  const session = signedIn.body.session?.id
  if (session === undefined) return false
  keys.set(learner.id, (await lab<SigningKeys>(learner, 'POST /signin/credentials', { session })).body)
  return true
}

/** As the CLI does it. */
async function cli(learner: Joined, operation: string, input: Record<string, unknown> = {}): Promise<string> {
  const own = keys.get(learner.id)
  if (!own) throw new Error('not signed in')
  const { host } = new URL(room.app.url)
  const asked = { call: operation, input, host, userAgent: 'aws-cli/2.34.0', keys: own, now: clock.now() }
  return (await fetch(room.app.url, { method: 'POST', ...callRequest(asked) })).text()
}

const board = async () =>
  (await room.ask('GET /classroom/classes/:class/board/:lesson', undefined, undefined, { lesson: LESSON }))
    .body as BoardOfLesson
const rowOf = ({ rows }: BoardOfLesson, { id }: Joined) => {
  const row = rows.find(({ learner }) => learner === id)
  if (!row) throw new Error('no row')
  return row
}
const nth = (n: number): Joined => {
  const learner = learners[n]
  if (!learner) throw new Error(`no learner ${n}`)
  return learner
}
/** Each cell says what the lab says of the learner's own account. */
async function expectRightBoard(): Promise<void> {
  const seen = await board()
  expect(seen.rows).toHaveLength(learners.length)
  for (const learner of learners) {
    const route = `GET /lab/progress?account=${learner.account.accountId}`
    const { steps } = (await lab<{ lessons: Record<string, LessonProgress> }>(learner, route)).body.lessons[LESSON] ?? {}
    const expected = seen.columns.map(({ id }) => {
      const { state, hintsOpened = 0, mistakes = [] } = steps?.[id] ?? {}
      return { state, hints: hintsOpened, mistakes: mistakes.length }
    })
    expect([learner.name, rowOf(seen, learner).cells]).toMatchObject([learner.name, expected])
  }
}

describe('a class of thirty', () => {
  it('joins from the roster, each with an account of their own', async () => {
    learners = []
    for (const name of NAMES) learners.push(await room.join(room.first, { name }))
    expect(learners.map(({ status }) => status)).toEqual(NAMES.map(() => 201))
    expect(new Set(learners.map(({ account }) => account.accountId)).size).toBe(30)
    expect(await room.join(room.first, { name: 'Not On It' })).toMatchObject({ status: 401 })
    expect(new Set((await board()).rows.map(({ section }) => section))).toEqual(new Set(['A', 'B']))
  }, 300_000)

  it('does lesson one by console and CLI, and the board is right cell by cell', async () => {
    for (const learner of learners) expect((await act(learner, 'start', { setUp: true })).status).toBe(200)
    await expectRightBoard()
    for (const learner of learners.slice(0, 28)) expect(await signIn(learner)).toBe(true)
    for (const [n, learner] of learners.slice(0, 20).entries()) {
      expect(await cli(learner, 'iam:CreateAccountAlias', { AccountAlias: 'Not--a-name' })).toContain('ValidationError')
      expect(await cli(learner, 'iam:CreateAccountAlias', { AccountAlias: `class-of-thirty-${n}` })).not.toContain('<Error>')
    }
    for (const learner of learners.slice(15, 20)) await act(learner, 'hint', { step: 'predict', hint: 1 })
    for (const learner of learners.slice(0, 10)) {
      await act(learner, 'quiz', { quiz: 'region', answer: 'a' })
      await act(learner, 'quiz', { quiz: 'region', answer: 'b' })
      await act(learner, 'quiz', { quiz: 'red-items', answer: 'd' })
    }
    await room.app.settled()
    await expectRightBoard()
    const { rows } = await board()
    expect(rows.filter(({ need }) => need === 'done')).toHaveLength(10)
    expect(rows.filter(({ need }) => need === 'active')).toHaveLength(20)
  }, 300_000)

  it('shows two that are stuck, each within their time, and who believes what', async () => {
    const [guesser, quiet] = [nth(28), nth(29)]
    expect(await signIn(quiet, 'not it')).toBe(false)
    for (let n = 0; n < 3; n++) {
      expect(rowOf(await board(), guesser).need).toBe('active')
      expect(await signIn(guesser, 'not my password')).toBe(false)
      await room.app.settled()
    }
    expect(rowOf(await board(), guesser)).toMatchObject({
      need: 'stuck',
      why: expect.stringMatching(/^3 times the same refusal: signin:ConsoleLogin/),
      refusals: [{}, {}, { name: 'signin:ConsoleLogin', reason: expect.any(String) }],
    })
    expect(rowOf(await board(), quiet).need).toBe('active')
    clock.forward(5 * MINUTE + 1_000)
    await act(quiet, 'hint', { step: 'sign-in', hint: 1 })
    await act(guesser, 'hint', { step: 'sign-in', hint: 1 })
    const seen = await board()
    expect(seen.rows.slice(0, 2).map(({ learner }) => learner)).toEqual([guesser.id, quiet.id])
    expect(rowOf(seen, quiet)).toMatchObject({ need: 'stuck', why: 'No step passed for 5 minutes.' })
    expect(seen.rows.filter(({ need }) => need === 'stuck')).toHaveLength(2)
    expect(rowOf(seen, nth(12)).need).toBe('away')
    await lab(quiet, 'POST /signin', { kind: 'iam', account: quiet.account.accountId, userName: 'root', password: 'not it' })
    await room.app.settled()
    expect((await board()).misconceptions).toContainEqual(expect.objectContaining({ id: 'M1', learners: 1 }))
    await expectRightBoard()
  }, 120_000)

  it('has passwords expire when the clocks move 90 days', async () => {
    const password = 'lantern+Orbit+pickle+30'
    for (const learner of learners.slice(0, 28)) {
      await signIn(learner)
      await cli(learner, 'iam:UpdateAccountPasswordPolicy', { MaxPasswordAge: 90, AllowUsersToChangePassword: true })
      await cli(learner, 'iam:CreateUser', { UserName: 'alice' })
      await cli(learner, 'iam:CreateLoginProfile', { UserName: 'alice', Password: password })
    }
    const asAlice = async (learner: Joined) => {
      const alice = { kind: 'iam', account: learner.account.accountId, userName: 'alice', password }
      return (await call<{ state?: string }>(room.app.url, 'POST /signin', alice, new Map())).body.state
    }
    expect(await asAlice(nth(0))).not.toBe('change-password')
    for (const learner of learners.slice(0, 28)) {
      expect((await lab(learner, `POST /lab/accounts/${learner.account.accountId}/clock`, { forward: '90d' })).status).toBe(200)
    }
    for (const learner of learners.slice(0, 28)) expect(await asAlice(learner)).toBe('change-password')
    // Minutes on the board are real ones.
    for (const { cells } of (await board()).rows) for (const { minutes = 0 } of cells) expect(minutes).toBeLessThan(60)
  }, 300_000)

  it('lets one come back on another machine, to what they had', async () => {
    const again = await room.join(room.first, { name: NAMES[3]?.toUpperCase() })
    expect(again).toMatchObject({ back: true, id: nth(3).id })
    const own = await lab<{ lessons: Record<string, LessonProgress> }>(
      again,
      `GET /lab/progress?account=${again.account.accountId}`,
    )
    expect(own.body.lessons[LESSON]?.status).toBe('passed')
    expect((await board()).rows).toHaveLength(30)
  })
})
