import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ClassListing, Exam } from '../../server/classroom/contract.js'
import { call, classroomOf, type Joined, type TestClassroom } from '../support/classroom.js'
import { post } from '../support/server.js'
import { startTwoProcesses, type TwoProcesses } from '../support/two-processes.js'
import { FakeClock } from '../support/world.js'

const MINUTE = 60_000
const clock = new FakeClock(Date.now())
let both: TwoProcesses
/** At the first process. */
let room: TestClassroom
beforeAll(async () => {
  both = await startTwoProcesses({ classroom: {}, clock })
  room = await classroomOf(both.a)
}, 180_000)
afterAll(() => both?.close(), 120_000)

const here = async (jar: Map<string, string>) =>
  (await call<{ learner?: { name: string } }>(both.b.url, 'GET /classroom/session', undefined, jar)).body.learner?.name

/** All rows of all tables, as text; by table. */
async function dump(): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: both.connectionString })
  await client.connect()
  const tables = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
  const found = new Map<string, string[]>()
  for (const { name } of tables.rows)
    found.set(
      name,
      (await client.query<object>(`select * from "${name}"`)).rows.map((row) => JSON.stringify(row)),
    )
  await client.end()
  return found
}
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 60_000, interval: 100 })

describe('one class over two processes', () => {
  it('sits an exam that begins at one, is prolonged at the other, and is handed in once', async () => {
    const of = await room.newClass({ title: 'Exam' })
    const learners: Joined[] = []
    for (const name of ['Ada', 'Ben', 'Cia']) learners.push(await room.join(of, { name }))
    const path = `/classroom/classes/${of.id}/exams`
    const at = <T>({ url }: { url: string }, route: string, body?: object) => call<T>(url, route, body, room.instructor)
    const asked = { to: { all: true }, lesson: 'capstone', minutes: 30 }
    const { body: begun } = await at<Exam>(both.a, `POST ${path}`, asked)
    expect(begun).toMatchObject({ state: 'running', failed: [] })
    const more = await at<Exam>(both.b, `POST ${path}/${begun.id}/more-time`, { learner: learners[1]?.id, minutes: 10 })
    expect(more.status).toBe(200)
    const exam = async (app: { url: string }) => (await at<Exam[]>(app, `GET ${path}`)).body[0]
    const handedIn = async (app: { url: string }) =>
      (await exam(app))?.learners.filter(({ handedInAt }) => handedInAt !== undefined).map(({ name }) => name)
    clock.forward(31 * MINUTE)
    for (const app of [both.a, both.b]) await waitFor(async () => expect(await handedIn(app)).toEqual(['Ada', 'Cia']))
    const first = (await exam(both.a))?.learners[0]
    clock.forward(10 * MINUTE)
    for (const app of [both.a, both.b]) await waitFor(async () => expect(await exam(app)).toMatchObject({ state: 'ended' }))
    const over = await exam(both.a)
    expect(over?.learners[0]).toEqual(first)
    await Promise.all([both.a, both.b].map((app) => at(app, `POST ${path}/${begun.id}/end`, {})))
    expect(await exam(both.b)).toEqual(over)
  }, 180_000)

  it('leaves no row when it is deleted at one, of what its learners did at both', async () => {
    const of = await room.newClass({ title: 'To be deleted' })
    const mara = await room.join(of, { name: 'Mara Ek' })
    const { email, accountId } = mara.account
    for (const { url } of [both.a, both.b]) {
      for (let n = 0; n < 2; n++) await post(url, '/api/signin', { kind: 'root', email, password: 'wrong' }, mara.jar)
      await call(url, `POST /lab/lessons/dashboard/start`, { account: accountId }, mara.jar)
    }
    expect((await dump()).get('minute')?.some((row) => row.includes(accountId))).toBe(true)
    const path = `POST /classroom/classes/${of.id}/delete`
    expect((await call(both.b.url, path, { title: 'To be deleted' }, room.instructor)).status).toBe(200)
    await waitFor(async () => {
      for (const [table, rows] of await dump()) {
        for (const row of rows) {
          for (const trace of [of.id, mara.id, 'Mara Ek', 'To be deleted', email]) expect(row, table).not.toContain(trace)
          // An account leaves its number and a version, so that other processes learn of its end.
          if (!['account', 'entity'].includes(table)) expect(row, table).not.toContain(accountId)
          else if (row.includes(accountId)) expect(row).toMatch(/"deleted":1|"body":null/)
        }
      }
    })
  }, 180_000)

  it('is joined at one, and shown, left, and taught at the other', async () => {
    const { jar } = await room.join(room.first, { name: 'Mara' })
    expect(await here(jar)).toBe('Mara')
    const list = `GET /classroom/classes/${room.first.id}/learners`
    expect((await call<{ name: string }[]>(both.b.url, list, undefined, room.instructor)).body).toMatchObject([
      { name: 'Mara' },
    ])
    const accounts = await call<{ accounts: object[] }>(both.b.url, 'GET /lab/session', undefined, jar)
    expect(accounts.body.accounts).toHaveLength(1)
    const old = new Map(jar)
    await call(both.b.url, 'POST /classroom/leave', {}, jar)
    const left = await call<{ learner?: object }>(both.a.url, 'GET /classroom/session', undefined, old)
    expect(left.body).toEqual({ classroom: true })
  })

  it('lets one of those who take the same name or the last place at both join', async () => {
    const at = (app: { url: string }, of: ClassListing, name: string) =>
      call(app.url, 'POST /classroom/join', { code: of.code, name, passphrase: `passphrase of ${app.url}` })
    const named = await Promise.all([at(both.a, room.first, 'Twin'), at(both.b, room.first, 'twin')])
    expect(named.filter(({ status }) => status === 201)).toHaveLength(1)
    const small = await room.newClass({ mostLearners: 3 })
    const came = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((name, n) => at(n % 2 ? both.a : both.b, small, name)))
    expect(came.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(3)
    const { body } = await room.ask('GET /classroom/classes/:class', undefined, undefined, { class: small.id })
    expect(body.joined).toBe(came.filter(({ status }) => status === 201).length)
  })

  it('gives three accounts to a learner who asks both', async () => {
    const { jar } = await room.join(room.first, { name: 'Both' })
    const asked = [both.a, both.b, both.a, both.b].map(({ url }) => call(url, 'POST /lab/course', {}, new Map(jar)))
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([201, 201, 403, 403])
  })

  it('signs an instructor out at both when their password is set anew', async () => {
    const body = { name: 'Ines Torres', password: 'another Duster 43' }
    const headers = { Authorization: `Bearer ${both.b.operatorToken}` }
    expect((await call(both.b.url, 'POST /classroom/staff/password', body, new Map(), headers)).status).toBe(200)
    expect((await call(both.a.url, 'GET /classroom/classes', undefined, new Map(room.instructor))).status).toBe(401)
  })
})
