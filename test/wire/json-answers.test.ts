import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sign } from '../../server/sigv4/sign.js'
import { allow, policy } from '../support/policies.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let accountId = ''
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
beforeAll(async () => {
  app = await startServer()
  ;({ accountId, credentials } = await newAccount(app.url))
})
afterAll(() => app.close())

/** A call that asks for JSON, as verifiers of AWS identities send it; `signed`: with the header in the signature. */
async function call(service: 'iam' | 'sts', body: string, { accept = 'application/json', signed = true, secret = '' } = {}) {
  const { host } = new URL(app.url)
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...(signed ? { accept } : {}) },
    body,
    region: 'us-east-1',
    service,
    credentials: secret === '' ? credentials : { ...credentials, secretAccessKey: secret },
    now: Date.now(),
  })
  const response = await fetch(app.url, { method: 'POST', headers: { ...headers, accept }, body })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    id: response.headers.get('x-amzn-requestid'),
    text,
    json: () => JSON.parse(text) as Record<string, Record<string, unknown>>,
  }
}

const STS = 'Version=2011-06-15'
const IAM_VERSION = 'Version=2010-05-08'

describe('a Query service that is asked for JSON', () => {
  it.each([true, false])('answers GetCallerIdentity as verifiers read it (header signed: %s)', async (signed) => {
    const { status, type, id, text } = await call('sts', `Action=GetCallerIdentity&${STS}`, { signed })
    expect([status, type]).toEqual([200, 'application/json'])
    expect(text).toBe(
      `{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Account":"${accountId}","Arn":"arn:aws:iam::${accountId}:root","UserId":"${accountId}"},"ResponseMetadata":{"RequestId":"${id}"}}}`,
    )
  })

  it('answers a presigned GET, too', async () => {
    const { type, status } = await call('sts', `Action=GetCallerIdentity&${STS}`, { accept: 'application/json; charset=utf-8' })
    expect([status, type]).toEqual([200, 'application/json'])
    const response = await fetch(`${app.url}/?Action=GetCallerIdentity&${STS}`, { headers: { accept: 'application/json' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/json'])
    expect(await response.json()).toMatchObject({ Error: { Code: 'MissingAuthenticationToken' } })
  })

  it('says XML of the one answer that is always XML', async () => {
    const response = await fetch(`${app.url}/x?X-Amz-Algorithm=AWS4-HMAC-SHA256`, { headers: { accept: 'application/json' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/xml'])
    expect(await response.text()).toBe('<UnknownOperationException/>\n')
  })

  it('writes every kind of member by the model: times in seconds, nothing as null', async () => {
    const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials })
    await iam.createUser({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'blue' }] })
    const document = policy(allow('s3:*'))
    await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const { User } = await iam.getUser({ UserName: 'alice' })
    expect((await call('iam', `Action=GetUser&UserName=alice&${IAM_VERSION}`)).json().GetUserResponse?.GetUserResult).toEqual({
      User: {
        Arn: `arn:aws:iam::${accountId}:user/alice`,
        CreateDate: (User?.CreateDate?.getTime() ?? 0) / 1000,
        PasswordLastUsed: null,
        Path: '/',
        PermissionsBoundary: null,
        Tags: [{ Key: 'team', Value: 'blue' }],
        UserId: User?.UserId,
        UserName: 'alice',
      },
    })
    const own = await call('iam', `Action=GetUserPolicy&UserName=alice&PolicyName=p&${IAM_VERSION}`)
    expect(own.json().GetUserPolicyResponse?.GetUserPolicyResult).toEqual({
      PolicyDocument: encodeURIComponent(document).replaceAll('*', '%2A'),
      PolicyName: 'p',
      UserName: 'alice',
    })
    const list = await call('iam', `Action=ListGroups&${IAM_VERSION}`)
    expect(list.json().ListGroupsResponse?.ListGroupsResult).toEqual({ Groups: [], IsTruncated: false, Marker: null })
    const summary = await call('iam', `Action=GetAccountSummary&${IAM_VERSION}`)
    expect(summary.json().GetAccountSummaryResponse?.GetAccountSummaryResult).toMatchObject({ SummaryMap: { Users: 1 } })
    const deleted = await call('iam', `Action=DeleteUserPolicy&UserName=alice&PolicyName=p&${IAM_VERSION}`)
    expect(deleted.json()).toEqual({ DeleteUserPolicyResponse: { ResponseMetadata: { RequestId: deleted.id } } })
    const device = await call('iam', `Action=CreateVirtualMFADevice&VirtualMFADeviceName=phone&${IAM_VERSION}`)
    const seed = /"Base32StringSeed":"([^"]+)"/.exec(device.text)?.[1] ?? ''
    expect(Buffer.from(seed, 'base64').toString()).toMatch(/^[A-Z2-7]{32,}$/)
  })

  it('refuses in JSON: by an operation, a signature, and at dispatch', async () => {
    const absent = await call('iam', `Action=GetUser&UserName=nobody&${IAM_VERSION}`)
    expect([absent.status, absent.type]).toEqual([404, 'application/json'])
    expect(absent.text).toBe(
      `{"Error":{"Code":"NoSuchEntity","Message":"The user with name nobody cannot be found.","Type":"Sender"},"RequestId":"${absent.id}"}`,
    )
    const wrong = await call('sts', `Action=GetCallerIdentity&${STS}`, { secret: 'x'.repeat(40) })
    expect([wrong.status, wrong.json().Error?.Code]).toEqual([403, 'SignatureDoesNotMatch'])
    const unknown = await call('sts', `Action=Frob&${STS}`)
    expect(unknown.json().Error).toEqual({
      Code: 'InvalidAction',
      Message: 'Could not find operation Frob for version 2011-06-15',
      Type: 'Sender',
    })
    const silent = await call('sts', `Action=GetSessionToken&DurationSeconds=abc&${STS}`)
    expect(silent.json().Error).toEqual({ Code: 'MalformedInput', Message: null, Type: 'Sender' })
  })

  it.each(['*/*', 'text/xml', 'application/jsonp', 'application/x-json'])('answers %s in XML', async (accept) => {
    const { type, text } = await call('sts', `Action=GetCallerIdentity&${STS}`, { accept })
    expect([type, text.slice(0, 26)]).toEqual(['text/xml', '<GetCallerIdentityResponse'])
  })
})
