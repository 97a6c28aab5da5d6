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

/** Method, path, query and headers as they were sent: the signature is over their bytes. */
export function splitTarget(request: IncomingMessage): Omit<RawRequest, 'body'> {
  const { method = 'GET', url = '/' } = request
  const question = url.indexOf('?')
  return {
    method,
    path: question < 0 ? url : url.slice(0, question),
    query: question < 0 ? '' : url.slice(question + 1),
    headers: request.headers as Record<string, string>,
  }
}
