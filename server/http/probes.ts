import type { IncomingMessage, ServerResponse } from 'node:http'
import { SharedReads } from '../bounds/shared-reads.js'
import { INERT } from '../wire/response-headers.js'

/**
 * `/healthz`: the process lives. `/readyz`: its database answers, so that a balancer may send it requests. Both come before
 * the Host check, since a balancer asks by address; they tell nothing else, and a flood of them is one question at a time.
 */
export function probes(ready: () => Promise<boolean>): (request: IncomingMessage, response: ServerResponse) => boolean {
  const asked = new SharedReads<boolean>()
  return ({ method, url }, response) => {
    if ((url !== '/healthz' && url !== '/readyz') || (method !== 'GET' && method !== 'HEAD')) return false
    if (url === '/healthz') answer(response, 200, 'ok')
    else {
      void asked
        .get('', ready)
        .then((isReady) => (isReady ? answer(response, 200, 'ready') : answer(response, 503, "the database doesn't answer")))
    }
    return true
  }
}

function answer(response: ServerResponse, status: number, word: string): void {
  const retry = status === 503 ? { 'Retry-After': '2' } : {}
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', ...INERT, ...retry }).end(`${word}\n`)
}
