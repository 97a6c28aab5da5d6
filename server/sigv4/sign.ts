import { ALGORITHM, canonicalRequest, sha256Hex, signature, signingKey, stringToSign } from './canonical.js'

export interface SignOptions {
  method: string
  path: string
  query?: string
  /** Lower-case names; `host` must be among them. */
  headers: Record<string, string>
  body: string | Uint8Array
  region: string
  service: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  /** Milliseconds. */
  now: number
}

/** Signs a request as an AWS client does; returns its headers, Authorization among them. */
export function sign(options: SignOptions): Record<string, string> {
  const { credentials, region, service } = options
  const time = new Date(options.now).toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = { date: time.slice(0, 8), region, service }
  const headers: Record<string, string> = {
    ...options.headers,
    'x-amz-date': time,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  }
  const signedHeaders = Object.keys(headers).sort()
  const canonical = canonicalRequest({
    method: options.method,
    path: options.path,
    query: options.query ?? '',
    headers,
    signedHeaders,
    payloadHash: sha256Hex(options.body),
  })
  const signed = signature(signingKey(credentials.secretAccessKey, scope), stringToSign(time, scope, canonical)).toString('hex')
  const credential = `${credentials.accessKeyId}/${scope.date}/${region}/${service}/aws4_request`
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signed}`,
  }
}
