import type { IncomingHttpHeaders } from 'node:http'
import { AwsError } from '../../aws/aws-error.js'
import { errorXml, escaped } from '../protocols/xml.js'
import type { AbsentService } from './absent-service.js'
import { absentSentence } from './sentence.js'

/** An answer in bytes: one protocol is no text. */
export interface Refusal {
  contentType: string
  headers: Record<string, string>
  body: Buffer
}

export const NOT_IMPLEMENTED = 501

/** Services whose REST requests are answered in XML; S3's have a form of their own. Source: botocore's service models. */
const S3: ReadonlySet<string> = new Set(['s3', 's3-object-lambda', 's3-outposts', 's3express'])
const REST_XML: ReadonlySet<string> = new Set(['cloudfront', 'route53'])

/**
 * An error that the clients of that service can read: the code `NotImplemented` and one sentence, in the protocol that the
 * request is written in. Source of the forms: botocore's parsers; Smithy 2.0 specification, "AWS protocols".
 */
export function refusalOf(
  { scope, name }: AbsentService,
  headers: IncomingHttpHeaders,
  form: boolean,
  requestId: string,
): Refusal {
  const error = new AwsError({ code: 'NotImplemented', httpStatus: NOT_IMPLEMENTED, message: absentSentence(name) })
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor(error)
  if (headers['x-amz-target'] !== undefined) {
    const contentType =
      /^application\/x-amz-json-1\.[01]/.exec(headers['content-type'] ?? '')?.[0] ?? 'application/x-amz-json-1.1'
    return text(contentType, JSON.stringify({ __type: error.code, message: error.message }))
  }
  if (form) return text('text/xml', errorXml(undefined, error, requestId))
  if (S3.has(scope)) return text('application/xml', s3Xml(error, requestId), { 'x-amz-request-id': requestId })
  if (REST_XML.has(scope)) return text('text/xml', errorXml(undefined, error, requestId))
  return text('application/json', JSON.stringify({ message: error.message }), { 'x-amzn-ErrorType': error.code })
}

const text = (contentType: string, body: string, headers: Record<string, string> = {}): Refusal => ({
  contentType,
  headers,
  body: Buffer.from(body),
})

const codeAndMessage = ({ code, message }: AwsError): string => `<Code>${code}</Code><Message>${escaped(message)}</Message>`

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Source: Amazon S3 API Reference, "REST error responses". */
const s3Xml = (error: AwsError, requestId: string): string =>
  `${DECLARATION}<Error>${codeAndMessage(error)}<RequestId>${requestId}</RequestId></Error>`

/** A map of two texts. Sources: Smithy 2.0 specification, "Smithy RPC v2 CBOR protocol"; RFC 8949, section 3.1. */
function cbor({ code, message }: AwsError): Refusal {
  const body = Buffer.concat([Buffer.from([0xa2]), ...['__type', code, 'message', message].map(cborText)])
  return { contentType: 'application/cbor', headers: { 'smithy-protocol': 'rpc-v2-cbor' }, body }
}

function cborText(value: string): Buffer {
  const bytes = Buffer.from(value)
  const { length } = bytes
  const head = length < 24 ? [0x60 + length] : length < 256 ? [0x78, length] : [0x79, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), bytes])
}
