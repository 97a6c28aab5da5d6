import { connect } from 'node:net'
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

interface Sent {
  service: string
  method?: string
  path?: string
  query?: string
  headers?: Record<string, string>
  body?: string
  key?: typeof credentials
}

async function call({ service, method = 'POST', path = '/', query = '', headers = {}, body = '', key = credentials }: Sent) {
  const { host } = new URL(app.url)
  const signed = sign({
    method,
    path,
    query,
    headers: { host, ...headers },
    body,
    region: 'us-east-1',
    service,
    credentials: key,
    now: Date.now(),
  })
  const response = await fetch(`${app.url}${path}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: signed,
    redirect: 'manual',
    ...(body === '' ? {} : { body }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const says = (name: string): string =>
  `IAM Dojo doesn't have ${name}: it simulates IAM, STS, EC2's key pairs and instances, and CloudTrail's event history.`

describe('a request to a service that isn’t here', () => {
  it.each<[string, Sent]>([
    ['its buckets', { service: 's3', method: 'GET' }],
    ['a bucket', { service: 's3', method: 'PUT', path: '/bucket' }],
    ['a key like one of ours', { service: 's3', method: 'GET', path: '/api/lab/accounts', query: 'list-type=2' }],
    [
      'an upload in chunks',
      {
        service: 's3',
        method: 'PUT',
        path: '/bucket/key',
        headers: { 'content-encoding': 'aws-chunked', 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
        body: '3;chunk-signature=00\r\nabc\r\n0;chunk-signature=00\r\n\r\n',
      },
    ],
  ])('S3 refuses in S3’s XML: %s', async (_what, sent) => {
    const { status, headers, text } = await call(sent)
    const id = headers.get('x-amzn-requestid')
    expect(status).toBe(501)
    expect(headers.get('content-type')).toBe('application/xml')
    expect(headers.get('x-amz-request-id')).toBe(id)
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NotImplemented</Code><Message>${says('Amazon S3')}</Message><RequestId>${id}</RequestId></Error>`,
    )
  })

  it('answers HEAD without a body', async () => {
    expect(await call({ service: 's3', method: 'HEAD', path: '/bucket' })).toMatchObject({ status: 501, text: '' })
  })

  it.each([
    ['organizations', 'AWSOrganizationsV20161128.ListAccounts', 'application/x-amz-json-1.1', 'AWS Organizations'],
    ['dynamodb', 'DynamoDB_20120810.ListTables', 'application/x-amz-json-1.0', 'Amazon DynamoDB'],
  ])('%s refuses in AWS JSON', async (service, target, contentType, name) => {
    const headers = { 'x-amz-target': target, 'content-type': contentType }
    const answer = await call({ service, headers, body: '{}' })
    expect(answer.status).toBe(501)
    expect(answer.headers.get('content-type')).toBe(contentType)
    expect(JSON.parse(answer.text)).toEqual({ __type: 'NotImplemented', message: says(name) })
  })

  it('lambda refuses in REST JSON', async () => {
    const { status, headers, text } = await call({ service: 'lambda', method: 'GET', path: '/2015-03-31/functions/' })
    expect([status, headers.get('x-amzn-errortype')]).toEqual([501, 'NotImplemented'])
    expect(JSON.parse(text)).toEqual({ message: says('AWS Lambda') })
  })

  it('route53 and Query services refuse in the form of IAM’s errors', async () => {
    for (const [sent, name] of [
      [{ service: 'route53', method: 'GET', path: '/2013-04-01/hostedzone' }, 'Amazon Route 53'],
      [{ service: 'sns', headers: FORM, body: 'Action=ListTopics&Version=2010-03-31' }, 'Amazon SNS'],
      [{ service: 'rds', method: 'GET', query: 'Action=DescribeDBInstances&Version=2014-10-31' }, 'Amazon RDS'],
    ] as const) {
      const { status, headers, text } = await call(sent)
      expect([status, headers.get('content-type')]).toEqual([501, 'text/xml'])
      expect(text).toContain(`<Code>NotImplemented</Code><Message>${says(name)}</Message>`)
      expect(text).toContain(`<RequestId>${headers.get('x-amzn-requestid')}</RequestId>`)
    }
  })

  it('names a service that nobody knows, and repeats no markup', async () => {
    const { text } = await call({ service: 'frobnicate', method: 'GET', path: '/x' })
    expect(JSON.parse(text)).toEqual({ message: says('the service frobnicate') })
    const response = await fetch(`${app.url}/x`, {
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/r/<script>/aws4_request, SignedHeaders=host, Signature=0',
      },
    })
    expect(await response.text()).toBe(JSON.stringify({ message: says('that service') }))
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  it('is not told from a scope that has no service: that is a faulty signature', async () => {
    for (const scope of ['20260101/us east', '20260101', '20260101/us-east-1/s3', '20260101/us-east-1/s3/extra/aws4_request']) {
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIA/${scope}, SignedHeaders=host, Signature=0`
      const response = await fetch(`${app.url}/x`, { headers: { authorization }, redirect: 'manual' })
      expect([scope, response.status]).toEqual([scope, 404])
    }
  })

  it('is told by older signatures and presigned addresses of S3, too', async () => {
    const date = '20260101/us-east-1/s3/aws4_request'
    const requests: [string, Record<string, string>][] = [
      ['/bucket', { authorization: 'AWS AKIAEXAMPLE:c2lnbmF0dXJl' }],
      ['/bucket/key?AWSAccessKeyId=AKIAEXAMPLE&Signature=c2ln&Expires=1', {}],
      [`/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(`AKIA/${date}`)}&X-Amz-Signature=0`, {}],
      [
        '/b',
        { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=AKIA/20260101/s3/aws4_request, SignedHeaders=host, Signature=0' },
      ],
    ]
    for (const [path, headers] of requests) {
      const response = await fetch(app.url + path, { headers, redirect: 'manual' })
      expect([path, response.status]).toEqual([path, 501])
      expect(await response.text()).toContain(says('Amazon S3'))
    }
  })

  it('is refused without a look at the signature, and leaves nothing in the account', async () => {
    const wrong = { ...credentials, secretAccessKey: 'x'.repeat(40) }
    expect((await call({ service: 's3', method: 'GET', key: wrong })).status).toBe(501)
    const events = await app.accounts.get(accountId)
    expect(events).toBeDefined()
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }
    const { status, text } = await call({ service: 'cloudtrail', headers, body: '{}' })
    expect(status).toBe(200)
    expect(text).not.toContain('NotImplemented')
    expect(
      (JSON.parse(text) as { Events: { EventSource: string }[] }).Events.map(({ EventSource }) => EventSource),
    ).not.toContain('s3.amazonaws.com')
  })
})

describe('a request to a service that is here', () => {
  it('gets its own refusal where its scope names another one', async () => {
    const iam = await call({ service: 's3', headers: FORM, body: 'Action=ListUsers&Version=2010-05-08' })
    expect([iam.status, iam.text]).toEqual([403, expect.stringContaining("scoped to correct service: 'iam'")])
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }
    const events = await call({ service: 's3', headers, body: '{}' })
    expect(JSON.parse(events.text)).toMatchObject({ __type: 'InvalidSignatureException' })
  })

  it('is redirected to its documentation where it asks for nothing, as a browser is to the console', async () => {
    const sts = await call({ service: 'sts', method: 'GET' })
    expect([sts.status, sts.headers.get('location')]).toEqual([302, 'https://aws.amazon.com/iam'])
    const browser = await fetch(app.url, { redirect: 'manual' })
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/console/home'])
  })
})

describe('the body of a request to a service that isn’t here', () => {
  const HEAD =
    'Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0'

  /** Sends these bytes, then `chunk` again and again until the server hangs up. */
  function upload(head: string, chunk: Buffer): Promise<{ answer: string; sent: number }> {
    const { port } = new URL(app.url)
    return new Promise((resolve) => {
      let answer = ''
      let sent = 0
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(head)
        const more = (): void => {
          if (socket.destroyed || chunk.length === 0) return
          sent += chunk.length
          socket.write(chunk, () => setImmediate(more))
        }
        more()
      })
      socket.on('data', (data) => {
        answer += data.toString()
      })
      socket.on('error', () => undefined).on('close', () => resolve({ answer, sent }))
    })
  }

  it.each([
    ['of a known length', `Content-Length: ${10 ** 12}`, Buffer.alloc(64_000)],
    ['without an end', 'Transfer-Encoding: chunked', Buffer.from(`fa00\r\n${'x'.repeat(64_000)}\r\n`)],
  ])('is not read when it is large: %s', async (_what, header, chunk) => {
    const { answer, sent } = await upload(`PUT /b/k HTTP/1.1\r\nHost: localhost\r\n${HEAD}\r\n${header}\r\n\r\n`, chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 501 /)
    // What the system's buffers take at both ends is out of the server's hands.
    expect(sent).toBeLessThan(30_000_000)
  })

  it('is not asked for where the client waits to be asked', async () => {
    const { answer } = await upload(
      `PUT /b/k HTTP/1.1\r\nHost: localhost\r\n${HEAD}\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n`,
      Buffer.alloc(0),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 501 /)
    expect(answer).not.toContain('100 Continue')
  })

  it('is still asked for by a service that is here', async () => {
    const body = 'Action=ListUsers&Version=2010-05-08'
    const head = `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`
    const { answer } = await upload(head + body, Buffer.alloc(0))
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 403 /)
  })

  it('leaves the connection to the next request when it is small', async () => {
    const first = `PUT /b/k HTTP/1.1\r\nHost: localhost\r\n${HEAD}\r\nContent-Length: 5\r\n\r\nhello`
    const second = `GET / HTTP/1.1\r\nHost: localhost\r\n${HEAD}\r\nConnection: close\r\n\r\n`
    const { answer } = await upload(first + second, Buffer.alloc(0))
    expect(answer.match(/HTTP\/1\.1 501 /g)).toHaveLength(2)
  })
})
