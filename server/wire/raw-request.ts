import type { IncomingMessage } from 'node:http'
import type { RawRequest } from '../sigv4/parse.js'

/** Far above any IAM or STS input (a policy document has 131,072 characters at most). */
const MAX_BODY_BYTES = 1_000_000

/** The whole body, or undefined when it is too large. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MAX_BODY_BYTES) chunks.push(chunk)
    })
    request.on('end', () => {
      const [only = Buffer.alloc(0), second] = chunks
      if (size > MAX_BODY_BYTES) resolve(undefined)
      else resolve(second ? Buffer.concat(chunks) : only)
    })
    request.on('error', reject)
  })
}

/**
 * Method, path, query and headers as they were sent: the signature is over their bytes. Every request has the same shape
 * in memory, made without a spread: that is a measurable part of a short call.
 *
 * Node joins the lines of a repeated header in its own way or takes the first. As almost no request has one, a count
 * tells; only then the lines themselves are looked at.
 */
export function rawRequest(request: IncomingMessage, body: Buffer): RawRequest {
  const { method = 'GET', url = '/', headers, rawHeaders } = request
  const question = url.indexOf('?')
  const given = headers as Record<string, string>
  // Node makes a list of this one even when it comes once.
  const listed = headers['set-cookie']
  const isPlain = rawHeaders.length === 2 * Object.keys(headers).length && !listed
  return {
    method,
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question + 1),
    headers: listed ? { ...given, 'set-cookie': listed.join() } : given,
    repeated: isPlain ? undefined : repeatedHeaders(rawHeaders),
    body,
  }
}

/** The values of each header that comes more than once, in order of arrival. */
function repeatedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const values = new Map<string, string[]>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    const known = values.get(name)
    if (known) known.push(value)
    else values.set(name, [value])
  }
  return Object.fromEntries([...values].filter(([, lines]) => lines.length > 1).map(([name, lines]) => [name, lines.join()]))
}
