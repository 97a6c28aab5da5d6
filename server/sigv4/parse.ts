import { incompleteSignature, missingAuthenticationToken, signatureDoesNotMatch } from '../aws/aws-error.js'
import { basicTime } from './basic-time.js'
import { ALGORITHM, type Scope, sha256Hex } from './canonical.js'

/** What a request claims about its signature, taken from its headers or its query. */
export interface Presented {
  form: 'header' | 'query'
  accessKeyId: string
  scope: Scope
  terminator: string
  /** YYYYMMDDTHHMMSSZ */
  time: string
  signedHeaders: string[]
  signature: string
  sessionToken: string | undefined
  /** Presigned only: seconds. */
  expires: number | undefined
}

export interface RawRequest {
  method: string
  path: string
  query: string
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  /** Headers that came on several lines, as they are signed: joined by a comma alone. */
  repeated?: Readonly<Record<string, string>> | undefined
  body: Buffer
}

/** Parses either form; throws AWS's refusal of what is missing or malformed. */
export function presented(request: RawRequest): Presented {
  const { authorization } = request.headers
  if (authorization !== undefined) return fromHeader(request, authorization)
  if (request.query.includes('X-Amz-')) return fromQuery(new URLSearchParams(request.query))
  throw missingAuthenticationToken('Request is missing Authentication Token', 'unsigned')
}

function fromHeader(request: RawRequest, authorization: string): Presented {
  let credential: string | undefined
  let signed: string | undefined
  let signature: string | undefined
  const space = authorization.indexOf(' ')
  if (authorization.slice(0, space) !== ALGORITHM) {
    throw missingAuthenticationToken('Request is missing Authentication Token', 'other-algorithm')
  }
  for (const part of authorization.slice(space + 1).split(',')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).trim()
    const value = part.slice(equals + 1).trim()
    if (name === 'Credential') credential = value
    else if (name === 'SignedHeaders') signed = value
    else if (name === 'Signature') signature = value
  }
  const time = request.headers['x-amz-date'] ?? fromHttpDate(request.headers.date)
  if (!credential || !signed || !signature || !time) {
    const missing = [
      ...(credential ? [] : ["Authorization header requires 'Credential' parameter."]),
      ...(signature ? [] : ["Authorization header requires 'Signature' parameter."]),
      ...(signed ? [] : ["Authorization header requires 'SignedHeaders' parameter."]),
      ...(time ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
    ]
    const hash = Buffer.from(sha256Hex(authorization), 'hex').toString('base64')
    throw incompleteSignature(
      `${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`,
      'incomplete',
    )
  }
  const { accessKeyId, scope, terminator } = credentialOf(credential)
  return {
    form: 'header',
    accessKeyId,
    scope,
    terminator,
    time: checkedTime(time),
    signedHeaders: headerList(signed),
    signature,
    sessionToken: request.headers['x-amz-security-token'],
    expires: undefined,
  }
}

function fromQuery(query: URLSearchParams): Presented {
  const take = (name: string): string => {
    const value = query.get(name)
    if (!value) {
      throw incompleteSignature(
        `AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
        'incomplete',
      )
    }
    return value
  }
  if (take('X-Amz-Algorithm') !== ALGORITHM)
    throw missingAuthenticationToken('Request is missing Authentication Token', 'other-algorithm')
  const credential = take('X-Amz-Credential')
  const signature = take('X-Amz-Signature')
  const signed = take('X-Amz-SignedHeaders')
  const time = take('X-Amz-Date')
  const expires = Number(query.get('X-Amz-Expires') ?? '900')
  if (!Number.isInteger(expires) || expires < 1 || expires > 604_800) {
    throw incompleteSignature('X-Amz-Expires must be a number between 1 and 604800.', 'incomplete')
  }
  const { accessKeyId, scope, terminator } = credentialOf(credential)
  return {
    form: 'query',
    accessKeyId,
    scope,
    terminator,
    time: checkedTime(time),
    signedHeaders: headerList(signed),
    signature,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expires,
  }
}

function credentialOf(credential: string): Pick<Presented, 'accessKeyId' | 'scope' | 'terminator'> {
  const parts = credential.split('/')
  const [accessKeyId, date, region, service, terminator] = parts
  if (parts.length !== 5 || !accessKeyId || !date || !region || !service || !terminator) {
    throw incompleteSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
      'incomplete',
    )
  }
  return { accessKeyId, scope: { date, region, service }, terminator }
}

/** Each once: a short list that names one long header again and again would make a canonical request of many megabytes. */
function headerList(signed: string): string[] {
  const names = new Set(signed.toLowerCase().split(';'))
  if (!names.has('host')) {
    throw signatureDoesNotMatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", 'host-not-signed')
  }
  return [...names]
}

function checkedTime(time: string): string {
  if (/^\d{8}T\d{6}Z$/.test(time)) return time
  throw incompleteSignature(
    `Date must be in ISO-8601 'basic format'. Got '${time}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    'incomplete',
  )
}

function fromHttpDate(date: string | undefined): string | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? date : basicTime(time)
}
