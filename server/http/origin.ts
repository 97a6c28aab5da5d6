import type { NextFunction, Request, Response } from 'express'
import { pageOriginOf } from '../proxy/client.js'

/**
 * The cookie API answers its own pages (and programs, which send no Origin) only: SameSite=Strict keeps the cookie
 * at home, this keeps a stranger's page from signing up or starting a course.
 */
export function sameOriginOnly(request: Request, response: Response, next: NextFunction): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const sameOrigin = origin === undefined || origin === pageOriginOf(request)
  const sameSite = site === undefined || site === 'same-origin' || site === 'none'
  if (request.method === 'GET' ? sameSite : sameOrigin && sameSite) next()
  else
    response.status(403).json({ code: 'CrossSite', message: 'The server refuses requests from other sites at this address.' })
}
