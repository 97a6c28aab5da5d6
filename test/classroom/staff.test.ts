import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { codeAt, stepAt } from '../../server/credentials/totp.js'
import { call, INSTRUCTOR, type Jar, startClassroom, type TestClassroom } from '../support/classroom.js'

const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const NOW = Date.UTC(2026, 2, 1)
const time = { now: NOW }

let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom({ clock: { now: () => time.now } })
})
afterAll(() => room.close())

const signIn = (body: object, jar: Jar = new Map()) =>
  call<{ staff?: { name: string; mfa: boolean }; needsCode?: boolean }>(room.app.url, 'POST /classroom/session', body, jar)
const setPassword = (body: object, token = room.app.operatorToken) =>
  call(room.app.url, 'POST /classroom/staff/password', body, new Map(), { Authorization: `Bearer ${token}` })
const code = (step = 0) => codeAt(new Secret(SEED), stepAt(time.now) + step)
const isSignedIn = async (jar: Jar) =>
  'staff' in (await call<{ staff?: object }>(room.app.url, 'GET /classroom/session', undefined, jar)).body

describe('the staff of a classroom', () => {
  it('sign in by name and password, and hear the same about an unknown name and a wrong password', async () => {
    const jar: Jar = new Map()
    expect((await signIn({ ...INSTRUCTOR, name: ' ines  TORRES ' }, jar)).body.staff).toMatchObject({ name: 'Ines Torres' })
    expect([...jar.keys()]).toEqual([expect.stringMatching(/^iam-dojo-staff-/)])
    const wrong = await signIn({ ...INSTRUCTOR, password: 'not the password' })
    const unknown = await signIn({ ...INSTRUCTOR, name: 'Nobody' })
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text])
    await call(room.app.url, 'DELETE /classroom/session', undefined, new Map(jar))
    expect(await isSignedIn(jar)).toBe(false)
  })

  it('are slowed down when they guess', async () => {
    const leaving = new AbortController()
    const body = JSON.stringify({ name: 'Guessed', password: 'guess' })
    const guess = async () => {
      const asked = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal: leaving.signal }
      const { status } = await fetch(`${room.app.url}/api/classroom/session`, asked)
      if (status !== 429) throw new Error(`answered ${status}`)
    }
    // Twenty of them wait in the line for half a minute, and hear of it when they leave.
    await Promise.any(Array.from({ length: 40 }, guess))
    leaving.abort()
  })

  it('use an authenticator app, whose codes are good once', async () => {
    const jar: Jar = new Map()
    await signIn(INSTRUCTOR, jar)
    const mfa = (body: object) => call(room.app.url, 'POST /classroom/staff/mfa', body, jar)
    expect((await mfa({ secret: SEED, code: '000000' })).body.code).toBe('InvalidCode')
    expect((await mfa({ secret: SEED, code: code() })).body).toMatchObject({ mfa: true })
    expect((await signIn(INSTRUCTOR)).body).toEqual({ needsCode: true })
    expect((await signIn({ ...INSTRUCTOR, code: code() })).status).toBe(401)
    time.now += 30_000
    const twice = await Promise.all([signIn({ ...INSTRUCTOR, code: code() }), signIn({ ...INSTRUCTOR, code: code() })])
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 401])
    const rows = JSON.stringify(await room.app.store.classrooms.staff.list())
    expect(rows).not.toContain(SEED)
    expect((await call(room.app.url, 'DELETE /classroom/staff/mfa', undefined, jar)).body).toMatchObject({ mfa: false })
  })

  it('get a lost password anew from the operator, which ends their sessions', async () => {
    const jar: Jar = new Map()
    await signIn(INSTRUCTOR, jar)
    const password = 'another Duster 43'
    expect((await setPassword({ ...INSTRUCTOR, password }, 'guess')).status).toBe(403)
    expect((await setPassword({ name: 'Someone', password })).body.code).toBe('NoSuchPerson')
    expect((await setPassword({ ...INSTRUCTOR, password: 'short' })).body.code).toBe('InvalidInput')
    expect((await setPassword({ ...INSTRUCTOR, password })).status).toBe(200)
    expect(await isSignedIn(jar)).toBe(false)
    expect((await signIn(INSTRUCTOR)).status).toBe(401)
    expect((await signIn({ ...INSTRUCTOR, password })).status).toBe(200)
    await setPassword(INSTRUCTOR)
    await signIn(INSTRUCTOR, room.instructor)
  })

  it('invite others by a code that is good once, for a day', async () => {
    const invite = (role: string) => room.ask('POST /classroom/invitations', { role, classIds: [room.first.id] })
    const { body } = await invite('assistant')
    expect(body.address).toBe(`${room.app.url}/classroom/invitation#${body.code}`)
    const ada = { invitation: body.code, name: 'Ada', password: 'helpful and Patient 7' }
    const enter = (who: object) => call(room.app.url, 'POST /classroom/staff', who)
    expect((await enter({ ...ada, name: 'INES torres' })).body.code).toBe('NameTaken')
    const both = await Promise.all([enter(ada), enter({ ...ada, name: 'Bea' })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
    const late = (await invite('instructor')).body.code
    const shown = (await invite('projector')).body.code
    expect((await enter({ ...ada, invitation: shown, name: 'Cia' })).body.code).toBe('CodeRefused')
    time.now += 24 * 3_600_000 + 1
    expect((await enter({ ...ada, invitation: late, name: 'Dea' })).body.code).toBe('CodeRefused')
  })

  it('can be removed, but for the last instructor', async () => {
    await signIn(INSTRUCTOR, room.instructor)
    const { body } = await room.ask('GET /classroom/staff')
    const [assistant] = body.filter(({ role }) => role === 'assistant')
    const remove = (staff = '') => room.ask('DELETE /classroom/staff/:staff', undefined, undefined, { staff })
    expect((await remove(assistant?.id)).status).toBe(200)
    expect((await remove(assistant?.id)).status).toBe(404)
    expect((await remove(body.find(({ role }) => role === 'instructor')?.id)).body).toMatchObject({ code: 'LastInstructor' })
  })
})
