import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { EC2 } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { type DatabaseProxy, databaseProxy } from '../support/database-proxy.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { newAccount, post, startServer, type TestServer } from '../support/server.js'

let postgres: TestPostgres
let proxy: DatabaseProxy
let server: TestServer
let clients: { iam: IAM; sts: STS; ec2: EC2; cloudTrail: CloudTrail }

beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await databaseProxy(postgres.connectionString)
  const masterKey = new Uint8Array(32).fill(7)
  const store = await openStore({ engine: 'postgres', connectionString: proxy.connectionString, masterKey, clock: systemClock })
  server = await startServer({ store })
  const { credentials } = await newAccount(server.url)
  const options = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1, credentials }
  clients = { iam: new IAM(options), sts: new STS(options), ec2: new EC2(options), cloudTrail: new CloudTrail(options) }
  await clients.iam.listUsers({})
  await server.settled()
})
afterAll(async () => {
  await server?.close()
  await proxy?.stop()
  await postgres?.stop()
})

const ready = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status

/** The code and the header that a client saw. */
async function refusal(call: Promise<unknown>) {
  const error = (await call.then(
    () => ({}),
    (thrown: unknown) => thrown,
  )) as { name?: string; $metadata?: { httpStatusCode?: number }; $response?: { headers?: Record<string, string> } }
  return { code: error.name, status: error.$metadata?.httpStatusCode, retry: error.$response?.headers?.['retry-after'] }
}

describe('a server whose database is away', () => {
  it('lives, is not ready, and says so in each protocol’s own form; well again when the database is back', async () => {
    expect(await ready()).toBe(200)
    await proxy.away()
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(await ready()).toBe(503)
    const { iam, sts, ec2, cloudTrail } = clients
    const unavailable = { code: 'ServiceUnavailable', status: 503, retry: '2' }
    for (const call of [
      () => iam.listUsers({}),
      () => iam.createUser({ UserName: 'nobody' }),
      () => sts.getCallerIdentity({}),
      () => ec2.describeVpcs({}),
      () => cloudTrail.lookupEvents({}),
    ]) {
      expect(await refusal(call())).toEqual(unavailable)
    }
    const signIn = await post(server.url, '/api/signin', { kind: 'root', email: 'a@example.com', password: 'x'.repeat(12) })
    expect(signIn).toEqual({
      status: 503,
      body: { code: 'ServiceUnavailable', message: expect.stringMatching(/^The server's database doesn't answer\./) },
    })
    const lab = await fetch(`${server.url}/api/lab/accounts`)
    expect([lab.status, lab.headers.get('retry-after')]).toEqual([503, '2'])
    await proxy.back()
    const back = performance.now()
    await expect.poll(ready, { timeout: 5_000, interval: 50 }).toBe(200)
    expect((await sts.getCallerIdentity({})).Account).toMatch(/^\d{12}$/)
    await iam.createUser({ UserName: 'alice' })
    expect(performance.now() - back).toBeLessThan(5_000)
    expect((await iam.listUsers({})).Users?.map(({ UserName }) => UserName)).toEqual(['alice'])
    expect(server.logs.join('\n')).not.toMatch(/unexpected error|postgres:postgres/)
  })

  it('answers a write whose COMMIT lost its answer as what it was', async () => {
    const { iam } = clients
    proxy.cutNext('after-commit')
    await iam.createUser({ UserName: 'bob' })
    proxy.cutNext('before-commit')
    expect(await refusal(iam.createUser({ UserName: 'carol' }))).toMatchObject({ code: 'ServiceUnavailable', status: 503 })
    expect((await iam.listUsers({})).Users?.map(({ UserName }) => UserName)).toEqual(['alice', 'bob'])
    await iam.createUser({ UserName: 'carol' })
  })

  it('is well when the database ends its connections, idle or at work', async () => {
    const { iam } = clients
    const client = new pg.Client({ connectionString: postgres.connectionString })
    await client.connect()
    const calls = Array.from({ length: 20 }, () =>
      iam.listUsers({}).then(
        () => 'well',
        ({ name }: Error) => name,
      ),
    )
    const { rowCount } = await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'iam-dojo' and datname = current_database()",
    )
    await client.end()
    expect(rowCount).toBeGreaterThan(0)
    for (const outcome of await Promise.all(calls)) expect(['well', 'ServiceUnavailable']).toContain(outcome)
    await expect.poll(() => iam.listUsers({}).then(() => 'well', String), { timeout: 5_000, interval: 50 }).toBe('well')
    expect(server.logs.join('\n')).not.toContain('unexpected error')
  })

  it('answers probes under any name, by GET and HEAD alone, and nothing of itself', async () => {
    const health = await fetch(`${server.url}/healthz`)
    expect([health.status, await health.text()]).toEqual([200, 'ok\n'])
    expect((await fetch(`${server.url}/readyz`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`, { method: 'POST' })).status).not.toBe(200)
  })
})
