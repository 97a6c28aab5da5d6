import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountTime } from '../../server/account/account.js'
import { type CheckCall, NO_LESSON } from '../../server/lessons/checks/check.js'
import { passes } from '../../server/lessons/checks/vocabulary.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { startServer, type TestServer } from '../support/server.js'
import { stageOf } from '../support/stage.js'

const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
let app: TestServer
let learner: Learner
beforeAll(async () => {
  app = await startServer({ clock })
  learner = await Learner.begin({ ...stageOf(app), now: clock.now })
})
afterAll(() => app.close())

/** As somebody with the account's root user does it. */
async function does(call: string, input: Record<string, unknown>, region = 'us-east-1'): Promise<string> {
  const { ok, text } = await learner.call(call, input, await learner.keysOf('root'), { scope: { region } })
  if (!ok) throw new Error(text)
  return text
}

async function holds(check: CheckCall): Promise<boolean> {
  await app.settled()
  const account = await app.accounts.existing(learner.accountId)
  const records = (await app.accounts.repository.newestRecords(learner.accountId, { limit: 100 })).reverse()
  const now = accountTime(account, clock.now())
  return passes(check, { account, now, openedAt: 0, records, refusals: [], quizzesPassed: new Set(), lesson: NO_LESSON })
}

it('sees a key pair in any Region, its type, and who made it', async () => {
  const pair = (more = {}) => holds({ keyPair: { name: 'web', ...more } })
  expect([await pair(), await pair({ exists: false })]).toEqual([false, true])
  await does('ec2:CreateKeyPair', { KeyName: 'web', KeyType: 'ed25519' }, 'eu-central-1')
  expect([await pair(), await pair({ exists: false })]).toEqual([true, false])
  expect([await pair({ type: 'ed25519' }), await pair({ type: 'rsa' })]).toEqual([true, false])
  expect([await pair({ origin: 'created' }), await pair({ origin: 'imported' })]).toEqual([true, false])
  await does('ec2:DeleteKeyPair', { KeyName: 'web' }, 'eu-central-1')
  expect(await pair({ origin: 'created' })).toBe(false)
})

it('sees the state of an instance as time goes on, and the role in its profile', async () => {
  const state = (wanted: string, more = {}) => holds({ instanceState: { name: 'shop', state: wanted, ...more } })
  const role = (name: string, more = {}) => holds({ instanceProfile: { role: name, ...more } })
  expect([await state('pending'), await role('ShopServer', { is: false })]).toEqual([false, true])
  const trust =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  for (const RoleName of ['ShopServer', 'Other']) await does('iam:CreateRole', { RoleName, AssumeRolePolicyDocument: trust })
  await does('iam:CreateInstanceProfile', { InstanceProfileName: 'shop' })
  await does('iam:AddRoleToInstanceProfile', { InstanceProfileName: 'shop', RoleName: 'ShopServer' })
  const launched = await does('ec2:RunInstances', {
    ...{ ImageId: 'ami-00b65caf17a2424f2', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 },
    IamInstanceProfile: { Name: 'shop' },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'shop' }] }],
  })
  expect([await state('pending'), await state('running')]).toEqual([true, false])
  clock.ahead += 5000
  expect([await state('pending'), await state('running')]).toEqual([false, true])
  expect([await state('running', { tokens: 'required' }), await state('running', { tokens: 'optional' })]).toEqual([
    true,
    false,
  ])
  expect(await holds({ instanceState: { name: 'other', state: 'running' } })).toBe(false)
  expect([await role('ShopServer'), await role('ShopServer', { name: 'other' })]).toEqual([true, false])
  expect([await role('Other'), await role('ShopServer', { is: false })]).toEqual([false, false])
  await does('iam:RemoveRoleFromInstanceProfile', { InstanceProfileName: 'shop', RoleName: 'ShopServer' })
  expect(await role('ShopServer')).toBe(false)
  const InstanceIds = [/<instanceId>([^<]*)</.exec(launched)?.[1] ?? '']
  await does('ec2:TerminateInstances', { InstanceIds })
  clock.ahead += 5000
  expect([await state('running'), await state('terminated')]).toEqual([false, true])
})
