import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { hungUp } from '../wire/hung-up.js'
import { sourceIpOf } from '../wire/source-ip.js'
import type { SignInRequest } from './request.js'

/** What the sign-in keeps of a request: a new request id, and where it comes from. */
export const sourceOf = (request: Request): SignInRequest => ({
  requestId: randomUUID(),
  page: { origin: `${request.protocol}://${request.headers.host}`, host: request.hostname },
  sourceIp: sourceIpOf(request),
  userAgent: clipped(request.headers['user-agent'] ?? '', MAX_USER_AGENT),
  from: { cookie: request.headers.cookie, ...(request.res ? { signal: hungUp(request.res) } : {}) },
})
