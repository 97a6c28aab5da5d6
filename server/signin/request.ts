import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { GLOBAL_REGION } from '../aws/global-region.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import type { GuessedFrom } from '../credentials/guesses.js'
import { clientOf, pageOriginOf } from '../proxy/client.js'
import type { RequestFacts } from '../runner/operation.js'
import { hungUp } from '../wire/hung-up.js'
import type { Page } from './passkeys.js'

/** Which request it was, and where it came from. */
export interface Source {
  requestId: string
  sourceIp: string
  userAgent: string
}

/** What the sign-in keeps of a request. */
export interface SignInRequest extends Source {
  secureTransport: boolean
  page: Page
  /** The browser, for its lane of guesses. */
  from: Omit<GuessedFrom, 'sourceIp'>
}

/** With a new request id. */
export function signInRequest(request: Request): SignInRequest {
  const { address: sourceIp, secure: secureTransport } = clientOf(request)
  return {
    requestId: randomUUID(),
    page: { origin: pageOriginOf(request), host: request.hostname },
    sourceIp,
    secureTransport,
    userAgent: clipped(request.headers['user-agent'] ?? '', MAX_USER_AGENT),
    from: { cookie: request.headers.cookie, ...(request.res ? { signal: hungUp(request.res) } : {}) },
  }
}

/** What an operation that the sign-in runs is told of the request. */
export const operationRequest = ({ requestId, sourceIp, secureTransport, userAgent }: SignInRequest): RequestFacts => ({
  requestId,
  sourceIp,
  userAgent,
  region: GLOBAL_REGION,
  secureTransport,
})
