import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.js'
import type { Step } from './case.js'
import { play } from './play.js'

let app: TestServer
let passed = 0
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

/** Plays steps as a case with a name of its own. */
const playSteps = (...steps: Step[]) =>
  play(
    { id: expect.getState().currentTestName ?? '', op: '', src: 'public', source: '', steps },
    {
      url: app.url,
      now: () => Date.now(),
      pass(ms) {
        passed += ms
      },
    },
  )

const createUser: Step = { op: 'iam.CreateUser', params: { UserName: '{u}' } }
const createKey: Step = {
  op: 'iam.CreateAccessKey',
  params: { UserName: '{u}' },
  save: { ak: 'AccessKey.AccessKeyId', sk: 'AccessKey.SecretAccessKey' },
}
const whoAmI = (arn: string, more: Partial<Step> = {}): Step => ({
  op: 'sts.GetCallerIdentity',
  params: {},
  expect: { eq: { Arn: arn } },
  ...more,
})

it('calls as root, and as a user whose key was saved', async () => {
  const asUser = whoAmI('arn:aws:iam::{acct}:user/{u}', { as: ['ak', 'sk'] })
  expect(await playSteps(whoAmI('arn:aws:iam::{acct}:root'), createUser, createKey, asUser)).toEqual([])
})

it('signs with a text that stands for itself, and leaves a call unsigned', async () => {
  const denied = (code: string, as: NonNullable<Step['as']>): Step => ({ ...createUser, as, expect: { code, status: 403 } })
  const wrong = denied('SignatureDoesNotMatch', ['ak', '=0000000000000000000000000000000000000000'])
  expect(await playSteps(createUser, createKey, wrong, denied('MissingAuthenticationToken', 'anonymous'))).toEqual([])
})

it('stops at the first step that differs, even if nothing is expected of it', async () => {
  const found = await playSteps(createUser, createUser, createUser)
  expect(found).toEqual([expect.stringMatching(/^step 2, iam.CreateUser: refused: .*EntityAlreadyExists/)])
})

it('goes on after an optional step, whatever was answered', async () => {
  expect(await playSteps(createUser, { ...createUser, optional: true })).toEqual([])
})

it('tells that a value to save is missing', async () => {
  const found = await playSteps({ ...createUser, save: { tag: 'User.Tags.0.Key' } })
  expect(found).toEqual(['step 1, iam.CreateUser: User.Tags.0.Key: no text to save as tag'])
})

it('tries a step again for the seconds that AWS may take', async () => {
  passed = 0
  expect(await playSteps(whoAmI('somebody else', { retry: 3 }))).toHaveLength(1)
  expect(passed).toBe(3000)
})

it.each<[string, Step]>([
  ['a parameter that the SDK drops', { ...createUser, params: { UserName: '{u}', Unknown: 'x' } }],
  ['an operation that the SDK lacks', { op: 'iam.Frobnicate', params: {} }],
  ['a signer that was not saved', { ...createUser, as: ['ak', 'sk'] }],
])('refuses to play %s', async (_what, step) => {
  await expect(playSteps(step)).rejects.toThrow()
})
