import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Explanation } from '../../server/records/explanations/explanation.js'
import type { Inspection, RequestSummary } from '../../server/records/inspections/inspection.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { EventStream, startProcess } from '../support/processes.js'
import { newAccount, type TestServer } from '../support/server.js'

const PASSWORD = 'Pa55-word-of-alice'

describe('two processes of one database', () => {
  let postgres: TestPostgres
  let a: TestServer
  let b: TestServer
  beforeAll(async () => {
    postgres = await startPostgres()
    a = await startProcess(postgres.connectionString)
    b = await startProcess(postgres.connectionString)
  })
  afterAll(async () => {
    await a?.close()
    await b?.close()
    await postgres?.stop()
  })

  const asked = async <T>(app: TestServer, path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${app.operatorToken}` }
    return (await (await fetch(`${app.url}/api/lab${path}`, { headers })).json()) as T
  }
  const explained = async (app: TestServer, path: string) =>
    (await asked<{ explanation?: Explanation }>(app, `/explanations/${path}`)).explanation
  const listed = async (app: TestServer, accountId: string) =>
    (await asked<{ requests: RequestSummary[] }>(app, `/requests?account=${accountId}`)).requests
  const client = (app: TestServer, credentials: { accessKeyId: string; secretAccessKey: string }) => ({
    endpoint: app.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  })
  const requestIdOf = async (call: Promise<unknown>): Promise<string> => {
    const error = await call.then(
      () => undefined,
      (thrown: { $metadata: { requestId: string } }) => thrown,
    )
    return error?.$metadata.requestId ?? ''
  }

  it('list at one what was called at the other just before, in the order of the calls', async () => {
    const { credentials } = await newAccount(a.url)
    await new IAM(client(b, credentials)).listUsers({})
    await new IAM(client(a, credentials)).createUser({ UserName: 'alice' })
    await new IAM(client(b, credentials)).listGroups({})
    const { Events } = await new CloudTrail(client(a, credentials)).lookupEvents({ MaxResults: 3 })
    expect(Events?.map(({ EventName }) => EventName)).toEqual(['ListGroups', 'CreateUser', 'ListUsers'])
  })

  it('explain at one what the other refused to authenticate, whoever it was', async () => {
    const { accountId, credentials } = await newAccount(a.url)
    const { AccessKey } = await new IAM(client(a, credentials)).createAccessKey({})
    const wrong = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x'.repeat(40) }
    const refused = await requestIdOf(new STS(client(a, wrong)).getCallerIdentity({}))
    expect(await explained(b, refused)).toMatchObject({ requestId: refused, accountId, kind: 'signature' })
    const unknown = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) }
    const strange = await requestIdOf(new STS(client(a, unknown)).getCallerIdentity({}))
    expect(await explained(b, strange)).toMatchObject({ requestId: strange, kind: 'credential' })
    expect(await explained(b, 'last')).toMatchObject({ requestId: strange })
    expect(await explained(b, `last?account=${accountId}`)).toMatchObject({ requestId: refused })
  })

  it('explain at one what the other denied, by its request id and as the last failure', async () => {
    const { accountId, credentials } = await newAccount(a.url)
    expect(await explained(b, `last?account=${accountId}`)).toBeUndefined()
    const iam = new IAM(client(a, credentials))
    const missing = await requestIdOf(iam.getUser({ UserName: 'nobody' }))
    expect(await explained(b, missing)).toMatchObject({ requestId: missing, outcome: { code: 'NoSuchEntity' } })
    expect(await explained(b, `last?account=${accountId}`)).toMatchObject({ requestId: missing })
    const later = await requestIdOf(new IAM(client(b, credentials)).getGroup({ GroupName: 'nobodies' }))
    expect(await explained(a, later)).toMatchObject({ requestId: later })
    expect(await explained(a, `last?account=${accountId}`)).toMatchObject({ requestId: later })
    // A success is found by those who ask soon.
    const { $metadata } = await iam.listUsers({})
    expect(await explained(b, $metadata.requestId ?? '')).toMatchObject({ kind: 'success' })
  })

  it('number a refusal by the records of both', async () => {
    const { accountId, credentials } = await newAccount(a.url)
    const iam = new IAM(client(a, credentials))
    await iam.createUser({ UserName: 'alice' })
    const { AccessKey } = await iam.createAccessKey({})
    const last = await a.accounts.repository.lastSequence(accountId)
    const wrong = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x'.repeat(40) }
    await requestIdOf(new STS(client(b, wrong)).getCallerIdentity({}))
    const database = new pg.Client(postgres.connectionString)
    await database.connect()
    const after = async () => {
      const { rows } = await database.query<{ body: string }>('select body from ring_entry where owner = $1', [accountId])
      return rows.map(({ body }) => (JSON.parse(body) as { afterSequence: number }).afterSequence)
    }
    await expect.poll(after).toEqual([last])
    await database.end()
  })

  it('inspect at one what the other was asked, and no secret of it is in a table', async () => {
    const { accountId, credentials } = await newAccount(a.url)
    expect(await listed(b, accountId)).toEqual([])
    const iam = new IAM(client(a, credentials))
    await iam.createUser({ UserName: 'alice' })
    await iam.createLoginProfile({ UserName: 'alice', Password: PASSWORD })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
    await expect.poll(() => listed(b, accountId)).toHaveLength(3)
    const [newest] = await listed(b, accountId)
    const { request } = await asked<{ request: Inspection }>(b, `/requests/${newest?.requestId}`)
    expect(request).toMatchObject({ operation: 'iam:CreateAccessKey', accountId })
    expect(request.response.body).toContain('<SecretAccessKey>***</SecretAccessKey>')
    const database = new pg.Client(postgres.connectionString)
    await database.connect()
    const { rows } = await database.query<{ all: string }>(`select string_agg(ring_entry::text, ' ') as all from ring_entry`)
    await database.end()
    const { secretAccessKey, sessionToken } = credentials
    expect(rows[0]?.all).toContain('CreateLoginProfile')
    for (const secret of [PASSWORD, AccessKey?.SecretAccessKey, secretAccessKey, sessionToken]) {
      expect(secret).toBeTruthy()
      for (const form of [secret ?? '', encodeURIComponent(secret ?? '')]) expect(rows[0]?.all).not.toContain(form)
    }
  })

  it('tell a page at one what the other was asked, accepted or refused', async () => {
    const { accountId, credentials, jar } = await newAccount(a.url)
    const stream = await EventStream.open(b.url, accountId, jar)
    const { AccessKey } = await new IAM(client(a, credentials)).createAccessKey({})
    const wrong = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x'.repeat(40) }
    await requestIdOf(new STS(client(a, wrong)).getCallerIdentity({}))
    const operations = () => stream.of('request').map(({ operation }) => operation)
    await expect.poll(operations).toEqual(['iam:CreateAccessKey', 'sts:GetCallerIdentity'])
    stream.close()
  })

  it('forget at both what they kept of an account that one of them deleted', async () => {
    const { accountId, credentials } = await newAccount(a.url)
    await listed(b, accountId)
    const { AccessKey } = await new IAM(client(a, credentials)).createAccessKey({})
    await expect.poll(() => listed(b, accountId)).toHaveLength(1)
    const wrong = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: 'x'.repeat(40) }
    const refused = await requestIdOf(new STS(client(b, wrong)).getCallerIdentity({}))
    expect(await explained(a, refused)).toBeDefined()
    await a.accounts.remove(await a.accounts.existing(accountId))
    expect(await explained(b, refused)).toBeUndefined()
    expect([a.logs, b.logs]).toEqual([[], []])
  })
})
