import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, learnersOf, PASSPHRASE, startClassroom, type TestClassroom } from '../support/classroom.js'
import { post } from '../support/server.js'

let room: TestClassroom
beforeAll(async () => {
  room = await startClassroom()
})
afterAll(() => room.close())

describe('joining a class', () => {
  it('gives an account of one’s own, whose root password opens the console', async () => {
    const mara = await room.join(room.first, { name: 'Mara' })
    expect(mara.status).toBe(201)
    expect(mara.account).toMatchObject({
      accountId: expect.stringMatching(/^\d{12}$/),
      alias: expect.stringMatching(/^[a-z]+-[a-z]+-\d{4}$/),
      email: expect.stringMatching(/@class\.example$/),
    })
    const { email, password } = mara.account
    const signedIn = await post(room.app.url, '/api/signin', { kind: 'root', email, password }, mara.jar)
    expect(signedIn.body).toMatchObject({ session: { id: expect.any(String) } })
    const session = await call(room.app.url, 'GET /lab/session', undefined, mara.jar)
    expect(session.body).toMatchObject({
      learner: { id: mara.id },
      accounts: [{ accountId: mara.account.accountId, alias: mara.account.alias }],
    })
  })

  it('lets them come back on another machine, by name and passphrase', async () => {
    const jon = await room.join(room.first, { name: 'Jon' })
    const again = await room.join(room.first, { name: ' jOn ' })
    expect(again).toMatchObject({ status: 200, back: true, id: jon.id })
    expect(again.account.accountId).toBe(jon.account.accountId)
    expect(again.account).not.toHaveProperty('password')
    const who = await call<{ learner: object }>(room.app.url, 'GET /classroom/session', undefined, again.jar)
    expect(who.body.learner).toEqual({ id: jon.id, name: 'Jon', class: room.first.id })
  })

  it('gives the account that the first lesson begins in, unless the class says otherwise', async () => {
    const usual = (await room.ask('POST /classroom/classes', { title: 'Usual' })).body
    expect(usual).toMatchObject({ fixture: 'inherited-account' })
    expect((await room.newClass({ title: 'Empty', fixture: null })).fixture).toBeUndefined()
  })

  it('lets nobody take a name that someone has, however it is typed', async () => {
    await room.join(room.first, { name: 'Zoë Ångström' })
    for (const name of ['Zoë Ångström', 'zoë  ångström', 'Zoe\u0308 A\u030Angstro\u0308m', 'ＺＯË ÅNGSTRÖM']) {
      expect(await room.join(room.first, { name, passphrase: 'not the same at all' })).toMatchObject({
        status: 401,
        code: 'NotLetIn',
      })
    }
    const named = (await learnersOf(room, room.first)).filter(({ name }) => name.startsWith('Zoë'))
    expect(named).toHaveLength(1)
  })

  it('refuses other codes, short passphrases, and names that nobody could read', async () => {
    expect(await room.join({ ...room.first, code: 'AAA-AAA' }, { name: 'Nobody' })).toMatchObject({ code: 'CodeRefused' })
    const short = await room.ask(
      'POST /classroom/join',
      { code: room.first.code, name: 'Nobody', passphrase: 'short' },
      new Map(),
    )
    expect(short.body).toMatchObject({ code: 'InvalidInput', message: 'A passphrase has at least 8 characters.' })
    for (const name of ['', '   ', 'a\nb', 'a\u202eb', 'a\u0000', 'x'.repeat(65), 'y'.repeat(10_000)]) {
      expect(await room.join(room.first, { name })).toMatchObject({ status: 400, code: 'InvalidInput' })
    }
  })

  it('takes names that are scripts or formulas as names', async () => {
    for (const name of ['<script>alert(1)</script>', '=HYPERLINK("x")', '@SUM(A1)', "'; drop table class; --", '../../etc']) {
      expect(await room.join(room.first, { name })).toMatchObject({ status: 201, name })
    }
  })

  it('makes names up where the class wants pseudonyms', async () => {
    const of = await room.newClass({ names: 'pseudonyms' })
    const joined = await Promise.all(Array.from({ length: 8 }, () => room.join(of, {})))
    expect(new Set(joined.map(({ name }) => name)).size).toBe(8)
    for (const { name } of joined) expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    const [one] = joined
    expect(await room.join(of, { name: one?.name })).toMatchObject({ back: true, id: one?.id })
    expect(await room.join(of, { name: 'Somebody Else' })).toMatchObject({ status: 401 })
  })

  it('says when a class is full, closed, or over, and lets in those who have joined', async () => {
    const full = await room.newClass({ mostLearners: 2 })
    const came = await Promise.all(['A', 'B', 'C', 'D'].map((name) => room.join(full, { name })))
    expect(came.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(2)
    await room.join(full, { name: 'E' })
    await room.join(full, { name: 'F' })
    expect(await room.join(full, { name: 'G' })).toMatchObject({ status: 403, code: 'ClassFull' })
    const closed = await room.newClass()
    await room.join(closed, { name: 'Early' })
    await room.ask('POST /classroom/classes/:class', { openUntil: 1 }, undefined, { class: closed.id })
    expect(await room.join(closed, { name: 'Late' })).toMatchObject({ status: 403, code: 'ClassClosed' })
    expect(await room.join(closed, { name: 'Early', passphrase: 'wrong passphrase' })).toMatchObject({ code: 'ClassClosed' })
    expect(await room.join(closed, { name: 'Early' })).toMatchObject({ back: true })
    await room.ask('POST /classroom/classes/:class/archive', { archived: true }, undefined, { class: closed.id })
    expect(await room.join(closed, { name: 'Early' })).toMatchObject({ status: 403, code: 'ClassArchived' })
  })

  it('allows three accounts, and none to those who haven’t joined', async () => {
    const { jar } = await room.join(room.first, { name: 'Three' })
    const more = await Promise.all([1, 2, 3, 4].map(() => call(room.app.url, 'POST /lab/course', {}, jar)))
    expect(more.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403])
    expect((await call(room.app.url, 'POST /lab/course', {}, jar)).body.code).toBe('TooManyAccounts')
    expect((await call(room.app.url, 'POST /lab/course', {})).body.code).toBe('JoinFirst')
    const signUp = { email: 'x@example.com', password: 'lantern Orbit pickle 29', accountName: 'X' }
    expect((await call(room.app.url, 'POST /signin/sign-up', signUp)).body.code).toBe('SignUpClosed')
  })

  it('makes a new root password for whoever knows the passphrase', async () => {
    const one = await room.join(room.first, { name: 'Forgetful' })
    const other = await room.join(room.first, { name: 'Other' })
    const wanted = { accountId: one.account.accountId, passphrase: PASSPHRASE }
    const path = 'POST /classroom/me/root-password'
    expect((await call(room.app.url, path, wanted, other.jar)).body.code).toBe('NotYours')
    expect((await call(room.app.url, path, { ...wanted, passphrase: 'guess' }, one.jar)).status).toBe(401)
    const { body } = await call<{ email: string; password: string }>(room.app.url, path, wanted, one.jar)
    const signedIn = await post(room.app.url, '/api/signin', { kind: 'root', ...body }, one.jar)
    expect(signedIn.body).toHaveProperty('session')
  })

  it('ends with leaving', async () => {
    const { jar } = await room.join(room.first, { name: 'Gone' })
    await call(room.app.url, 'POST /classroom/leave', {}, jar)
    expect((await call(room.app.url, 'GET /classroom/session', undefined, jar)).body).toEqual({ classroom: true })
    expect((await call<{ accounts: [] }>(room.app.url, 'GET /lab/session', undefined, jar)).body.accounts).toEqual([])
  })
})
