import { EC2 } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterEach, expect, it } from 'vitest'
import { LimitsHit } from '../../server/lab/limits-hit.js'
import { networkOf } from '../../server/proxy/networks.js'
import { systemClock } from '../../server/system.js'
import { flood, requestText } from '../support/flood.js'
import { cookiesOf, newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
afterEach(() => app.close())

const proxy = networkOf('127.0.0.1')
/** A class behind one router, as a proxy names it. */
const ROUTER = { 'X-Forwarded-For': '203.0.113.7' }
const behindProxy = () => ({ trustedProxies: proxy ? [proxy] : [] })

const clients = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
  const of = { endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 }
  return { sts: new STS(of), ec2: new EC2(of), iam: new IAM(of) }
}

/** One call after the other until one is refused; the window of five seconds may end in between. */
async function untilRefused(call: () => Promise<unknown>): Promise<unknown> {
  for (let tries = 0; tries < 10_000; tries++) {
    try {
      await call()
    } catch (error) {
      return error
    }
  }
  return undefined
}

async function fromRouter(count: number): Promise<number> {
  const text = requestText(new URL(app.url).host, ROUTER, '')
  const answers = await flood(Number(new URL(app.url).port), Array.from({ length: count }, () => text).values())
  return answers.get(429) ?? 0
}

it('refuses nobody of a class of 300 behind one router at the first click', async () => {
  app = await startServer({ ...behindProxy(), classroom: {} })
  expect(await fromRouter(300 * 30)).toBe(0)
})

it('bounds an address at what --address-rate says', async () => {
  app = await startServer({ ...behindProxy(), classroom: {}, rates: { address: 1 } })
  expect(await fromRouter(1_000)).toBeGreaterThan(0)
})

it('throttles an account that calls in a circle as AWS does, and no other one', async () => {
  app = await startServer({ rates: { account: 2 } })
  const [busy, other] = [await newAccount(app.url), await newAccount(app.url)]
  const { sts, ec2 } = clients(busy.credentials)
  const refused = await untilRefused(() => sts.getCallerIdentity())
  expect(refused).toMatchObject({ name: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } })
  expect(await untilRefused(() => ec2.describeRegions())).toMatchObject({
    name: 'RequestLimitExceeded',
    $metadata: { httpStatusCode: 503 },
  })
  expect((await clients(other.credentials).sts.getCallerIdentity()).Account).toBe(other.accountId)
})

it('counts for an account only what was signed for it', async () => {
  app = await startServer({ rates: { account: 2 } })
  const { credentials, accountId } = await newAccount(app.url)
  const stranger = clients({ ...credentials, secretAccessKey: 'wrong' })
  for (let tries = 0; tries < 30; tries++) {
    await expect(stranger.sts.getCallerIdentity()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
  }
  expect((await clients(credentials).sts.getCallerIdentity()).Account).toBe(accountId)
})

it('leaves no record of what it refuses, and tells whoever looks after the account how often that was', async () => {
  app = await startServer({ rates: { account: 2 } })
  const { credentials, accountId } = await newAccount(app.url)
  const other = await newAccount(app.url)
  const { iam } = clients(credentials)
  let refused = 0
  for (let tries = 0; tries < 60; tries++) await iam.listUsers().catch(() => refused++)
  expect(refused).toBeGreaterThan(0)
  await app.settled()
  const records = await app.accounts.repository.newestRecords(accountId, { limit: 200 })
  expect(records.filter(({ name }) => name === 'ListUsers')).toHaveLength(60 - refused)
  // As another process reads it.
  const hits = new LimitsHit({ accounts: app.accounts, documents: app.store.documents, clock: systemClock })
  expect(await hits.of([accountId, other.accountId])).toEqual([{ accountId, count: refused, at: expect.any(Number) }])
})

it('has a limit for each learner’s pages, and says when to come again', async () => {
  app = await startServer({ rates: { account: 2 } })
  const [busy, other] = [await newAccount(app.url), await newAccount(app.url)]
  const session = (headers: Record<string, string>) => fetch(`${app.url}/api/lab/session`, { headers })
  const of = ({ jar }: typeof busy) => session({ Cookie: cookiesOf(jar) })
  let answer = await of(busy)
  for (let tries = 0; answer.status === 200 && tries < 10_000; tries++) answer = await of(busy)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(await answer.json()).toMatchObject({ code: 'TooManyRequests' })
  expect((await of(other)).status).toBe(200)
  for (let tries = 0; tries < 30; tries++) {
    expect((await session({ Authorization: `Bearer ${app.operatorToken}` })).status).toBe(200)
  }
  await app.settled()
  const hits = new LimitsHit({ accounts: app.accounts, documents: app.store.documents, clock: systemClock })
  expect(await hits.of([busy.accountId])).toMatchObject([{ accountId: busy.accountId, count: 1 }])
})

it('has no limits for accounts on a machine of one’s own', async () => {
  app = await startServer()
  const { credentials, jar } = await newAccount(app.url)
  const { sts } = clients(credentials)
  for (let tries = 0; tries < 300; tries++) await sts.getCallerIdentity()
  const Cookie = cookiesOf(jar)
  for (let tries = 0; tries < 300; tries++)
    expect((await fetch(`${app.url}/api/lab/session`, { headers: { Cookie } })).status).toBe(200)
})
