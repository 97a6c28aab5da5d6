import { afterAll, beforeAll, expect, it } from 'vitest'
import { IMPORT_TYPE } from '../../server/lab/api/import-type.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { stageOf } from '../support/stage.js'

const LESSON = 'two-accounts'
let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

async function started(): Promise<{ learner: Learner; partner: Learner }> {
  const learner = await Learner.begin(stageOf(app))
  expect((await learner.start(LESSON)).status).toBe(200)
  return { learner, partner: await learner.partner() }
}

interface Listed {
  accountId: string
  password?: string
  partnerOf?: { accountId: string; lesson: string; title: string }
}
const accountsOf = async (learner: Learner) =>
  (await learner.lab.send<{ accounts: Listed[] }>('GET', '/api/lab/session')).body.accounts

it('is made once, listed with its lesson, and named in the texts', async () => {
  const { learner, partner } = await started()
  expect((await learner.start(LESSON)).status).toBe(200)
  const accounts = await accountsOf(learner)
  expect(accounts).toHaveLength(2)
  expect(accounts.find(({ accountId }) => accountId === partner.accountId)).toMatchObject({
    password: 'Shop-window-7-lantern',
    partnerOf: { accountId: learner.accountId, lesson: LESSON, title: 'A role in another account' },
  })
  const { body } = await learner.lab.send<{ goal: string }>('GET', `/api/lab/lessons/${LESSON}?account=${learner.accountId}`)
  expect(body.goal).toContain(partner.accountId)
})

it('is out of reach of a stranger’s lab session', async () => {
  const { partner } = await started()
  const stranger = await Learner.begin(stageOf(app))
  for (const [method, path] of [
    ['GET', `/api/lab/progress?account=${partner.accountId}`],
    ['GET', `/api/lab/requests?account=${partner.accountId}`],
    ['POST', `/api/lab/accounts/${partner.accountId}/reset`],
    ['DELETE', `/api/lab/accounts/${partner.accountId}`],
  ] as const) {
    expect([path, (await stranger.lab.send(method, path)).status]).toEqual([path, 403])
  }
  expect((await accountsOf(stranger)).map(({ accountId }) => accountId)).toEqual([stranger.accountId])
})

it('is reset with the lesson’s account, and stays its second account', async () => {
  const { learner, partner } = await started()
  const keys = await partner.keysOf('root')
  await partner.call('iam:CreateUser', { UserName: 'later' }, keys)
  expect((await learner.lab.send('POST', `/api/lab/accounts/${learner.accountId}/reset`)).status).toBe(200)
  expect((await partner.call('iam:ListUsers', {}, keys)).ok).toBe(false)
  const account = await app.accounts.get(partner.accountId)
  expect(account?.ordered('User').map(({ userName }) => userName)).toEqual(['olga'])
  expect((await learner.start(LESSON)).status).toBe(200)
  expect(await accountsOf(learner)).toHaveLength(2)
})

it('goes with the lesson’s account, and is made again when it was deleted alone', async () => {
  const { learner, partner } = await started()
  expect((await learner.lab.send('DELETE', `/api/lab/accounts/${partner.accountId}`)).status).toBe(200)
  expect((await learner.start(LESSON)).status).toBe(200)
  const [other] = (await accountsOf(learner)).filter(({ partnerOf }) => partnerOf)
  expect(other?.accountId).not.toBe(partner.accountId)
  expect((await learner.lab.send('DELETE', `/api/lab/accounts/${learner.accountId}`)).status).toBe(200)
  expect(await accountsOf(learner)).toEqual([])
  expect(await app.accounts.get(other?.accountId ?? '')).toBeUndefined()
})

it('goes with the lesson’s account into its file, and comes out of it again', async () => {
  const { learner, partner } = await started()
  await play(learner, { as: 'partner.olga', call: 'iam:CreateUser', with: { UserName: 'later' } }, LESSON)
  await app.settled()
  const Authorization = `Bearer ${app.operatorToken}`
  const passphrase = 'a long enough passphrase'
  const exported = await fetch(`${app.url}/api/lab/accounts/${learner.accountId}/export`, {
    method: 'POST',
    headers: { Authorization, 'Content-Type': 'application/json' },
    body: JSON.stringify({ passphrase }),
  })
  const file = await exported.text()
  const before = await learner.progress(LESSON)
  await learner.lab.send('DELETE', `/api/lab/accounts/${learner.accountId}`)
  const imported = async (replace: boolean) => {
    const body = new Blob([`${JSON.stringify({ passphrase, replace })}\n`, file], { type: IMPORT_TYPE })
    const cookie = [...learner.lab.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${app.url}/api/lab/accounts/import`, {
      method: 'POST',
      headers: { cookie, 'Content-Type': IMPORT_TYPE },
      body,
    })
    return response.status
  }
  expect(await imported(false)).toBe(201)
  expect((await accountsOf(learner)).find(({ accountId }) => accountId === partner.accountId)?.partnerOf).toMatchObject({
    accountId: learner.accountId,
    lesson: LESSON,
  })
  const account = await app.accounts.get(partner.accountId)
  expect(account?.ordered('User').map(({ userName }) => userName)).toEqual(['later', 'olga'])
  expect((await learner.progress(LESSON)).steps).toEqual(before.steps)
  // A second account that the file doesn't have goes with the account that is replaced.
  await learner.lab.send('DELETE', `/api/lab/accounts/${partner.accountId}`)
  expect((await learner.start(LESSON)).status).toBe(200)
  expect(await imported(true)).toBe(200)
  expect((await accountsOf(learner)).map(({ accountId }) => accountId).sort()).toEqual(
    [learner.accountId, partner.accountId].sort(),
  )
})

it('moves the lesson on by what happens in it alone', async () => {
  const { learner } = await started()
  const step = async (id: string) => (await learner.progress(LESSON)).steps[id]?.state
  expect(await step('trust')).toBe('open')
  const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${learner.accountId}"},"Action":"sts:AssumeRole"}]}`
  const role = { RoleName: 'UpdateShop', AssumeRolePolicyDocument: trust }
  await play(learner, { as: 'partner.olga', call: 'iam:CreateRole', with: role }, LESSON)
  expect(await step('trust')).toBe('passed')
})

it('tells what a lesson added as done by its set-up, never by root', async () => {
  const { learner } = await started()
  await app.settled()
  const records = await app.accounts.repository.records(learner.accountId, { after: 0, limit: 1000 })
  const added = records.filter(
    ({ name, params }) => name === 'CreateUser' && ['alice', 'bob'].includes(String(params.userName)),
  )
  expect(added).toHaveLength(2)
  for (const { principal } of added) expect(principal).toEqual({ type: 'AWSService', invokedBy: 'lesson-set-up.iam-dojo' })
  const { text } = await learner.call(
    'cloudtrail:LookupEvents',
    { LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'lesson-set-up.iam-dojo' }] },
    await learner.keysOf('root'),
  )
  const { Events } = JSON.parse(text) as { Events: { EventName: string; CloudTrailEvent: string }[] }
  const event = Events.find(({ EventName }) => EventName === 'CreateUser')
  expect(JSON.parse(event?.CloudTrailEvent ?? '{}')).toMatchObject({
    userIdentity: { type: 'AWSService', invokedBy: 'lesson-set-up.iam-dojo' },
    sourceIPAddress: 'lesson-set-up.iam-dojo',
  })
})
