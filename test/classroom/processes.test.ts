import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClassListing } from '../../server/classroom/contract.js'
import { call, classroomOf, type TestClassroom } from '../support/classroom.js'
import { startTwoProcesses, type TwoProcesses } from '../support/two-processes.js'

let both: TwoProcesses
/** At the first process. */
let room: TestClassroom
beforeAll(async () => {
  both = await startTwoProcesses({ classroom: {} })
  room = await classroomOf(both.a)
}, 180_000)
afterAll(() => both?.close(), 120_000)

const here = async (jar: Map<string, string>) =>
  (await call<{ learner?: { name: string } }>(both.b.url, 'GET /classroom/session', undefined, jar)).body.learner?.name

describe('one class over two processes', () => {
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
