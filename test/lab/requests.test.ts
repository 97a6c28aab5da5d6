import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientName } from '../../server/records/inspections/client-name.js'
import type { Inspection, RequestSummary } from '../../server/records/inspections/inspection.js'
import { sha256Hex, signature, signingKey } from '../../server/sigv4/canonical.js'
import { sign } from '../../server/sigv4/sign.js'
import { trust } from '../support/policies.js'
import { cookiesOf, newAccount, startServer, type TestServer } from '../support/server.js'
import { codeFor, roomInStep } from '../support/totp.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

const operator = () => ({ authorization: `Bearer ${app.operatorToken}` })
async function get<T>(path: string, headers: Record<string, string> = operator()): Promise<T> {
  return (await (await fetch(`${app.url}/api/lab${path}`, { headers })).json()) as T
}
const summaries = async (accountId: string) => {
  await app.settled()
  return (await get<{ requests: RequestSummary[] }>(`/requests?account=${accountId}`)).requests
}
const inspected = async (requestId: string) => (await get<{ request: Inspection }>(`/requests/${requestId}`)).request

/** A root key of a fresh account that is watched. */
async function accountWithKey(jar?: Map<string, string>) {
  const account = await newAccount(app.url, undefined, jar)
  await summaries(account.accountId)
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 1 })
  const { AccessKey } = await iam.createAccessKey({})
  const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  return { ...account, console: account.credentials, iam, credentials }
}

describe('the name of a client', () => {
  const console = {
    'user-agent': 'Mozilla/5.0 (X11)',
    'x-amz-user-agent': 'aws-sdk-js/3.9',
    referer: 'http://127.0.0.1/console/iam',
  }
  it.each([
    ['AWS CLI 2.15.0', { 'user-agent': 'aws-cli/2.15.0 Python/3.11 Linux/6 exe/x86_64' }],
    ['boto3 1.34.1', { 'user-agent': 'Boto3/1.34.1 md/Botocore#1.34.1 ua/2.0' }],
    ['curl 8.5.0', { 'user-agent': 'curl/8.5.0' }],
    ['Console', console],
    ['Terminal', { ...console, 'x-amz-user-agent': 'aws-cli/2.9.19 iam-dojo-terminal' }],
    ['Terminal', { 'user-agent': 'Mozilla/5.0 (X11)', referer: 'http://127.0.0.1/terminal/curl' }],
    ['SDK for JavaScript 3.9', { ...console, referer: 'http://127.0.0.1/other' }],
    ['robot', { 'user-agent': 'robot and more' }],
    ['Unknown', {}],
  ])('is %s', (name, headers) => {
    expect(clientName(headers)).toBe(name)
  })
})

describe('the request inspector', () => {
  it('lists what any client sent, newest first, with the refused ones', async () => {
    const { accountId, credentials } = await accountWithKey()
    const client = { endpoint: app.url, region: 'eu-central-1', maxAttempts: 1 }
    await new STS({ ...client, credentials }).getCallerIdentity({})
    const wrong = new STS({ ...client, credentials: { ...credentials, secretAccessKey: 'x'.repeat(40) } })
    await expect(wrong.getCallerIdentity({})).rejects.toThrow('signature')
    const listed = await summaries(accountId)
    expect(listed.map(({ operation, status, errorCode }) => [operation, status, errorCode])).toEqual([
      ['sts:GetCallerIdentity', 403, 'SignatureDoesNotMatch'],
      ['sts:GetCallerIdentity', 200, undefined],
      ['iam:CreateAccessKey', 200, undefined],
    ])
    expect(listed[0]?.client).toMatch(/^SDK for JavaScript 3\./)
  })

  it('shows a canonical request and a string to sign that give the signature', async () => {
    const { accountId, credentials, iam } = await accountWithKey()
    await iam.createUser({ UserName: 'alice' })
    await new IAM({ endpoint: app.url, region: 'us-east-1', credentials }).listUsers({ PathPrefix: '/' })
    const [latest] = await summaries(accountId)
    const { signing, request, response } = await inspected(latest?.requestId ?? '')
    if (!signing) throw new Error('not signed')
    expect(signing.masked).toBe(false)
    expect(signing.stringToSign.split('\n').at(-1)).toBe(sha256Hex(signing.canonicalRequest))
    const [, date = '', region = '', service = ''] = /(\d{8})\/([\w-]+)\/(\w+)\/aws4_request/.exec(signing.stringToSign) ?? []
    const key = signingKey(credentials.secretAccessKey, { date, region, service })
    expect(signature(key, signing.stringToSign).toString('hex')).toBe(signing.signature)
    expect(signing.chain.map(({ data }) => data)).toEqual([date, region, service, 'aws4_request', 'the string to sign'])
    expect(request.body).toContain('Action=ListUsers')
    expect(response.body).toContain('<UserName>alice</UserName>')
    expect(Object.fromEntries(response.headers)['x-amzn-RequestId']).toBe(latest?.requestId)
  })

  it('shows no secret of any flow, in request or answer', async () => {
    const { accountId, iam, credentials, console: own } = await accountWithKey()
    const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const password = 'Pa&ss <w>örd+ 29 %41'
    const secrets: (string | undefined)[] = [credentials.secretAccessKey, own.secretAccessKey, own.sessionToken, password]
    await iam.createUser({ UserName: 'alice' })
    await iam.createLoginProfile({ UserName: 'alice', Password: password })
    await iam.updateLoginProfile({ UserName: 'alice', Password: `${password}2` })
    await expect(iam.changePassword({ OldPassword: password, NewPassword: password })).rejects.toThrow()
    const key = (await iam.createAccessKey({ UserName: 'alice' })).AccessKey
    const device = (await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })).VirtualMFADevice
    const seed = Buffer.from(device?.Base32StringSeed ?? []).toString()
    await roomInStep()
    const codes = [codeFor(seed, -1), codeFor(seed, 0), codeFor(seed, 1)]
    const [AuthenticationCode1 = '', AuthenticationCode2 = '', TokenCode = ''] = codes
    const SerialNumber = device?.SerialNumber ?? ''
    await iam.enableMFADevice({ UserName: 'alice', SerialNumber, AuthenticationCode1, AuthenticationCode2 })
    const alice = { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' }
    const aliceSts = new STS({ endpoint: app.url, region: 'us-east-1', credentials: alice, maxAttempts: 1 })
    const session = (await aliceSts.getSessionToken({ SerialNumber, TokenCode })).Credentials
    await iam.createRole({ RoleName: 'R', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/alice`) })
    const assumed = (await aliceSts.assumeRole({ RoleArn: `arn:aws:iam::${accountId}:role/R`, RoleSessionName: 'session' }))
      .Credentials
    const federated = (await sts.getFederationToken({ Name: 'guest' })).Credentials
    await iam.createServiceSpecificCredential({ UserName: 'alice', ServiceName: 'codecommit.amazonaws.com' }).then((made) => {
      secrets.push(made.ServiceSpecificCredential?.ServicePassword)
    })
    const web = sts.assumeRoleWithWebIdentity({
      RoleArn: `arn:aws:iam::${accountId}:role/R`,
      RoleSessionName: 'web',
      WebIdentityToken: 'eyJhbGciOiJub25lIn0.secret-token.x',
    })
    await expect(web).rejects.toThrow()
    for (const one of [session, assumed, federated]) secrets.push(one?.SecretAccessKey, one?.SessionToken)
    secrets.push(key?.SecretAccessKey, seed, Buffer.from(device?.QRCodePNG ?? []).toString('base64'), 'secret-token')
    secrets.push(Buffer.from(seed).toString('base64'), ...codes)
    await byQuery(
      credentials,
      `Action=CreateLoginProfile&Version=2010-05-08&UserName=bob&password=${encodeURIComponent(password)}`,
    )

    const shown: string[] = []
    for (const { requestId } of await summaries(accountId)) shown.push(JSON.stringify(await inspected(requestId)))
    expect(shown).toHaveLength(15)
    const all = shown.join('\n')
    for (const secret of secrets) {
      if (!secret) throw new Error('a flow made no secret')
      const forms = [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        new URLSearchParams({ s: secret }).toString().slice(2),
      ]
      for (const form of forms) expect(all.includes(form), form).toBe(false)
    }
    // Nor what would let one try passwords.
    for (const text of shown.filter((one) => one.includes('LoginProfile'))) {
      const { signing } = JSON.parse(text) as Inspection
      expect(signing?.masked).toBe(true)
      expect(signing?.stringToSign.split('\n').at(-1)).toBe('***')
    }
    expect(app.logs).toEqual([])
  })

  /** The form in the query of a presigned GET, as old libraries send it. */
  async function byQuery(credentials: { accessKeyId: string; secretAccessKey: string }, query: string): Promise<void> {
    const { host } = new URL(app.url)
    const options = { method: 'GET', path: '/', query, headers: { host }, body: '', region: 'us-east-1', service: 'iam' }
    const headers = sign({ ...options, credentials, now: Date.now() })
    await fetch(`${app.url}/?${query}`, { headers })
  }

  it('shows no secret of a query that AWS’s redirect gives back', async () => {
    const { credentials } = await accountWithKey()
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260131/us-east-1/sts/aws4_request`
    const token = 'cnry+token/of=somebody'
    const answer = await fetch(`${app.url}/?WebIdentityToken=${encodeURIComponent(token)}&Other=1`, {
      headers: { authorization },
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toContain(encodeURIComponent(token))
    const shown = await inspected(answer.headers.get('x-amzn-requestid') ?? '')
    expect(shown.response.headers).toContainEqual(['Location', 'https://aws.amazon.com/iam?WebIdentityToken=***&Other=1'])
    expect(JSON.stringify(shown)).not.toContain('cnry')
  })

  it('is for the account’s learner and the operator alone', async () => {
    const { accountId, jar } = await accountWithKey()
    const other = await accountWithKey(jar)
    const cookie = cookiesOf(jar)
    const stranger = cookiesOf((await newAccount(app.url)).jar)
    const [own] = await summaries(accountId)
    const status = async (path: string, headers: Record<string, string>) =>
      (await fetch(`${app.url}/api/lab${path}`, { headers })).status
    expect(await status(`/requests?account=${accountId}`, {})).toBe(403)
    expect(await status(`/requests/${own?.requestId}`, {})).toBe(403)
    expect(await status(`/requests/${own?.requestId}`, { cookie })).toBe(200)
    expect(await status(`/requests/${own?.requestId}?account=${other.accountId}`, { cookie })).toBe(404)
    expect(await status(`/requests?account=${accountId}`, { cookie: stranger })).toBe(403)
    expect(await status(`/requests/${own?.requestId}`, { cookie: stranger })).toBe(404)
    expect(await status('/requests?account=12', { cookie })).toBe(400)
  })

  it('forgets when told to, and keeps 100 an account while a stranger’s calls fill 50 places of their own', async () => {
    const { accountId, credentials, iam } = await accountWithKey()
    await fetch(`${app.url}/api/lab/requests?account=${accountId}`, { method: 'DELETE', headers: operator() })
    expect(await summaries(accountId)).toEqual([])
    for (let n = 0; n < 105; n++) await iam.getAccountSummary({})
    for (let n = 0; n < 60; n++) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20200101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00`
      await fetch(app.url, { method: 'POST', headers: { authorization }, body: '', redirect: 'manual' })
    }
    const kept = await summaries(accountId)
    expect(kept.filter(({ status }) => status === 200)).toHaveLength(100)
    expect(kept).toHaveLength(150)
  })

  it('keeps no large body, and shows none that it can’t read', async () => {
    const { accountId, credentials } = await accountWithKey()
    const send = async (body: string, type: string) => {
      const { host } = new URL(app.url)
      const options = { method: 'POST', path: '/', headers: { host, 'content-type': type }, body, region: 'us-east-1' }
      const headers = sign({ ...options, service: 'iam', credentials, now: Date.now() })
      await fetch(app.url, { method: 'POST', headers, body, redirect: 'manual' })
      return inspected((await summaries(accountId))[0]?.requestId ?? '')
    }
    const large = await send(`Action=ListUsers&Version=2010-05-08&x=${'y'.repeat(20_000)}`, 'application/x-www-form-urlencoded')
    expect(large.request.body).toMatch(/^\(\d+ bytes: too large to be kept\)$/)
    expect(large.signing?.stringToSign.split('\n').at(-1)).toBe(sha256Hex(large.signing?.canonicalRequest ?? ''))
    const plain = await send('Password=hunter2hunter2', 'text/plain')
    expect(plain.request.body).toBe('(23 bytes that are neither a form nor JSON)')
    expect(plain).toMatchObject({ operation: 'unknown', status: 302 })
  })
})
