import type { Answer } from './protocols/protocol.js'

/** All headers of an answer that the wire sets itself. */
export const responseHeaders = (requestId: string, contentType: string, { headers, body }: Answer): Record<string, string> => ({
  'x-amzn-RequestId': requestId,
  'Content-Type': contentType,
  'Content-Length': String(Buffer.byteLength(body)),
  'Cache-Control': 'no-store',
  ...headers,
})
