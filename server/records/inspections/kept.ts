import { accountOfAccessKeyId } from '../../account/ids.js'
import type { Instant } from '../../account/ports.js'
import { estimatedSize } from '../../bounds/estimated-size.js'
import { sha256Hex } from '../../sigv4/canonical.js'
import type { RawRequest } from '../../sigv4/parse.js'
import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
import type { KeptLine } from './kept-line.js'

export type Kept = KeptCall | KeptLine

/** One request and its answer, as they were on the wire: secrets among them, so only `inspectionOf` shows it to anybody. */
export interface KeptCall {
  requestId: string
  accountId: string
  realTime: Instant
  sourceIp: string
  service: string | undefined
  operation: string | undefined
  errorCode: string | undefined
  raw: Omit<RawRequest, 'body'>
  bodyBytes: number
  /** One character a byte; undefined where it is large. */
  body: string | undefined
  /** Only of a body that is not kept. */
  payloadHash: string | undefined
  status: number
  contentType: string
  answerHeaders: Record<string, string> | undefined
  answerBytes: number
  /** Undefined where it is large. */
  answerBody: string | undefined
}

const MAX_BODY_BYTES = 16_384
const MAX_ANSWER_LENGTH = 65_536

/** The account that signed, whose role was asked for, or that the key id of a refused request names. */
export const accountOf = ({ accountId, namedAccountId, raw }: Exchange): string | undefined =>
  accountId ?? namedAccountId ?? accountNamed(raw)

export function keep(exchange: Exchange, answer: Answer, contentType: string, accountId: string, realTime: Instant): KeptCall {
  const { raw, requestId, sourceIp, service, operation, errorCode } = exchange
  const { method, path, query, headers, repeated, body } = raw
  const small = body.length <= MAX_BODY_BYTES
  return {
    requestId,
    accountId,
    realTime,
    sourceIp,
    service,
    operation,
    errorCode,
    raw: { method, path, query, headers, repeated },
    bodyBytes: body.length,
    // A text, since the buffer is a slice that would hold its whole 64 kB block.
    body: small ? body.toString('latin1') : undefined,
    payloadHash: small ? undefined : sha256Hex(body),
    status: answer.status,
    contentType,
    answerHeaders: answer.headers,
    answerBytes: Buffer.byteLength(answer.body),
    answerBody: answer.body.length <= MAX_ANSWER_LENGTH ? answer.body : undefined,
  }
}

/** A property of a headers object is a name that is the request's own: it counts as well. */
export const bytesOf = (kept: Kept): number =>
  estimatedSize(kept) + ('raw' in kept ? estimatedSize(Object.keys(kept.raw.headers)) : 0)

/** The account that the key id of a refused request names. */
function accountNamed({ headers, query }: RawRequest): string | undefined {
  const id = /\bCredential=([A-Z0-9]{20})(?:\/|%2F)/i.exec(headers.authorization ?? query)?.[1]
  return id === undefined ? undefined : accountOfAccessKeyId(id)
}
