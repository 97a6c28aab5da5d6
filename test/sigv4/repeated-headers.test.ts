import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { canonicalRequest, sha256Hex } from '../../server/sigv4/canonical.js'
import { presented } from '../../server/sigv4/parse.js'
import { sign } from '../../server/sigv4/sign.js'
import { SignatureVerifier } from '../../server/sigv4/verify.js'
import { rawRequest } from '../../server/wire/raw-request.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

/** The request as the server's own HTTP parser reads it, after these header lines were sent. */
async function received(lines: [string, string][]) {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', headers: lines.flat(), setHost: false }, (response) => {
      response.resume().on('end', () => resolve())
    })
      .on('error', reject)
      .end()
  })
  server.close()
  const [request] = seen
  if (!request) throw new Error('nothing was received')
  return rawRequest(request, Buffer.alloc(0))
}

const DATE = '20150830T123600Z'
const authorization = (signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;my-header1;x-amz-date, Signature=${signature}`

/** AWS's suite of signature tests: the names of its cases, with its credentials and the signatures that it gives. */
describe('the signature of a header on several lines', () => {
  it.each([
    [
      'get-header-key-duplicate',
      ['value2', 'value2', 'value1'],
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
    [
      'get-header-value-order',
      ['value4', 'value1', 'value3', 'value2'],
      '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01',
    ],
  ])('is %s’s', async (_case, values, signature) => {
    const request = await received([
      ['Host', 'example.amazonaws.com'],
      ...values.map((value): [string, string] => ['My-Header1', value]),
      ['X-Amz-Date', DATE],
      ['Authorization', authorization(signature)],
    ])
    const claim = presented(request)
    const canonical = canonicalRequest({ ...request, signedHeaders: claim.signedHeaders, payloadHash: sha256Hex('') })
    expect(canonical).toContain(`\nmy-header1:${values.join(',')}\n`)
    const secret = new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
    expect(new SignatureVerifier().isRight(request, claim, secret)).toBe(true)
    expect(new SignatureVerifier().isRight({ ...request, repeated: undefined }, claim, secret)).toBe(false)
  })

  it('looks at the lines of a request only when one is there twice', async () => {
    const once = await received([
      ['Host', 'example.amazonaws.com'],
      ['My-Header1', 'a, b'],
    ])
    expect(once.repeated).toBeUndefined()
    expect(once.headers['my-header1']).toBe('a, b')
  })
})

describe('a signed call with repeated headers', () => {
  let app: TestServer
  let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  beforeAll(async () => {
    app = await startServer()
    ;({ credentials } = await newAccount(app.url))
  })
  afterAll(() => app.close())

  /** Signs each repeated header as `joined` says and sends its lines. */
  async function status(repeated: Record<string, string[]>, separator = ','): Promise<number> {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const { host, hostname, port } = new URL(app.url)
    const joined = Object.fromEntries(Object.entries(repeated).map(([name, values]) => [name, values.join(separator)]))
    const headers = sign({
      method: 'POST',
      path: '/',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...joined },
      body,
      region: 'us-east-1',
      service: 'sts',
      credentials,
      now: Date.now(),
    })
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      (repeated[name] ?? [value]).flatMap((line) => [name, line]),
    )
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        method: 'POST',
        hostname,
        port,
        headers: [...lines, 'content-length', String(body.length)],
        setHost: false,
      })
      sent.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)))
      sent.on('error', reject).end(body)
    })
  }

  it.each(['x-extra', 'accept-language', 'user-agent', 'cookie', 'accept', 'referer', 'set-cookie', 'from'])(
    'is verified with the lines of %s in order of arrival',
    async (name) => {
      expect(await status({ [name]: ['v2', 'v2', 'v1'] })).toBe(200)
      expect(await status({ [name]: ['v2', 'v2', 'v1'] }, ', ')).toBe(403)
      expect(await status({ [name]: ['v1'] })).toBe(200)
    },
  )

  it('is verified with several of them', async () => {
    expect(await status({ 'x-a': ['1', '2'], 'x-b': ['2', '1'], cookie: ['a=1', 'b=2'] })).toBe(200)
  })
})
