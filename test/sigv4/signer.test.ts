import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { presented } from '../../server/sigv4/parse.js'
import { sign } from '../../server/sigv4/sign.js'
import { SignatureVerifier } from '../../server/sigv4/verify.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

/** SHA-256 and its HMAC, in the form that the SDK's signer asks for. */
class Sha256 {
  readonly #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret))
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data))
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
  reset(): void {}
}
const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array =>
  typeof data === 'string'
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)

const credentials = { accessKeyId: 'AKIARZPUZDIKGB2VALC4', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
const signer = (service: string, identity: typeof credentials & { sessionToken?: string } = credentials) =>
  new SignatureV4({ credentials: identity, region: 'eu-central-1', service, sha256: Sha256 })

const verifies = (request: Parameters<SignatureVerifier['isRight']>[0], secret = credentials.secretAccessKey) =>
  new SignatureVerifier().isRight(request, presented(request), new Secret(secret))

const headerValue = fc
  .string({ unit: fc.constantFrom(...'ab Z09-_.;=,/ '), minLength: 1, maxLength: 20 })
  .filter((s) => s.trim() !== '')
const bodyText = fc.string({ unit: 'grapheme', maxLength: 60 })

describe('signatures made by the SDK’s own signer', () => {
  it('verify, whatever body, query and headers they cover', async () => {
    await fc.assert(
      fc.asyncProperty(
        bodyText,
        headerValue,
        fc.dictionary(
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
          fc.string({ unit: 'grapheme', maxLength: 8 }),
          {
            maxKeys: 4,
            noNullPrototype: true,
          },
        ),
        async (body, extra, query) => {
          const signed = await signer('iam').sign({
            method: 'POST',
            protocol: 'http:',
            hostname: '127.0.0.1',
            path: '/',
            query,
            headers: { host: '127.0.0.1:4600', 'x-extra': extra, 'content-type': 'application/x-www-form-urlencoded' },
            body,
          })
          const sent = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          const request = {
            method: 'POST',
            path: '/',
            query: sent.join('&'),
            headers: signed.headers,
            body: Buffer.from(body),
          }
          expect(verifies(request)).toBe(true)
          expect(verifies({ ...request, body: Buffer.from(`${body}!`) })).toBe(false)
          expect(verifies(request, 'another secret')).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are those that this project’s own signer makes', async () => {
    const now = Date.parse('2026-01-31T10:20:30Z')
    const headers = { host: '127.0.0.1:4600', 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'Action=GetUser&Version=2010-05-08'
    const theirs = await signer('iam').sign(
      { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: '/', headers, body },
      { signingDate: new Date(now) },
    )
    const ours = sign({ method: 'POST', path: '/', headers, body, region: 'eu-central-1', service: 'iam', credentials, now })
    const signatureOf = (text = '') => /Signature=([0-9a-f]{64})$/.exec(text)?.[1]
    // The SDK also signs the body's hash as a header; with the same headers the signatures are the same.
    const same = sign({
      method: 'POST',
      path: '/',
      headers: { ...headers, 'x-amz-content-sha256': theirs.headers['x-amz-content-sha256'] ?? '' },
      body,
      region: 'eu-central-1',
      service: 'iam',
      credentials,
      now,
    })
    expect([signatureOf(ours.authorization), signatureOf(same.authorization)]).toContain(
      signatureOf(theirs.headers.authorization),
    )
  })
})

describe('presigned queries', () => {
  let app: TestServer
  let own: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  beforeAll(async () => {
    app = await startServer()
    own = (await newAccount(app.url)).credentials
  })
  afterAll(() => app.close())

  async function presignedUrl(options: { expiresIn?: number; signingDate?: Date; secret?: string } = {}) {
    const { hostname, host } = new URL(app.url)
    const { query = {} } = await signer('sts', { ...own, secretAccessKey: options.secret ?? own.secretAccessKey }).presign(
      {
        method: 'GET',
        protocol: 'http:',
        hostname,
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
        headers: { host },
      },
      { expiresIn: options.expiresIn ?? 60, ...(options.signingDate ? { signingDate: options.signingDate } : {}) },
    )
    return `${app.url}/?${new URLSearchParams(query as Record<string, string>)}`
  }

  it('answer a plain GET', async () => {
    const response = await fetch(await presignedUrl())
    expect(await response.text()).toContain(`:root</Arn>`)
    expect(response.status).toBe(200)
  })

  it('live as long as they say', async () => {
    const response = await fetch(await presignedUrl({ expiresIn: 60, signingDate: new Date(Date.now() - 120_000) }))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('Signature expired: ')
  })

  it('are refused with another secret or a changed query', async () => {
    expect((await fetch(await presignedUrl({ secret: 'x'.repeat(40) }))).status).toBe(403)
    const changed = (await presignedUrl()).replace('X-Amz-Expires=60', 'X-Amz-Expires=61')
    expect(await (await fetch(changed)).text()).toContain('SignatureDoesNotMatch')
  })
})
