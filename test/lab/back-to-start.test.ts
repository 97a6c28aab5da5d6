import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabApi, LessonStart } from '../../server/lab/api/contract.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

const LESSON = 'users-groups'
let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function started(lesson = LESSON): Promise<Learner> {
  const learner = await Learner.begin(stageOf(app))
  expect((await learner.start(lesson)).status).toBe(200)
  return learner
}

const asRoot = async (learner: Learner, call: string, input: Record<string, unknown> = {}) =>
  learner.call(call, input, await learner.keysOf('root'))
const back = (learner: Learner, lesson = LESSON) =>
  learner.lab.send<{ code?: string; message?: string }>('POST', `/api/lab/lessons/${lesson}/back-to-start`, {
    account: learner.accountId,
  })
const copyOf = async (learner: Learner, lesson = LESSON) =>
  (await learner.lab.send<LessonStart>('GET', `/api/lab/lessons/${lesson}/start?account=${learner.accountId}`)).body.copy
const usersOf = async ({ accountId }: { accountId: string }) =>
  (await app.accounts.get(accountId))?.ordered('User').map(({ userName }) => userName)
const recordsOf = (learner: Learner) => app.accounts.repository.records(learner.accountId, { after: 0, limit: 10_000 })

it('puts the account where it stood, with its keys, its clock, and its history up to then', async () => {
  const learner = await Learner.begin(stageOf(app))
  await asRoot(learner, 'iam:CreateUser', { UserName: 'early' })
  await asRoot(learner, 'iam:CreateAccessKey', { UserName: 'early' })
  await asRoot(learner, 'iam:CreateAccountAlias', { AccountAlias: `early-${learner.accountId}` })
  await learner.start(LESSON)
  await app.settled()
  const before = await usersOf(learner)
  const history = (await recordsOf(learner)).map(({ sequence }) => sequence)
  await asRoot(learner, 'iam:CreateUser', { UserName: 'later' })
  await asRoot(learner, 'iam:DeleteAccountAlias', { AccountAlias: `early-${learner.accountId}` })
  await asRoot(learner, 'iam:DeleteAccessKey', {
    UserName: 'early',
    AccessKeyId: (await learner.keysOf('early:key')).accessKeyId,
  })
  await learner.lab.send('POST', `/api/lab/accounts/${learner.accountId}/clock`, { forward: '91d' })
  await app.settled()
  const last = await app.accounts.repository.lastSequence(learner.accountId)

  expect(await back(learner)).toMatchObject({ status: 200, body: { status: 'started' } })
  expect(await usersOf(learner)).toEqual(before)
  const account = await app.accounts.get(learner.accountId)
  expect(account?.get('Account', 'account')).toMatchObject({ clockOffset: 0, alias: `early-${learner.accountId}` })
  await app.settled()
  expect((await recordsOf(learner)).map(({ sequence }) => sequence)).toEqual(history)
  const { ok, text } = await learner.call('sts:GetCallerIdentity', {}, await learner.keysOf('early:key'))
  expect([ok, text]).toEqual([true, expect.stringContaining(':user/early')])
  await app.settled()
  expect((await recordsOf(learner)).at(-1)?.sequence).toBe(last + 1)
  expect(app.logs).toEqual([])
})

it('ends every session, and another start of the lesson needs no copy anew', async () => {
  const learner = await started()
  const session = await learner.keysOf('root')
  const copy = await copyOf(learner)
  expect((await back(learner)).status).toBe(200)
  expect((await learner.call('iam:ListUsers', {}, session)).text).toContain('InvalidClientTokenId')
  expect(await learner.signIn('root')).toBe(true)
  expect(await copyOf(learner)).toEqual(copy)
  expect((await back(learner)).status).toBe(200)
})

it('begins the lesson again and leaves progress in other lessons', async () => {
  const learner = await started('dashboard')
  await learner.lab.send('POST', '/api/lab/lessons/dashboard/hint', {
    ...{ account: learner.accountId, step: 'alias', hint: 2 },
  })
  const others = await learner.progress('dashboard')
  await learner.start(LESSON)
  await learner.lab.send('POST', `/api/lab/lessons/${LESSON}/hint`, {
    ...{ account: learner.accountId, step: Object.keys((await learner.progress(LESSON)).steps)[0], hint: 1 },
  })
  expect((await back(learner)).status).toBe(200)
  expect((await learner.progress('dashboard')).steps).toEqual(others.steps)
  const hints = Object.values((await learner.progress(LESSON)).steps).map(({ hintsOpened }) => hintsOpened)
  expect(Math.max(...hints)).toBe(0)
  expect(await copyOf(learner, 'dashboard')).toBeDefined()
  expect((await back(learner, 'dashboard')).status).toBe(200)
})

it('keeps the learner’s notes', async () => {
  const learner = await started()
  const note = { account: learner.accountId, text: 'Groups can’t sign in.' }
  expect((await learner.lab.send('POST', `/api/lab/lessons/${LESSON}/note`, note)).status).toBe(200)
  expect((await back(learner)).status).toBe(200)
  const sheet = await learner.lab.send<LabApi['GET /lab/cheat-sheet']['answer']>(
    'GET',
    `/api/lab/cheat-sheet?account=${learner.accountId}`,
  )
  expect(sheet.body.lessons.find(({ id }) => id === LESSON)?.note).toBe(note.text)
})

it('keeps the copy of the first start while the lesson is under way, and takes a new one after it', async () => {
  const learner = await started('dashboard')
  await asRoot(learner, 'iam:CreateUser', { UserName: 'later' })
  await learner.start('dashboard')
  expect((await back(learner, 'dashboard')).status).toBe(200)
  expect(await usersOf(learner)).not.toContain('later')
  const steps = course.lessons.find(({ id }) => id === 'dashboard')?.steps ?? []
  for (const line of steps.flatMap(({ solution }) => solution)) await play(learner, line, 'dashboard')
  expect((await learner.progress('dashboard')).status).toBe('passed')
  await asRoot(learner, 'iam:CreateUser', { UserName: 'later' })
  await learner.start('dashboard')
  expect((await back(learner, 'dashboard')).status).toBe(200)
  expect(await usersOf(learner)).toContain('later')
})

it('takes the second account of the lesson back too, also one that was deleted', async () => {
  const learner = await started('two-accounts')
  expect(await copyOf(learner, 'two-accounts')).toMatchObject({ secondAccount: true })
  const partner = await learner.partner()
  await asRoot(partner, 'iam:CreateUser', { UserName: 'later' })
  expect((await back(learner, 'two-accounts')).status).toBe(200)
  expect(await usersOf(partner)).toEqual(['olga'])
  await learner.lab.send('DELETE', `/api/lab/accounts/${partner.accountId}`)
  expect((await back(learner, 'two-accounts')).status).toBe(200)
  expect(await usersOf(partner)).toEqual(['olga'])
  expect(
    (await (await Learner.begin(stageOf(app), undefined, learner.lab)).lab.send('GET', '/api/lab/session')).body,
  ).toMatchObject({
    accounts: expect.arrayContaining([expect.objectContaining({ accountId: partner.accountId, partnerOf: expect.anything() })]),
  })
})

it('changes nothing when another account has taken a name from then', async () => {
  const learner = await Learner.begin(stageOf(app))
  const AccountAlias = `taken-${learner.accountId}`
  await asRoot(learner, 'iam:CreateAccountAlias', { AccountAlias })
  await learner.start(LESSON)
  await asRoot(learner, 'iam:DeleteAccountAlias', { AccountAlias })
  await asRoot(learner, 'iam:CreateUser', { UserName: 'later' })
  const other = await Learner.begin(stageOf(app))
  await asRoot(other, 'iam:CreateAccountAlias', { AccountAlias })
  expect(await back(learner)).toMatchObject({ status: 409, body: { code: 'NameTaken' } })
  expect(await usersOf(learner)).toContain('later')
})

it('spends no code twice: a phone remembers the codes that it used since then', async () => {
  const learner = await Learner.begin(stageOf(app))
  await asRoot(learner, 'iam:CreateUser', { UserName: 'early' })
  const { text } = await asRoot(learner, 'iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'early' })
  const serial = /<SerialNumber>([^<]+)</.exec(text)?.[1] ?? ''
  await learner.start(LESSON)
  const account = await app.accounts.existing(learner.accountId)
  const lastStep = Math.floor(Date.now() / 30_000)
  await app.accounts.write(account, (draft) => {
    const device = draft.get('VirtualMFADevice', serial)
    if (device) draft.put('VirtualMFADevice', { ...device, lastStep })
  })
  expect((await back(learner)).status).toBe(200)
  expect((await app.accounts.get(learner.accountId))?.get('VirtualMFADevice', serial)).toMatchObject({ lastStep })
})

it('has no copy of a lesson that was never started, nor of an account that is too large, and says so', async () => {
  const learner = await Learner.begin(stageOf(app))
  expect(await copyOf(learner)).toBeUndefined()
  expect(await back(learner)).toMatchObject({ status: 409, body: { code: 'NoCopy' } })
  const account = await app.accounts.existing(learner.accountId)
  await app.accounts.write(account, (draft) => {
    for (let n = 0; n < 3000; n++) {
      const userId = `AIDA${String(n).padStart(17, '0')}`
      const more = { path: '/', createDate: 0, tags: [], groups: [], attachedPolicies: [], inlinePolicies: {} }
      draft.put('User', { userId, userName: `many${n}`, ...more })
    }
  })
  await learner.start('dashboard')
  expect(await copyOf(learner, 'dashboard')).toBeUndefined()
})

it('keeps secrets sealed on disk', async () => {
  const learner = await Learner.begin(stageOf(app))
  await asRoot(learner, 'iam:CreateUser', { UserName: 'early' })
  await asRoot(learner, 'iam:CreateAccessKey', { UserName: 'early' })
  await learner.start(LESSON)
  const kept = await app.store.documents.listOf(learner.accountId, 'lesson-start')
  expect(kept).toHaveLength(1)
  expect(JSON.stringify(kept)).not.toContain((await learner.keysOf('early:key')).secretAccessKey)
})
