import { createHmac } from 'node:crypto'
import type { Secret } from '../account/secret.js'
import {
  canonicalQuery,
  canonicalWith,
  type Scope,
  sha256Hex,
  signature,
  signedValue,
  signingKey,
  stringToSign,
  uriEncoded,
} from './canonical.js'
import type { Presented, RawRequest } from './parse.js'

/** What reproduces a client's wrong signature. */
export type SignatureCause =
  | { kind: 'other-key'; accessKeyId: string }
  | { kind: 'secret-space' | 'secret-quoted' | 'secret-cut' | 'secret-url-encoded' }
  | { kind: 'no-aws4-prefix' | 'secret-as-key' | 'hex-key-chain' }
  | { kind: 'other-scope'; scope: string }
  | { kind: 'host'; signed: string }
  | { kind: 'body-empty' | 'body-unsigned' | 'body-line-ends' | 'body-declared-hash' }
  | { kind: 'method'; signed: string }
  | { kind: 'path-encoded' | 'query-encoded-twice' | 'query-unsorted' }
  | { kind: 'headers-unsorted' | 'headers-spaces' | 'no-blank-line' | 'line-ends' | 'final-newline' }
  | { kind: 'canonical-not-hashed' | 'hash-upper-case' }
  | { kind: 'signature-base64' | 'signature-upper-case' }

/** A signature that a client with one mistake would have made: other text, other key, or written otherwise. */
interface Hypothesis {
  cause: SignatureCause
  canonical?: string
  text?: string
  key?: Buffer
  write?: (mac: Buffer) => string
}

/** Larger bodies are not written in other ways to see what fits: each way takes the main thread's time. */
const MAX_REWRITTEN_BODY_BYTES = 100_000

/** A request with what all hypotheses share, made once. */
interface Examined extends RawRequest {
  bodyHash: string
  canonicalQuery: string
}

/**
 * Looks for the one mistake that gives the signature that the client sent. Only after a refusal: it costs some sixty
 * signatures. `others` are the other keys of the same account. Undefined: none of the hypotheses gives it.
 */
export function diagnose(
  raw: RawRequest,
  claim: Presented,
  secret: Secret,
  others: readonly { accessKeyId: string; secret: Secret }[],
): SignatureCause | undefined {
  const request = { ...raw, bodyHash: sha256Hex(raw.body), canonicalQuery: canonicalQuery(raw.query) }
  const canonical = canonicalOf(request, claim)
  const text = stringToSign(claim.time, claim.scope, canonical)
  const key = signingKey(secret.reveal(), claim.scope)
  return [...hypotheses(request, claim, secret.reveal(), others, canonical)].find((hypothesis) => {
    const changed = hypothesis.canonical === undefined ? text : stringToSign(claim.time, claim.scope, hypothesis.canonical)
    const mac = signature(hypothesis.key ?? key, hypothesis.text ?? changed)
    return (hypothesis.write?.(mac) ?? mac.toString('hex')) === claim.signature
  })?.cause
}

function canonicalOf(request: Examined, claim: Presented, change: Partial<Parameters<typeof canonicalWith>[0]> = {}): string {
  const { method, path, headers, repeated, bodyHash } = request
  const { signedHeaders } = claim
  return canonicalWith(
    { method, path, headers, repeated, signedHeaders, payloadHash: bodyHash, ...change },
    request.canonicalQuery,
  )
}

function* hypotheses(
  request: Examined,
  claim: Presented,
  secret: string,
  others: readonly { accessKeyId: string; secret: Secret }[],
  canonical: string,
): Iterable<Hypothesis> {
  yield* otherWritings()
  for (const other of others) {
    yield { cause: { kind: 'other-key', accessKeyId: other.accessKeyId }, key: signingKey(other.secret.reveal(), claim.scope) }
  }
  yield* otherSecrets(secret, claim.scope)
  yield* otherKeys(secret, claim.scope)
  yield* otherTexts(claim, canonical)
  yield* otherHeaders(request, claim, canonical)
  yield* otherBodies(request, claim)
  yield* otherTargets(request, claim, canonical)
}

function* otherWritings(): Iterable<Hypothesis> {
  yield { cause: { kind: 'signature-base64' }, write: (mac) => mac.toString('base64') }
  yield { cause: { kind: 'signature-upper-case' }, write: (mac) => mac.toString('hex').toUpperCase() }
}

function* otherSecrets(secret: string, scope: Scope): Iterable<Hypothesis> {
  const variants: [SignatureCause['kind'] & `secret-${string}`, string[]][] = [
    ['secret-space', [`${secret}\n`, `${secret}\r\n`, `${secret}\r`, `${secret} `, ` ${secret}`, ` ${secret} `, `\t${secret}`]],
    ['secret-quoted', [`"${secret}"`, `'${secret}'`]],
    ['secret-cut', [secret.slice(0, -1), secret.slice(1)]],
    ['secret-url-encoded', [encodeURIComponent(secret), secret.replaceAll('+', ' ')].filter((text) => text !== secret)],
  ]
  for (const [kind, secrets] of variants) {
    for (const variant of secrets) yield { cause: { kind } as SignatureCause, key: signingKey(variant, scope) }
  }
}

const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/** Where clients are often set up for; the same list serves as other services' names. */
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-1',
  'aws-global',
  '',
]
const SERVICES = ['iam', 'sts', 'ec2', 's3', 'cloudtrail', 'execute-api']

function* otherKeys(secret: string, scope: Scope): Iterable<Hypothesis> {
  const { date, region, service } = scope
  const chain = ['aws4_request', service, region, date].reduceRight(
    (key, part) => (part === date ? hmac(`AWS4${secret}`, part) : hmac(key.toString('hex'), part)),
    Buffer.alloc(0) as Buffer,
  )
  yield { cause: { kind: 'hex-key-chain' }, key: chain }
  yield {
    cause: { kind: 'no-aws4-prefix' },
    key: hmac(hmac(hmac(hmac(secret, date), region), service), 'aws4_request'),
  }
  yield { cause: { kind: 'secret-as-key' }, key: Buffer.from(secret) }
  for (const other of otherScopes(scope)) {
    const shown = `${other.date}/${other.region}/${other.service}/aws4_request`
    yield { cause: { kind: 'other-scope', scope: shown }, key: signingKey(secret, other) }
  }
}

function* otherScopes(scope: Scope): Iterable<Scope> {
  for (const region of REGIONS) if (region !== scope.region) yield { ...scope, region }
  for (const service of SERVICES) if (service !== scope.service) yield { ...scope, service }
  const day = Date.UTC(Number(scope.date.slice(0, 4)), Number(scope.date.slice(4, 6)) - 1, Number(scope.date.slice(6, 8)))
  for (const days of [-1, 1]) {
    if (Number.isNaN(day)) return
    yield { ...scope, date: new Date(day + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '') }
  }
}

function* otherTexts(claim: Presented, canonical: string): Iterable<Hypothesis> {
  const text = stringToSign(claim.time, claim.scope, canonical)
  const hash = sha256Hex(canonical)
  yield { cause: { kind: 'canonical-not-hashed' }, text: text.replace(hash, canonical) }
  yield { cause: { kind: 'hash-upper-case' }, text: text.replace(hash, hash.toUpperCase()) }
  yield { cause: { kind: 'final-newline' }, text: `${text}\n` }
  yield { cause: { kind: 'final-newline' }, canonical: `${canonical}\n` }
  yield { cause: { kind: 'line-ends' }, canonical: canonical.replaceAll('\n', '\r\n') }
  yield { cause: { kind: 'line-ends' }, text: text.replaceAll('\n', '\r\n') }
}

function* otherHeaders(request: Examined, claim: Presented, canonical: string): Iterable<Hypothesis> {
  const { host = '' } = request.headers
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  const names = [host.replace(/:\d+$/, ''), `localhost${port}`, `127.0.0.1${port}`, 'localhost', '127.0.0.1']
  const real = ['iam.amazonaws.com', 'sts.amazonaws.com', `sts.${claim.scope.region}.amazonaws.com`]
  for (const signed of new Set([...names, ...real])) {
    if (signed === host || signed === '') continue
    yield {
      cause: { kind: 'host', signed },
      canonical: canonicalOf(request, claim, { headers: { ...request.headers, host: signed } }),
    }
  }
  const sorted = [...claim.signedHeaders].sort()
  if (sorted.join() !== claim.signedHeaders.join()) {
    yield { cause: { kind: 'headers-unsorted' }, canonical: canonicalOf(request, claim, { signedHeaders: sorted }) }
  }
  const list = claim.signedHeaders.join(';')
  yield { cause: { kind: 'no-blank-line' }, canonical: canonical.replace(`\n\n${list}\n`, `\n${list}\n`) }
  const spaced = claim.signedHeaders.map((name) => `${name}:${signedValue(request, name)}\n`).join('')
  const trimmed = claim.signedHeaders
    .map((name) => `${name}:${signedValue(request, name).trim().replace(/ +/g, ' ')}\n`)
    .join('')
  if (spaced !== trimmed) yield { cause: { kind: 'headers-spaces' }, canonical: canonical.replace(trimmed, spaced) }
}

function* otherBodies(request: Examined, claim: Presented): Iterable<Hypothesis> {
  const withHash = (payloadHash: string) => canonicalOf(request, claim, { payloadHash })
  yield { cause: { kind: 'body-empty' }, canonical: withHash(sha256Hex('')) }
  yield { cause: { kind: 'body-unsigned' }, canonical: withHash('UNSIGNED-PAYLOAD') }
  if (request.body.length <= MAX_REWRITTEN_BODY_BYTES) yield* otherLineEnds(request, withHash)
  const declared = request.headers['x-amz-content-sha256']
  if (declared !== undefined && declared !== 'UNSIGNED-PAYLOAD') {
    yield { cause: { kind: 'body-declared-hash' }, canonical: withHash(declared) }
  }
}

function* otherLineEnds(request: Examined, withHash: (payloadHash: string) => string): Iterable<Hypothesis> {
  const body = request.body.toString('latin1')
  const lineEnds = [
    `${body}\n`,
    `${body}\r\n`,
    body.replace(/\r?\n$/, ''),
    body.replaceAll('\r\n', '\n'),
    body.replace(/\r?\n/g, '\r\n'),
  ]
  for (const variant of new Set(lineEnds)) {
    if (variant === body) continue
    yield { cause: { kind: 'body-line-ends' }, canonical: withHash(sha256Hex(Buffer.from(variant, 'latin1'))) }
  }
}

function* otherTargets(request: Examined, claim: Presented, canonical: string): Iterable<Hypothesis> {
  for (const method of ['GET', 'POST', 'PUT', request.method.toLowerCase()]) {
    if (method === request.method) continue
    yield { cause: { kind: 'method', signed: method }, canonical: canonicalOf(request, claim, { method }) }
  }
  const encoded = request.path.split('/').map(uriEncoded).join('/')
  if (encoded !== request.path) {
    yield { cause: { kind: 'path-encoded' }, canonical: canonicalOf(request, claim, { path: encoded }) }
  }
  if (request.query === '') return
  const [method, path, query = '', ...rest] = canonical.split('\n')
  const withQuery = (changed: string) => [method, path, changed, ...rest].join('\n')
  const unsigned = request.query.split('&').filter((pair) => !pair.startsWith('X-Amz-Signature='))
  yield { cause: { kind: 'query-encoded-twice' }, canonical: withQuery(query.replaceAll('%', '%25')) }
  yield { cause: { kind: 'query-unsorted' }, canonical: withQuery(unsigned.join('&')) }
}
