import { type IncomingMessage, request as plain } from 'node:http'
import { request as secured } from 'node:https'
import { codeOf } from '../store/system-error.js'

export interface Asked {
  method: string
  headers: Record<string, string>
  /** Undefined for a request without one. */
  body: string | Buffer | undefined
  /** Whom to trust instead of the usual authorities, and the name in the certificate if that isn't the URL's. */
  tls: { ca: string; servername?: string } | undefined
}

export interface Answered {
  status: number
  reason: string
  /** Its media type, without parameters. */
  type: string
  text: string
}

/** `fetch` can't be told whom to trust. Rejects with the system's error. */
export async function request(url: string, { method, headers, body, tls }: Asked): Promise<Answered> {
  // Of a DELETE with a body, node writes neither the length nor chunks by itself.
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const options = {
    method,
    headers: { ...headers, ...length },
    agent: false,
    ...(tls ? { ...tls, allowPartialTrustChain: true } : {}),
  }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = url.startsWith('https:') ? secured(url, options, resolve) : plain(url, options, resolve)
    sent.on('error', reject).end(body)
  })
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  const [type = ''] = (response.headers['content-type'] ?? '').split(';', 1)
  const { statusCode: status = 0, statusMessage: reason = '' } = response
  return { status, reason, type, text: Buffer.concat(parts).toString() }
}

/** Is the certificate what is wrong? Source: Node.js, "TLS (SSL)", X509 certificate error codes. */
export const isDistrust = (error: unknown): boolean =>
  /CERT|LEAF_SIGNATURE|SELF_SIGNED|ISSUER|CRL|^ERR_TLS_/.test(codeOf(error)) && !/^ECONN/.test(codeOf(error))
