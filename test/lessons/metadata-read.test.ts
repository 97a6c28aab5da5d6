import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountTime } from '../../server/account/account.js'
import type { NumberedRecord } from '../../server/account/request-record.js'
import { type CheckCall, NO_LESSON } from '../../server/lessons/checks/check.js'
import { passes } from '../../server/lessons/checks/vocabulary.js'
import { explainRecord } from '../../server/records/explanations/explain.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { logIn } from '../../server/rehearsal/ssh.js'
import { startServer, type TestServer } from '../support/server.js'
import { stageOf } from '../support/stage.js'

const AMAZON_LINUX_2 = 'ami-0d87d9b0534c2845e'
const START = Buffer.from('#!/bin/bash\nsystemctl enable --now link-preview\n').toString('base64')
const CREDENTIALS = 'http://169.254.169.254/latest/meta-data/iam/security-credentials'
const page = (address: string) => `curl -s 'http://localhost:8080/?url=${address}'`

const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
let app: TestServer
let learner: Learner
beforeAll(async () => {
  app = await startServer({ clock })
  const forward = (ms: number) => {
    clock.ahead += ms
  }
  learner = await Learner.begin({ ...stageOf(app), now: clock.now, forward })
  await does('ec2:CreateKeyPair', { KeyName: 'preview', KeyType: 'ed25519' })
  await does('ec2:RunInstances', {
    ...{ ImageId: AMAZON_LINUX_2, InstanceType: 't3.micro', KeyName: 'preview', MinCount: 1, MaxCount: 1, UserData: START },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'preview' }] }],
  })
})
afterAll(() => app.close())

async function does(call: string, input: Record<string, unknown>): Promise<string> {
  const { ok, text } = await learner.call(call, input, await learner.keysOf('root'))
  if (!ok) throw new Error(text)
  return text
}

/** What a command on the instance has left behind. */
async function reads(command: string): Promise<NumberedRecord[]> {
  const before = await app.accounts.repository.lastSequence(learner.accountId)
  await logIn(learner, { instance: 'preview', command })
  await app.settled()
  const records = await app.accounts.repository.records(learner.accountId, { after: before, limit: 500 })
  return records.filter(({ category }) => category === 'metadata')
}

async function holds(check: CheckCall): Promise<boolean> {
  const account = await app.accounts.existing(learner.accountId)
  const records = (await app.accounts.repository.newestRecords(learner.accountId, { limit: 500 })).reverse()
  const now = accountTime(account, clock.now())
  return passes(check, { account, now, openedAt: 0, records, refusals: [], quizzesPassed: new Set(), lesson: NO_LESSON })
}
const read = (wanted: Record<string, unknown>) => holds({ metadataRead: { name: 'preview', ...wanted } })

const facts = ({ params: { instanceId: _, ...rest }, result, outcome, reason }: NumberedRecord) => ({
  ...{ ...rest, status: result?.status, outcome },
  ...(reason ? { reason } : {}),
})

it('sees a read by the page and one with curl, by version, token, and status', async () => {
  expect([await read({}), await read({ via: 'page' })]).toEqual([false, false])
  const [byPage] = await reads(page('http://169.254.169.254/latest/meta-data/instance-id'))
  const path = '/latest/meta-data/instance-id'
  expect(byPage && facts(byPage)).toEqual({
    ...{ method: 'GET', path, via: 'page', version: 1, token: false, status: 200, outcome: 'success' },
  })
  expect(await read({ via: 'page', version: 1, status: 200, path: { matches: '/*/meta-data/instance-id' } })).toBe(true)
  expect([await read({ via: 'curl' }), await read({ name: 'other' }), await read({ status: 401 })]).toEqual([
    false,
    false,
    false,
  ])
  const lines = await reads(
    'T=$(curl -sX PUT 169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60"); curl -s -H "X-aws-ec2-metadata-token: $T" 169.254.169.254/latest/meta-data/',
  )
  expect(lines.map(facts)).toEqual([
    { method: 'PUT', path: '/latest/api/token', via: 'curl', version: 2, token: false, status: 200, outcome: 'success' },
    { method: 'GET', path: '/latest/meta-data/', via: 'curl', version: 2, token: true, status: 200, outcome: 'success' },
  ])
  expect(await read({ via: 'curl', version: 2, token: true })).toBe(true)
})

it('keeps nothing that somebody may have pasted, and nothing that aws asks by itself', async () => {
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'
  const asked = [`latest/meta-data/${secret}/x`, `latest/meta-data/instance-id?token=${secret}`, secret]
  const found = await reads(asked.map((path) => page(`http://169.254.169.254/${path}`)).join('; '))
  expect(found.map(({ params }) => params.path)).toEqual(['/latest/meta-data/…', '/latest/meta-data/instance-id', '/…'])
  expect(JSON.stringify(found)).not.toContain(secret)
  expect(await reads('aws sts get-caller-identity; aws configure get region')).toEqual([])
})

it('shows none of them in the event history', async () => {
  expect(await does('cloudtrail:LookupEvents', {})).not.toContain('MetadataRead')
})

it('explains a 401, to the page and to a person', async () => {
  const { instanceId: InstanceId } = await learner.newestInstance('preview')
  await does('ec2:ModifyInstanceMetadataOptions', { InstanceId, HttpTokens: 'required' })
  clock.ahead += 1000
  const explained = async (command: string) => {
    const [found] = await reads(command)
    if (!found) throw new Error(`${command} left no record`)
    return explainRecord(found)
  }
  const byPage = await explained(page(`${CREDENTIALS}/`))
  expect(byPage).toMatchObject({ operation: 'imds:MetadataRead', outcome: { code: '401', message: 'Unauthorized' } })
  expect(byPage.wayOut).toEqual(['Nothing needs to be fixed: this is what protects the role’s credentials.'])
  const byHand = await explained(`curl -s ${CREDENTIALS}/`)
  expect(byHand.summary).toBe('The metadata service wants a token, and the request had none.')
  expect(byHand.wayOut[0]).toContain('curl -sX PUT')
  expect(await read({ via: 'page', status: 401 })).toBe(true)
})

it('gives the page no way to a token, to another address, or out of its own circle', async () => {
  const out = (address: string) => logIn(learner, { instance: 'preview', command: page(address) })
  expect(await out('http://169.254.169.254/latest/api/token')).toContain('answered 405')
  expect(await out('http://127.0.0.1:4600/')).toContain('nothing answers there')
  expect(await out('http://example.com/')).toContain('nothing answers there')
  const circle = Array.from({ length: 6 }).reduce<string>(
    (address) => `http://localhost:8080/?url=${encodeURIComponent(address)}`,
    'http://localhost:8080/',
  )
  expect(await out(encodeURIComponent(circle))).toContain('nothing answers there')
})
