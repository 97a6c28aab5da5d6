import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { BoardOfLesson } from '../../server/classroom/contract.js'
import { call, INSTRUCTOR, type Jar, PASSPHRASE } from '../support/classroom.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { startProcess } from '../support/processes.js'
import { cookiesOf, type TestServer } from '../support/server.js'

let postgres: TestPostgres
let a: TestServer
let b: TestServer
beforeAll(async () => {
  postgres = await startPostgres()
  a = await startProcess(postgres.connectionString, { classroom: {} })
  b = await startProcess(postgres.connectionString, { classroom: {} })
}, 180_000)
afterAll(async () => {
  for (const one of [a, b]) await one?.close()
  await postgres?.stop()
}, 120_000)

const LESSON = 'dashboard'
const waitFor = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 40_000, interval: 50 })

it('a board that is open at one process shows who joined, asks, and passes a step at another', async () => {
  const instructor: Jar = new Map()
  const operator = { Authorization: `Bearer ${a.operatorToken}` }
  await call(a.url, 'POST /classroom/staff/password', INSTRUCTOR, new Map(), operator)
  await call(b.url, 'POST /classroom/session', INSTRUCTOR, instructor)
  const { body: of } = await call<{ id: string; code: string }>(b.url, 'POST /classroom/classes', { title: 'Two' }, instructor)
  const abort = new AbortController()
  const stream = await fetch(`${b.url}/api/classroom/classes/${of.id}/events?lesson=${LESSON}`, {
    headers: { Cookie: cookiesOf(instructor) },
    signal: abort.signal,
  })
  let heard = ''
  void (async () => {
    for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk as Uint8Array).toString()
  })().catch(() => undefined)

  const jar: Jar = new Map()
  const joined = await call<{ card: { account: { accountId: string; email: string; password: string } } }>(
    a.url,
    'POST /classroom/join',
    { code: of.code, name: 'Ana', passphrase: PASSPHRASE },
    jar,
  )
  const { accountId, email, password } = joined.body.card.account
  await waitFor(() => expect(heard).toMatch(/event: class\n/))
  await call(a.url, `POST /lab/lessons/${LESSON}/start`, { account: accountId, setUp: true }, jar)
  await call(a.url, 'POST /signin', { kind: 'root', email, password: 'not it' }, jar)
  await call(a.url, 'POST /signin', { kind: 'root', email, password }, jar)
  await waitFor(() => expect(heard).toContain('"state":"passed"'))
  await call(a.url, 'POST /classroom/me/hand', { raised: true }, jar)
  await waitFor(() => expect(heard).toContain('"need":"asks"'))
  abort.abort()

  const [atA, atB] = await Promise.all(
    [a, b].map(async ({ url }) => {
      const route = `GET /classroom/classes/${of.id}/board/${LESSON}`
      return (await call<BoardOfLesson>(url, route, undefined, instructor)).body
    }),
  )
  expect(atA).toEqual(atB)
  expect(atA?.rows).toMatchObject([{ name: 'Ana', need: 'asks', refusals: [{ name: 'signin:ConsoleLogin' }] }])
}, 120_000)
