import type { IncomingMessage, ServerResponse } from 'node:http'

/** Aborted when the client leaves before it has its answer. */
export function hungUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  if (response.destroyed) controller.abort()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

const CODES: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Did the client go away in the middle of its request or of the answer? That is no error of the server. */
export function isHangUp(error: unknown, request: IncomingMessage, response: ServerResponse): boolean {
  const left = (request.destroyed && !request.complete) || (response.destroyed && !response.writableFinished)
  return left && error instanceof Error && 'code' in error && CODES.has(error.code)
}
