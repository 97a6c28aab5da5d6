import type { ServerResponse } from 'node:http'

/** Aborted when the client leaves before it has its answer. */
export function hungUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  if (response.destroyed) controller.abort()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}
