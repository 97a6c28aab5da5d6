import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../server/account/secret.js'
import { explainFailedAuthentication } from '../../server/records/explanations/explain.js'
import { shownSigning } from '../../server/records/inspections/signing-steps.js'
import { canonicalRequest, sha256Hex, signature, signingKey, stringToSign, uriEncoded } from '../../server/sigv4/canonical.js'
import { diagnose, type SignatureCause } from '../../server/sigv4/diagnose.js'
import { presented, type RawRequest } from '../../server/sigv4/parse.js'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const KEY_ID = 'AKIARZPUZDIKGB2VALC4'
const OTHER = { accessKeyId: 'AKIARZPUZDIKAERUKZ4J', secret: new Secret('another/secret/of/forty/characters/00000') }
const TIME = '20260131T102030Z'
const SCOPE = { date: '20260131', region: 'us-east-1', service: 'iam' }
const BODY = 'Action=GetUser\nVersion=2010-05-08'

const base = {
  method: 'POST',
  path: '/a b',
  query: 'b=%2F&a=1',
  headers: {
    host: '127.0.0.1:4600',
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-date': TIME,
    'x-extra': 'two  spaces',
    'x-amz-content-sha256': sha256Hex('declared'),
  } as Record<string, string>,
  signedHeaders: ['content-type', 'host', 'x-amz-date', 'x-extra'],
}

/** A client's signature with one mistake, and the request as the server then sees it. */
function mistaken(mistake: {
  canonical?: (right: string) => string
  text?: (right: string, canonical: string) => string
  key?: Buffer
  write?: (mac: Buffer) => string
  change?: Partial<typeof base>
  sentOrder?: string[]
  payloadHash?: string
}): RawRequest {
  const right = canonicalRequest({ ...base, ...mistake.change, payloadHash: mistake.payloadHash ?? sha256Hex(BODY) })
  const canonical = mistake.canonical?.(right) ?? right
  const text = stringToSign(TIME, SCOPE, canonical)
  const mac = signature(mistake.key ?? signingKey(SECRET, SCOPE), mistake.text?.(text, canonical) ?? text)
  const written = mistake.write?.(mac) ?? mac.toString('hex')
  const signedHeaders = (mistake.sentOrder ?? base.signedHeaders).join(';')
  return {
    ...base,
    headers: {
      ...base.headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${KEY_ID}/20260131/us-east-1/iam/aws4_request, SignedHeaders=${signedHeaders}, Signature=${written}`,
    },
    body: Buffer.from(BODY),
  }
}

const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()
const hexChain = (): Buffer => {
  const [date, region, service] = ['20260131', 'us-east-1', 'iam']
  const steps = [region, service, 'aws4_request']
  return steps.reduce((key, part) => hmac(key.toString('hex'), part), hmac(`AWS4${SECRET}`, date))
}
const line = (text: string, index: number, value: string) => text.split('\n').with(index, value).join('\n')

const MISTAKES: Record<SignatureCause['kind'], () => RawRequest> = {
  'other-key': () => mistaken({ key: signingKey(OTHER.secret.reveal(), SCOPE) }),
  'secret-space': () => mistaken({ key: signingKey(`${SECRET}\n`, SCOPE) }),
  'secret-quoted': () => mistaken({ key: signingKey(`"${SECRET}"`, SCOPE) }),
  'secret-cut': () => mistaken({ key: signingKey(SECRET.slice(0, -1), SCOPE) }),
  'secret-url-encoded': () => mistaken({ key: signingKey(encodeURIComponent(SECRET), SCOPE) }),
  'no-aws4-prefix': () => mistaken({ key: hmac(hmac(hmac(hmac(SECRET, '20260131'), 'us-east-1'), 'iam'), 'aws4_request') }),
  'secret-as-key': () => mistaken({ key: Buffer.from(SECRET) }),
  'hex-key-chain': () => mistaken({ key: hexChain() }),
  'other-scope': () => mistaken({ key: signingKey(SECRET, { ...SCOPE, region: 'eu-west-1' }) }),
  host: () => mistaken({ change: { headers: { ...base.headers, host: '127.0.0.1' } } }),
  'body-empty': () => mistaken({ payloadHash: sha256Hex('') }),
  'body-unsigned': () => mistaken({ payloadHash: 'UNSIGNED-PAYLOAD' }),
  'body-line-ends': () => mistaken({ payloadHash: sha256Hex(`${BODY}\n`) }),
  'body-declared-hash': () => mistaken({ payloadHash: sha256Hex('declared') }),
  method: () => mistaken({ change: { method: 'GET' } }),
  'path-encoded': () => mistaken({ change: { path: uriEncoded('/a b').replaceAll('%2F', '/') } }),
  'query-encoded-twice': () => mistaken({ canonical: (text) => line(text, 2, 'a=1&b=%252F') }),
  'query-unsorted': () => mistaken({ canonical: (text) => line(text, 2, 'b=%2F&a=1') }),
  'headers-unsorted': () => mistaken({ sentOrder: ['host', 'content-type', 'x-amz-date', 'x-extra'] }),
  'headers-spaces': () => mistaken({ canonical: (text) => text.replace('x-extra:two spaces', 'x-extra:two  spaces') }),
  'no-blank-line': () => mistaken({ canonical: (text) => text.replace('\n\ncontent-type;', '\ncontent-type;') }),
  'line-ends': () => mistaken({ canonical: (text) => text.replaceAll('\n', '\r\n') }),
  'final-newline': () => mistaken({ text: (text) => `${text}\n` }),
  'canonical-not-hashed': () => mistaken({ text: (text, canonical) => text.replace(sha256Hex(canonical), canonical) }),
  'hash-upper-case': () =>
    mistaken({ text: (text, canonical) => text.replace(sha256Hex(canonical), sha256Hex(canonical).toUpperCase()) }),
  'signature-base64': () => mistaken({ write: (mac) => mac.toString('base64') }),
  'signature-upper-case': () => mistaken({ write: (mac) => mac.toString('hex').toUpperCase() }),
}

const causeOf = (request: RawRequest) => diagnose(request, presented(request), new Secret(SECRET), [OTHER])

describe('a wrong signature', () => {
  it.each(Object.entries(MISTAKES))('is told to come from %s', (kind, made) => {
    const request = made()
    expect(causeOf(request)?.kind).toBe(kind)
    const cause = causeOf(request)
    const explained = explainFailedAuthentication({
      requestId: 'r',
      realTime: 0,
      sourceIp: '127.0.0.1',
      userAgent: '',
      service: 'iam',
      name: 'GetUser',
      errorCode: 'SignatureDoesNotMatch',
      errorMessage: '',
      reason: 'signature',
      evidence: { ...shownSigning(request), ...(cause ? { cause } : {}) },
    })
    expect(explained.signature?.cause).toBe(explained.summary)
    const text = JSON.stringify(explained)
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain(presented(request).signature)
  })

  it('is not guessed at where nothing reproduces it', () => {
    const request = mistaken({ key: signingKey('x'.repeat(40), SCOPE) })
    expect(causeOf(request)).toBeUndefined()
  })

  it('shows no session token in the canonical request', () => {
    const request = mistaken({ key: signingKey('x'.repeat(40), SCOPE) })
    const token = 'FwoGZXIvYXdzEXAMPLETOKEN=='
    const withToken: RawRequest = {
      ...request,
      headers: {
        ...request.headers,
        'x-amz-security-token': token,
        authorization: (request.headers.authorization ?? '').replace('x-extra,', 'x-extra;x-amz-security-token,'),
      },
    }
    const { canonicalRequest: shown } = shownSigning(withToken)
    expect(shown).toContain('x-amz-security-token:***')
    expect(shown).not.toContain(token)
  })
})
