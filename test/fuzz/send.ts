import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { canonicalRequest, sha256Hex, signature, signingKey, stringToSign, uriEncoded } from '../../server/sigv4/canonical.js'
import { sign } from '../../server/sigv4/sign.js'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** A request with everything filled in. */
export interface Sent {
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: Buffer
}

export interface Answer {
  /** 0: the connection ended without one. */
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** How long an answer that streams without end is read. */
const STREAM_MS = 50
/** How long bytes at the socket may wait for an answer; the server itself waits longer for what is missing. */
const SOCKET_MS = 300

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Sends it; rejects when `signal` says so. A connection that the server resets is status 0. */
export function send(url: string, sent: Sent, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const path = sent.query === '' ? sent.path : `${sent.path}?${sent.query}`
    const body = sent.method === 'GET' || sent.method === 'HEAD' ? undefined : sent.body
    const headers = { ...sent.headers, ...(body ? { 'content-length': String(body.length) } : {}) }
    const lost = () => (signal.aborted ? reject(signal.reason) : resolve({ status: 0, headers: {}, text: '' }))
    const request = httpRequest({ agent, hostname, port, method: sent.method, path, headers, signal }, (response) => {
      const chunks: Buffer[] = []
      const done = () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') })
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', done)
      response.on('error', lost)
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        setTimeout(() => {
          done()
          request.destroy()
        }, STREAM_MS)
      }
    })
    request.on('error', lost)
    request.end(body)
  })
}

/** Bytes as they are; what came back until the server closed, or some time had passed. */
export function sendBytes(url: string, bytes: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const done = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), headers: {}, text })
    }
    const timer = setTimeout(done, SOCKET_MS)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', done)
    socket.on('close', done)
  })
}

/** Signed in the header or, as a link, in the query. */
export function signed(
  sent: Sent,
  by: Credentials,
  { how, service, region }: { how: 'header' | 'query'; service: string; region: string },
): Sent {
  if (how === 'header') {
    return { ...sent, headers: sign({ ...sent, region, service, credentials: by, now: Date.now() }) }
  }
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = { date: time.slice(0, 8), region, service }
  const added = Object.entries({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${by.accessKeyId}/${scope.date}/${region}/${service}/aws4_request`,
    'X-Amz-Date': time,
    'X-Amz-Expires': '900',
    'X-Amz-SignedHeaders': 'host',
    ...(by.sessionToken ? { 'X-Amz-Security-Token': by.sessionToken } : {}),
  }).map(([name, value]) => `${name}=${uriEncoded(value)}`)
  const query = [sent.query, ...added].join('&')
  const canonical = canonicalRequest({ ...sent, query, signedHeaders: ['host'], payloadHash: sha256Hex(sent.body) })
  const made = signature(signingKey(by.secretAccessKey, scope), stringToSign(time, scope, canonical)).toString('hex')
  return { ...sent, query: `${query}&X-Amz-Signature=${made}` }
}
