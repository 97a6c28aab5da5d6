import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalRequest, sha256Hex, signature, signingKey, stringToSign } from '../../server/sigv4/canonical.js'
import { presented } from '../../server/sigv4/parse.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
beforeAll(async () => {
  app = await startServer()
  ;({ credentials } = await newAccount(app.url))
})
afterAll(() => app.close())

const BODY = 'Action=GetCallerIdentity&Version=2011-06-15'

/** GetCallerIdentity with this list of signed headers, signed as the list says. */
function signedCall(signedHeaders: string[], { signedAs = signedHeaders } = {}) {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = { date: time.slice(0, 8), region: 'us-east-1', service: 'sts' }
  const sent = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-date': time,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  }
  const canonical = canonicalRequest({
    method: 'POST',
    path: '/',
    query: '',
    headers: { ...sent, host: new URL(app.url).host },
    signedHeaders: signedAs,
    payloadHash: sha256Hex(BODY),
  })
  const mac = signature(signingKey(credentials.secretAccessKey, scope), stringToSign(time, scope, canonical)).toString('hex')
  const credential = `${credentials.accessKeyId}/${scope.date}/us-east-1/sts/aws4_request`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${mac}`
  return fetch(app.url, { method: 'POST', headers: { ...sent, authorization }, body: BODY })
}

describe('a list of signed headers', () => {
  it.each(['constructor', '__proto__'])('may name %s, which the request does not have', async (name) => {
    expect((await signedCall([name, 'host', 'x-amz-date'])).status).toBe(200)
    const wrong = await signedCall([name, 'host', 'x-amz-date'], { signedAs: ['host'] })
    expect([wrong.status, await wrong.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')])
    expect(app.logs).toEqual([])
  })

  it('that names a header again signs it once, so that a canonical request is no longer than the request', () => {
    const names = ['host', ...Array<string>(3000).fill('x-long')]
    const { signedHeaders } = presented({
      method: 'POST',
      path: '/',
      query: '',
      headers: {
        host: 'localhost',
        'x-amz-date': '20260131T102030Z',
        authorization: `AWS4-HMAC-SHA256 Credential=A/20260131/us-east-1/sts/aws4_request, SignedHeaders=${names.join(';')}, Signature=0`,
      },
      body: Buffer.alloc(0),
    })
    expect(signedHeaders).toEqual(['host', 'x-long'])
  })
})
