import type { Answer } from './protocols/protocol.js'

/**
 * What every answer outside the web client carries. Such an answer may repeat what a request said, and a browser shows it
 * when somebody follows a link to it: it must run nothing, be framed nowhere and stay the type that it says it is.
 */
export const INERT: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

/** All headers of an answer that the wire sets itself. */
export function responseHeaders(requestId: string, contentType: string, { headers, body }: Answer): Record<string, string> {
  const all: Record<string, string> = {
    'x-amzn-RequestId': requestId,
    'Content-Type': contentType,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    ...INERT,
  }
  for (const name in headers) all[name] = headers[name] ?? ''
  return all
}
