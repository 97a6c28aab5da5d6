import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { startProcess } from '../support/processes.js'
import { newAccount, post, type TestServer } from '../support/server.js'

let postgres: TestPostgres
let one: TestServer
let other: TestServer
let account: Awaited<ReturnType<typeof newAccount>>

beforeAll(async () => {
  postgres = await startPostgres()
  one = await startProcess(postgres.connectionString)
  other = await startProcess(postgres.connectionString)
  account = await newAccount(one.url)
})
afterAll(async () => {
  await one?.close()
  await other?.close()
  await postgres?.stop()
})

const at = (server: TestServer, credentials: { accessKeyId: string; secretAccessKey: string }) => {
  const options = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1, credentials }
  return { iam: new IAM(options), sts: new STS(options) }
}

async function newUser(userName: string) {
  const { iam } = at(one, account.credentials)
  await iam.createUser({ UserName: userName })
  const { AccessKey } = await iam.createAccessKey({ UserName: userName })
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
}

describe('two processes over one database', () => {
  it('show within a second what was used at the other', async () => {
    const keys = await newUser('alice')
    const [root, rootThere] = [at(one, account.credentials).iam, at(other, account.credentials).iam]
    await root.createLoginProfile({ UserName: 'alice', Password: 'Maple+Street+42+door' })
    // The other process holds the account, and the stamps as they are now.
    const before = await rootThere.getAccessKeyLastUsed({ AccessKeyId: keys.accessKeyId })
    expect(before.AccessKeyLastUsed?.LastUsedDate).toBeUndefined()
    expect((await rootThere.listUsers({})).Users?.[0]?.PasswordLastUsed).toBeUndefined()
    await at(one, keys).sts.getCallerIdentity({})
    const body = { kind: 'iam', account: account.accountId, userName: 'alice', password: 'Maple+Street+42+door' }
    expect((await post(one.url, '/api/signin', body)).status).toBe(200)
    const used = performance.now()
    const shown = async () => {
      const key = await rootThere.getAccessKeyLastUsed({ AccessKeyId: keys.accessKeyId })
      const { Users } = await rootThere.listUsers({})
      return [key.AccessKeyLastUsed?.ServiceName, Users?.[0]?.PasswordLastUsed !== undefined]
    }
    await expect.poll(shown, { interval: 20, timeout: 5_000 }).toEqual(['sts', true])
    // A second, and what a busy machine adds to it.
    expect(performance.now() - used).toBeLessThan(2_000)
    const { JobId } = await rootThere.generateServiceLastAccessedDetails({
      Arn: `arn:aws:iam::${account.accountId}:user/alice`,
    })
    expect(JobId).toBeDefined()
    await rootThere.generateCredentialReport({})
  }, 30_000)

  it('refuse at once a key that was made inactive at the other', async () => {
    const keys = await newUser('bob')
    const root = at(one, account.credentials).iam
    const [here, there] = [at(one, keys).sts, at(other, keys).sts]
    const AccessKeyId = keys.accessKeyId
    for (let round = 0; round < 20; round++) {
      await Promise.all([here.getCallerIdentity({}), there.getCallerIdentity({})])
      await root.updateAccessKey({ UserName: 'bob', AccessKeyId, Status: 'Inactive' })
      await expect(there.getCallerIdentity({})).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
      await root.updateAccessKey({ UserName: 'bob', AccessKeyId, Status: 'Active' })
    }
  }, 30_000)

  it('answer 503 for an account that somebody holds too long, and others as ever', async () => {
    const client = new pg.Client({ connectionString: postgres.connectionString })
    await client.connect()
    await client.query('begin')
    await client.query('select 1 from account where id = $1 for update', [account.accountId])
    const root = at(one, account.credentials).iam
    const held = root.createUser({ UserName: 'carol' }).catch((error: unknown) => error)
    const neighbour = await newAccount(one.url)
    await at(one, neighbour.credentials).iam.createUser({ UserName: 'dora' })
    expect((await root.listUsers({})).Users?.length).toBeGreaterThan(0)
    expect(await held).toMatchObject({
      name: 'ServiceUnavailable',
      message: expect.stringContaining('too busy'),
      $metadata: { httpStatusCode: 503 },
    })
    await client.query('rollback')
    await client.end()
    await root.createUser({ UserName: 'carol' })
  }, 30_000)
})
