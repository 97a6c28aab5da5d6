import type { IncomingMessage } from 'node:http'
import { serviceNames } from '../../aws/model/model.js'
import { nameOfScope } from './sentence.js'

/** A service of AWS's that a request is signed for and that isn't here. */
export interface AbsentService {
  /** As a credential scope names it: `s3`. */
  scope: string
  /** As a person reads it: `Amazon S3`. */
  name: string
}

type Head = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

/** What the signature of a request says that it is for; undefined for a service that is here and for an unsigned request. */
export function absentService({ url = '', headers }: Head): AbsentService | undefined {
  const scope = scopeOf(url, headers.authorization)?.toLowerCase()
  if (scope === undefined || (serviceNames as readonly string[]).includes(scope)) return undefined
  return { scope, name: nameOfScope(scope) ?? (/^[a-z0-9-]{1,64}$/.test(scope) ? `the service ${scope}` : 'that service') }
}

/**
 * Signature versions 4 and 4A name the service. Of their predecessor only S3's own form is told: clients such as s3cmd
 * still sign with it. Sources: IAM User Guide, "Elements of an AWS API request signature"; Amazon S3 User Guide,
 * "Signing and authenticating REST requests (AWS signature version 2)".
 */
export function scopeOf(url: string, authorization: string | undefined): string | undefined {
  if (authorization !== undefined) {
    if (/^AWS [^:\s]+:/.test(authorization)) return 's3'
    return serviceOf(/^AWS4-\S+ .*?Credential=([^,]+)/.exec(authorization.slice(0, MAX_LOOKED_AT))?.[1]?.split('/'))
  }
  const question = url.indexOf('?')
  if (question < 0) return undefined
  const query = url.slice(question + 1, question + 1 + MAX_LOOKED_AT)
  const credential = /(?:^|&)X-Amz-Credential=([^&]*)/.exec(query)?.[1]
  if (credential !== undefined) return serviceOf(credential.split(/\/|%2F/i))
  return isPresignedForS3(url) ? 's3' : undefined
}

/** Key id, date, region (which version 4A leaves out), service, and terminator. A scope of another form names no service. */
function serviceOf(parts: readonly string[] | undefined): string | undefined {
  if (parts?.length !== 4 && parts?.length !== 5) return undefined
  return parts.at(-1)?.trim() === 'aws4_request' ? parts.at(-2) : undefined
}

/** A presigned address of S3's older form. */
const isPresignedForS3 = (url: string): boolean => /[?&]AWSAccessKeyId=/.test(url) && /[?&]Signature=/.test(url)

/** A signature's own parts stand well before that. */
const MAX_LOOKED_AT = 8000

/** Is this a request to a service that isn't here, in a form that no other request to the wire has? */
export const hasOlderSignature = ({ url = '', headers: { authorization = '' } }: Head): boolean =>
  authorization.startsWith('AWS ') || isPresignedForS3(url)

/** A form names its version, and by that one of our own services may be meant all the same, with a wrong scope. */
export function isForm({ method, url = '', headers }: Head): boolean {
  if (headers['x-amz-target'] !== undefined) return false
  if (method === 'POST' && (url === '/' || url.startsWith('/?'))) {
    return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  }
  return method === 'GET' && url.startsWith('/?') && /[?&]Action=/.test(url)
}
