import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sign } from '../../server/sigv4/sign.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let accountId = ''
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
beforeAll(async () => {
  app = await startServer()
  ;({ accountId, credentials } = await newAccount(app.url))
})
afterAll(() => app.close())

const FORM = 'application/x-www-form-urlencoded; charset=utf-8'

/** A signed POST; `change` spoils what was signed. */
async function call(
  body: string,
  change: {
    service?: string
    region?: string
    now?: number
    sent?: string
    headers?: (headers: Record<string, string>) => Record<string, string>
    credentials?: Partial<typeof credentials>
  } = {},
) {
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { host: new URL(app.url).host, 'content-type': FORM },
    body,
    region: change.region ?? 'us-east-1',
    service: change.service ?? 'iam',
    credentials: { ...credentials, ...change.credentials },
    now: change.now ?? Date.now(),
  })
  const response = await request(app.server)
    .post('/')
    .set(change.headers?.(headers) ?? headers)
    .send(change.sent ?? body)
  return {
    status: response.status,
    headers: response.headers,
    text: response.text,
    code: /<Code>(.*?)<\/Code>/.exec(response.text)?.[1],
    message: /<Message>([\s\S]*?)<\/Message>/.exec(response.text)?.[1],
  }
}

const LIST = 'Action=ListUsers&Version=2010-05-08'

describe('the envelope', () => {
  it('has AWS’s names, namespace and request id', async () => {
    const { status, headers, text } = await call(LIST)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/xml')
    const id = headers['x-amzn-requestid']
    expect(text).toBe(
      `<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></ListUsersResponse>\n`,
    )
  })

  it.each([
    ['an unknown action', 'Action=Frob&Version=2010-05-08', 'Could not find operation Frob for version 2010-05-08'],
    ['a wrong version', 'Action=ListUsers&Version=2000-01-01', 'Could not find operation ListUsers for version 2000-01-01'],
    ['no version', 'Action=ListUsers', 'Could not find operation ListUsers for version NO_VERSION_SPECIFIED'],
  ])('names %s in the namespace of dispatch', async (_what, body, message) => {
    const answer = await call(body)
    expect(answer).toMatchObject({ status: 400, code: 'InvalidAction', message })
    expect(answer.text).toContain('http://webservices.amazon.com/AWSFault/2005-15-09')
  })

  it('escapes what a client sent', async () => {
    const { message } = await call('Action=GetPolicy&Version=2010-05-08&PolicyArn=arn:aws:iam::aws:policy/%3Cb%3E%26')
    expect(message).toContain('&lt;b&gt;&amp;')
  })

  it('lists several failures of constraints', async () => {
    const { code, message } = await call('Action=CreateAccountAlias&Version=2010-05-08&AccountAlias=A')
    expect(code).toBe('ValidationError')
    expect(message).toMatch(
      /^2 validation errors detected: Value at 'accountAlias' failed to satisfy constraint: Member must have length/,
    )
  })

  it('has IAM’s own words for names and paths, where nothing else is wrong', async () => {
    const create = (more: string) => call(`Action=CreateUser&Version=2010-05-08&UserName=${more}`)
    expect(await create('no%20spaces')).toMatchObject({
      code: 'ValidationError',
      message:
        'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    })
    expect((await create('alice&Path=/team')).message).toBe(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    )
    expect((await create(`${'x'.repeat(65)}%20`)).message).toBe(
      "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
    )
    expect((await call('Action=ListUsers&Version=2010-05-08&PathPrefix=team')).message).toBe(
      'The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.',
    )
  })

  it('echoes no value to IAM’s callers, and to those of STS as it is', async () => {
    const key = 'Action=UpdateAccessKey&Version=2010-05-08&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=On'
    expect((await call(key)).message).toBe(
      "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    )
    const tags = Array.from({ length: 51 }, (_, n) => `&Tags.member.${n + 1}.Key=k${n}&Tags.member.${n + 1}.Value=v`)
    expect((await call(`Action=CreateUser&Version=2010-05-08&UserName=alice${tags.join('')}`)).message).toBe(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    )
    const assume = 'Action=AssumeRole&Version=2011-06-15&RoleSessionName=a:b&RoleArn=arn:aws:iam::123456789012:role/R'
    expect((await call(assume, { service: 'sts' })).message).toBe(
      "1 validation error detected: Value 'a:b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    )
  })

  it.each(['Tags=foo', 'Tags.member.x.Key=a', 'Tags.member=a'])('refuses %s, which is no list', async (tags) => {
    const answer = await call(`Action=TagUser&Version=2010-05-08&UserName=alice&${tags}`)
    expect(answer).toMatchObject({ status: 400, code: 'MalformedInput', message: undefined })
  })

  it('has an extended request id from STS alone, whatever is answered', async () => {
    const header = async (body: string, service: string) =>
      atob((await call(body, { service })).headers['x-amz-sts-extended-request-id'] ?? '')
    const identity = 'Action=GetCallerIdentity&Version=2011-06-15'
    for (const body of [identity, 'Action=Frob&Version=2011-06-15', 'Action=AssumeRole&Version=2011-06-15']) {
      expect(await header(body, 'sts')).toMatch(/^1:us-east-1:S:\d{13}:R:\w{8}$/)
    }
    expect(await header(LIST, 'iam')).toBe('')
  })

  it('takes a marker back from the operation that it was given to', async () => {
    for (const name of ['one', 'two']) {
      expect((await call(`Action=CreateUser&Version=2010-05-08&UserName=${name}`)).status).toBe(200)
    }
    const { text } = await call(`${LIST}&MaxItems=1`)
    const marker = encodeURIComponent(/<Marker>(.*?)<\/Marker>/.exec(text)?.[1] ?? '')
    expect((await call(`${LIST}&Marker=${marker}`)).text).toContain('<UserName>two</UserName>')
    expect(await call(`Action=ListGroups&Version=2010-05-08&Marker=${marker}`)).toMatchObject({
      code: 'ValidationError',
      message: 'Invalid Marker.',
    })
    for (const name of ['one', 'two']) await call(`Action=DeleteUser&Version=2010-05-08&UserName=${name}`)
  })

  it('records what it refuses, without its parameters', async () => {
    await call('Action=CreateAccountAlias&Version=2010-05-08&AccountAlias=No--Alias')
    await app.settled()
    const [newest] = await app.accounts.repository.newestRecords(accountId, { limit: 1 })
    expect(newest).toMatchObject({ name: 'CreateAccountAlias', errorCode: 'ValidationError', params: {} })
  })

  it('never echoes a password', async () => {
    const answer = await call('Action=ChangePassword&Version=2010-05-08&OldPassword=%E2%82%AC&NewPassword=x')
    expect(answer.message).toBe(
      "1 validation error detected: Value at 'oldPassword' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
    )
  })

  it('reads numbers as AWS does', async () => {
    expect(await call(`${LIST}&MaxItems=abc`)).toMatchObject({ status: 400, code: 'MalformedInput' })
    expect((await call(`${LIST}&MaxItems=%2B0010`)).status).toBe(200)
    expect((await call(`${LIST}&MaxItems=1001`)).message).toContain('less than or equal to 1000')
  })
})

describe('authentication', () => {
  it('refuses what is unsigned', async () => {
    const response = await request(app.server).post('/').type('form').send(LIST)
    expect(response.status).toBe(403)
    expect(response.text).toContain(
      '<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>',
    )
  })

  it.each([
    ['another body', { sent: `${LIST}&MaxItems=1` }],
    ['another secret', { credentials: { secretAccessKey: 'x'.repeat(40) } }],
  ])('refuses %s with the plain sentence', async (_what, change) => {
    const { status, code, message } = await call(LIST, change)
    expect({ status, code }).toEqual({ status: 403, code: 'SignatureDoesNotMatch' })
    expect(message).toMatch(/^The request signature we calculated does not match the signature you provided\./)
  })

  it('allows 15 minutes either way', async () => {
    const minutes = (n: number) => ({ now: Date.now() + n * 60_000 })
    expect((await call(LIST, minutes(-14))).status).toBe(200)
    expect((await call(LIST, minutes(14))).status).toBe(200)
    expect((await call(LIST, minutes(-16))).message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 15 min\.\)$/,
    )
    expect((await call(LIST, minutes(16))).message).toMatch(/^Signature not yet current: .* \+ 15 min\.\)$/)
  })

  it('takes any region, and only the right service', async () => {
    expect((await call(LIST, { region: 'eu-central-1' })).status).toBe(200)
    expect((await call(LIST, { service: 's3' })).message).toBe("Credential should be scoped to correct service: 'iam'. ")
  })

  it('says the same of a key that is unknown, of nobody, or without its token', async () => {
    const sentence = 'The security token included in the request is invalid.'
    for (const credentials of [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, { sessionToken: '' }, { sessionToken: 'garbage' }]) {
      expect(await call(LIST, { credentials })).toMatchObject({ status: 403, code: 'InvalidClientTokenId', message: sentence })
    }
  })

  it('lists every missing part of the header', async () => {
    const { code, message } = await call(LIST, { headers: (h) => ({ ...h, authorization: 'AWS4-HMAC-SHA256 Foo=bar' }) })
    expect(code).toBe('IncompleteSignature')
    expect(message).toMatch(
      /requires 'Credential' parameter.*requires 'Signature' parameter.*requires 'SignedHeaders' parameter/,
    )
  })

  it('does not answer under a stranger’s name', async () => {
    const response = await request(app.server).get('/signin').set('Host', 'evil.example')
    expect(response.status).toBe(421)
  })
})
