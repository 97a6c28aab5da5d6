import type { IncomingMessage, ServerResponse } from 'node:http'
import { INERT } from '../response-headers.js'
import { NOT_IMPLEMENTED, type Refusal } from './refusal.js'

/** Of a body that nobody wants. Clients that send theirs before they read must get rid of it first. */
const MAX_DISCARDED_BYTES = 1_000_000
/** Closing at once would take the answer away from a client that is still sending. */
const TIME_TO_READ_MS = 1000

/**
 * Sends the refusal at once and throws away what still comes of the body, up to a megabyte. With more to come the
 * connection ends, after a moment in which the client can read why.
 */
export function refuseUnread(request: IncomingMessage, response: ServerResponse, refusal: Refusal, requestId: string): void {
  response.writeHead(NOT_IMPLEMENTED, {
    'x-amzn-RequestId': requestId,
    'Content-Type': refusal.contentType,
    'Content-Length': String(refusal.body.length),
    'Cache-Control': 'no-store',
    // A client that asked before it sends its body sends none after this answer.
    ...(request.headers.expect === undefined ? {} : { Connection: 'close' }),
    ...INERT,
    ...refusal.headers,
  })
  response.end(refusal.body)
  const { socket } = request
  let discarded = 0
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length
    if (discarded <= MAX_DISCARDED_BYTES) return
    request.pause()
    setTimeout(() => socket.destroy(), TIME_TO_READ_MS).unref()
  })
  // A client that hangs up in the middle of its body is no error of the server.
  request.on('error', () => undefined)
}
