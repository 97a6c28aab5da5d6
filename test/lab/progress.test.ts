import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import type { SolutionLine } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { openStore } from '../../server/store/store.js'
import { systemClock, systemRandom } from '../../server/system.js'
import { callRequest, type SigningKeys } from '../../server/wire/request.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'
import { FakeClock, World } from '../support/world.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

const lessonOf = (id: string) => {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}

/** Plays what comes before a step, as its solutions say. */
async function upTo(step: string, lesson: string, learner: Learner): Promise<void> {
  for (const { id, solution } of lessonOf(lesson).steps) {
    if (id === step) break
    for (const line of solution) await play(learner, line, lesson)
    await learner.progress(lesson)
  }
  expect((await learner.progress(lesson)).steps[step]?.state).toBe('open')
}

async function started(lesson: string): Promise<Learner> {
  const learner = await Learner.begin(stageOf(app), lessonOf(lesson))
  expect((await learner.start(lesson)).status).toBe(200)
  return learner
}

const stateOf = async (learner: Learner, lesson: string, step: string) => (await learner.progress(lesson)).steps[step]?.state
const root = (call: string, input: SolutionLine['with'] = {}): SolutionLine => ({ as: 'root', call, with: input })
const forward = (learner: Learner, by: string, lesson = '') => play(learner, root('dojo:forwardClock', { by }), lesson)
const post = (learner: Learner, lesson: string, path: string) =>
  learner.lab.send<LessonProgress>('POST', `/api/lab/lessons/${lesson}/${path}`, { account: learner.accountId })

describe('a step is not passed by', () => {
  it('credentials of the console that expired, where a role’s session shall', async () => {
    const learner = await started('roles-sts')
    await upTo('expiry', 'roles-sts', learner)
    const keys = await learner.keysOf('root')
    await forward(learner, '13h')
    expect((await learner.call('iam:ListUsers', {}, keys)).text).toContain('ExpiredToken')
    expect(await stateOf(learner, 'roles-sts', 'expiry')).toBe('open')
    await play(learner, { as: 'bob', call: 'dojo:callWithSession', with: { role: 'Auditor' } }, 'roles-sts')
    expect(await stateOf(learner, 'roles-sts', 'expiry')).toBe('passed')
  })

  it('a clock that was ahead before', async () => {
    const learner = await Learner.begin(stageOf(app))
    await forward(learner, '91d')
    await learner.start('rotation')
    await upTo('deactivate', 'rotation', learner)
    const [deactivate, dayLater] = lessonOf('rotation').steps.find(({ id }) => id === 'deactivate')?.solution ?? []
    if (!deactivate || !dayLater) throw new Error('the lesson has changed')
    await play(learner, deactivate, 'rotation')
    await forward(learner, '3m', 'rotation')
    expect(await stateOf(learner, 'rotation', 'deactivate')).toBe('open')
    await play(learner, dayLater, 'rotation')
    expect(await stateOf(learner, 'rotation', 'deactivate')).toBe('passed')
  })

  it('a new password where none had expired', async () => {
    const learner = await started('password-policy')
    await upTo('expired', 'password-policy', learner)
    await play(learner, root('iam:DeleteAccountPasswordPolicy'), 'password-policy')
    for (const line of lessonOf('password-policy').steps.find(({ id }) => id === 'expired')?.solution ?? []) {
      await play(learner, line, 'password-policy')
    }
    const change = async (OldPassword: string, NewPassword: string) =>
      expect(
        await learner.call('iam:ChangePassword', { OldPassword, NewPassword }, await learner.keysOf('alice')),
      ).toMatchObject({
        ok: true,
      })
    const self = (policy: SolutionLine['with']) =>
      play(learner, root('iam:UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true, ...policy }), '')
    // A policy without an age lets no password expire.
    await self({})
    await change('Maple+Street+42+door', 'lantern+Orbit+pickle+30')
    expect(await stateOf(learner, 'password-policy', 'expired')).toBe('open')
    // Nor is one expired that is younger than the age.
    await self({ MaxPasswordAge: 90 })
    await change('lantern+Orbit+pickle+30', 'lantern+Orbit+pickle+31')
    expect(await stateOf(learner, 'password-policy', 'expired')).toBe('open')
  })

  it('a role that trusts everybody, where this account alone is wanted', async () => {
    const learner = await started('roles-sts')
    const trust = (principal: unknown) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
      })
    const [first] = lessonOf('roles-sts').steps
    const keys = await learner.keysOf('root')
    await learner.call('iam:CreateRole', { RoleName: 'Auditor', AssumeRolePolicyDocument: trust('*') }, keys)
    expect(await stateOf(learner, 'roles-sts', first?.id ?? '')).toBe('open')
    const own = trust({ AWS: `arn:aws:iam::${learner.accountId}:root` })
    await learner.call('iam:UpdateAssumeRolePolicy', { RoleName: 'Auditor', PolicyDocument: own }, keys)
    expect(await stateOf(learner, 'roles-sts', first?.id ?? '')).toBe('passed')
  })

  it('a failed call of a stranger’s', async () => {
    const learner = await started('ways-in')
    await upTo('wrong-door', 'ways-in', learner)
    await play(learner, root('iam:CreateAccessKey', { UserName: 'alice' }), 'ways-in')
    const keys: SigningKeys = { ...(await learner.keysOf('alice:key')), secretAccessKey: 'a guess' }
    const { host, hostname, port } = new URL(app.url)
    const call = { call: 'sts:GetCallerIdentity', input: {}, host, userAgent: 'x', keys, now: Date.now() }
    const send = (localAddress: string) =>
      new Promise<void>((resolve, reject) => {
        const { headers, body } = callRequest(call)
        const sent = request({ hostname, port, method: 'POST', path: '/', headers, localAddress }, (answer) => {
          answer.resume().on('end', resolve)
        })
        sent.on('error', reject).end(body)
      })
    await send('127.0.0.2')
    expect(await stateOf(learner, 'ways-in', 'wrong-door')).toBe('open')
    await send('127.0.0.1')
    expect(await stateOf(learner, 'ways-in', 'wrong-door')).toBe('passed')
  })
})

describe('what was done once', () => {
  it('waits for a new act when a step, or a lesson, is done again', async () => {
    const learner = await started('dashboard')
    const { steps } = lessonOf('dashboard')
    const at = steps.findIndex(({ id }) => id === 'alias')
    for (const { id } of steps.slice(0, at)) await post(learner, 'dashboard', `steps/${id}/skip`)
    const alias = (call: string) => play(learner, root(call, { AccountAlias: `again-${learner.accountId}` }), 'dashboard')
    await alias('iam:CreateAccountAlias')
    expect(await stateOf(learner, 'dashboard', 'alias')).toBe('passed')
    await post(learner, 'dashboard', 'steps/alias/reset')
    await play(learner, root('iam:ListUsers'), 'dashboard')
    expect((await learner.progress('dashboard')).steps.alias).toMatchObject({ state: 'open', again: 'met' })
    await alias('iam:DeleteAccountAlias')
    await alias('iam:CreateAccountAlias')
    expect(await stateOf(learner, 'dashboard', 'alias')).toBe('passed')
    await learner.start('dashboard')
    for (const { id } of steps.slice(0, at)) await post(learner, 'dashboard', `steps/${id}/skip`)
    expect((await learner.progress('dashboard')).steps.alias).toMatchObject({ state: 'open', again: 'met' })
  })

  it('counts for the lesson on screen alone, as time', async () => {
    const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
    const other = await startServer({ clock })
    try {
      const learner = await Learner.begin({ ...stageOf(other), now: () => clock.now() })
      await learner.start('dashboard')
      await learner.start('users-groups')
      clock.ahead += 120_000
      await play(learner, root('iam:CreateUser', { UserName: 'zoe' }), '')
      expect((await learner.progress('users-groups')).spentMs).toBeGreaterThan(100_000)
      expect((await learner.progress('dashboard')).spentMs).toBeLessThan(60_000)
      await learner.lab.send('GET', `/api/lab/lessons/dashboard?account=${learner.accountId}`)
      clock.ahead += 60_000
      await play(learner, root('iam:CreateUser', { UserName: 'yan' }), '')
      expect((await learner.progress('dashboard')).spentMs).toBeGreaterThan(50_000)
      expect((await learner.progress('users-groups')).spentMs).toBeLessThan(170_000)
      // A clock that is set back takes nothing away, and goes on from there.
      clock.ahead -= 86_400_000
      await play(learner, root('iam:CreateUser', { UserName: 'xia' }), '')
      expect((await learner.progress('dashboard')).spentMs).toBeGreaterThan(50_000)
      clock.ahead += 60_000
      await play(learner, root('iam:CreateUser', { UserName: 'wes' }), '')
      expect((await learner.progress('dashboard')).spentMs).toBeGreaterThan(100_000)
    } finally {
      await other.close()
    }
  })

  it('shows a step that was done before the server was killed, though nothing is done after it', async () => {
    const file = join(tmpdir(), `iam-dojo-killed-${randomUUID()}.db`)
    let killed = await startServer({ file })
    const learner = await Learner.begin(stageOf(killed))
    await learner.start('users-groups')
    await killed.close()
    // Its calls were written, and it ended before the lesson looked at them.
    const store = await openStore({ engine: 'sqlite', file, clock: systemClock, masterKey: new Uint8Array(32).fill(7) })
    const world = new World(store, new FakeClock(Date.now()), undefined, { random: systemRandom })
    await world.enter(learner.accountId)
    for (const { call, with: input } of lessonOf('users-groups').steps[0]?.solution ?? []) await world.call(call, { ...input })
    await world.accounts.flush()
    await store.close()
    killed = await startServer({ file })
    learner.stage.url = killed.url
    expect(await stateOf(learner, 'users-groups', 'people')).toBe('passed')
    await killed.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  })

  it('is remembered over a restart of a busy account', async () => {
    const file = join(tmpdir(), `iam-dojo-busy-${randomUUID()}.db`)
    let busy = await startServer({ file })
    const learner = await Learner.begin(stageOf(busy))
    const refused = 'refused'
    await learner.start('dashboard')
    await learner.start('password-policy')
    const [sample] = await busy.accounts.repository.records(learner.accountId, { limit: 1 })
    if (!sample) throw new Error('no record')
    const reads = Array.from({ length: 2100 }, () => ({ ...sample, name: 'GetUser', readOnly: true, requestId: randomUUID() }))
    const account = await busy.accounts.get(learner.accountId)
    if (!account) throw new Error('no account')
    await busy.accounts.repository.appendRecords(account, reads)
    await upTo(refused, 'password-policy', learner)
    const [one, two, three] = lessonOf('password-policy').steps.find(({ id }) => id === refused)?.solution ?? []
    if (!one || !two || !three) throw new Error('the lesson has changed')
    await play(learner, one, '')
    await play(learner, two, '')
    await learner.progress('password-policy')
    await busy.close()
    busy = await startServer({ file })
    learner.stage.url = busy.url
    await play(learner, three, '')
    await busy.settled()
    expect(await stateOf(learner, 'password-policy', refused)).toBe('passed')
    await busy.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  })
})

describe('an exam', () => {
  it('takes no reading by a page that was left open for root’s work, and names what spoiled a step', async () => {
    const learner = await started('capstone')
    await learner.keysOf('ben')
    await forward(learner, '11m')
    await play(learner, root('iam:ListUsers'), '')
    await play(learner, { as: 'ben', call: 'iam:UpdateAccountPasswordPolicy', with: { MinimumPasswordLength: 10 } }, '')
    expect(await stateOf(learner, 'capstone', 'administrator')).toBe('passed')
    await play(learner, root('iam:CreateUser', { UserName: 'late' }), '')
    const { grade } = await learner.handIn('capstone')
    expect(grade?.items.find(({ id }) => id === 'administrator')).toMatchObject({
      points: 0,
      spoiledBy: { name: 'CreateUser' },
    })
  })
})
