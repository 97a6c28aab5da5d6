import { createHmac, hash } from 'node:crypto'

export const ALGORITHM = 'AWS4-HMAC-SHA256'
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export const sha256Hex = (data: string | Uint8Array): string => (data.length === 0 ? EMPTY_SHA256 : hash('sha256', data, 'hex'))

/** What is signed of a request. Header names are lower-case; values as they arrived. */
export interface SignedRequest {
  method: string
  /** As sent, still encoded. */
  path: string
  /** As sent, without `?`. */
  query: string
  headers: Readonly<Record<string, string>>
  /** Headers that came on several lines: their values joined by a comma. */
  repeated?: Readonly<Record<string, string>> | undefined
  signedHeaders: readonly string[]
  payloadHash: string
}

export interface Scope {
  /** YYYYMMDD */
  date: string
  region: string
  service: string
}

/** Source: IAM User Guide, "Create a signed AWS API request", step 1. */
export const canonicalRequest = (request: SignedRequest): string => canonicalWith(request, canonicalQuery(request.query))

/** The same, if the canonical query is known: to make one takes longer than all the rest. */
export function canonicalWith(request: Omit<SignedRequest, 'query'>, query: string): string {
  const headers = request.signedHeaders.map((name) => `${name}:${trimmed(signedValue(request, name))}\n`).join('')
  return [
    request.method,
    request.path === '' ? '/' : request.path,
    query,
    headers,
    request.signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n')
}

/** A header's value as it is signed, but for its blanks. Source: AWS's suite of signature tests, "get-header-key-duplicate". */
export const signedValue = ({ headers, repeated }: Pick<SignedRequest, 'headers' | 'repeated'>, name: string): string =>
  own(repeated, name) ?? own(headers, name) ?? ''

/** A client may say that it signed a header called `constructor`, which every object inherits. */
const own = (values: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  values && Object.hasOwn(values, name) ? values[name] : undefined

const trimmed = (value: string): string => (value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim())

/** Sorted by name, then value; each encoded after RFC 3986; the signature itself left out. */
export function canonicalQuery(query: string): string {
  if (query === '') return ''
  const pairs: [string, string][] = []
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = recoded(equals < 0 ? pair : pair.slice(0, equals))
    if (name !== 'X-Amz-Signature') pairs.push([name, equals < 0 ? '' : recoded(pair.slice(equals + 1))])
  }
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
  return pairs.map(([name, value]) => `${name}=${value}`).join('&')
}

function recoded(text: string): string {
  try {
    return uriEncoded(decodeURIComponent(text.replaceAll('+', '%20')))
  } catch {
    return text
  }
}

/** RFC 3986: everything but unreserved characters is percent-encoded. */
export const uriEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** Step 2; `time` is the request's YYYYMMDDTHHMMSSZ. */
export const stringToSign = (time: string, scope: Scope, canonical: string): string =>
  `${ALGORITHM}\n${time}\n${scope.date}/${scope.region}/${scope.service}/aws4_request\n${sha256Hex(canonical)}`

const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/** Step 3: the chain date, region, service, `aws4_request`, seeded with `AWS4` and the secret. */
export const signingKey = (secret: string, { date, region, service }: Scope): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request')

/** Step 4. */
export const signature = (key: Buffer, text: string): Buffer => hmac(key, text)
