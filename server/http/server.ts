import { createServer, type Server, type ServerResponse } from 'node:http'
import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { failureOf } from '../wire/failure.js'
import type { Wire } from '../wire/wire.js'
import { hostAllowList } from './hosts.js'
import { isHangUp } from './hung-up.js'
import { sameOriginOnly } from './origin.js'
import { pages } from './pages.js'
import { securityHeaders } from './security-headers.js'
import { sourceLimit } from './source-limit.js'
import { TIMEOUTS, Traffic } from './traffic.js'

export interface HttpOptions {
  wire: Wire
  /** Mounted under `/api`, in this order. */
  routers: Record<string, Router>
  /** Where `vite build` put the web client. */
  clientDir: string
  /** Names beside the loopback ones under which the server is reached. */
  hosts: readonly string[]
  log: (event: string, details: Record<string, unknown>) => void
}

/**
 * One http.Server: bounds of traffic, host and rate limits first, then the fork. What is signed or a form POST to `/` is the wire and
 * never enters express, which costs several times a bare handler; the rest is express's.
 */
export function createHttpServer(options: HttpOptions): Server {
  const { wire } = options
  const isOurs = hostAllowList(options.hosts)
  const withinLimit = sourceLimit()
  const app = createApp(options)
  const traffic = new Traffic((request, response) => {
    if (wire.claims(request)) wire.refuseBusy(request, response)
    else response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '5' }).end('The server is too busy.\n')
  })
  const server = createServer(TIMEOUTS, (request, response) => {
    if (!traffic.admit(request, response)) return
    if (!isOurs(request)) {
      response.writeHead(421, { 'Content-Type': 'text/plain' }).end('This server does not answer under that name.\n')
      return
    }
    const serve = () => (wire.claims(request) ? void wire.handle(request, response) : app(request, response))
    const limited = withinLimit(request.socket.remoteAddress)
    if (limited) void limited.then((within) => (within ? serve() : tooMany(response)))
    else serve()
  })
  traffic.watch(server)
  return server
}

function tooMany(response: ServerResponse): void {
  response.writeHead(429, { 'Content-Type': 'text/plain', 'Retry-After': '5' }).end('Too many requests.\n')
}

function createApp({ routers, clientDir, log }: HttpOptions): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders)
  app.use('/api', sameOriginOnly, noStore, express.json({ limit: '64kb' }))
  for (const [path, router] of Object.entries(routers)) app.use(`/api/${path}`, router)
  app.use('/api', (_request, response) => {
    response.status(404).json({ code: 'NotFound', message: 'There is nothing at this address.' })
  })
  app.use(pages(clientDir))
  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing at this address.\n')
  })
  app.use(errorBoundary(log))
  return app
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store')
  next()
}

/** A mistake in the request gets its own sentence; anything else is a bug: logged, and a plain 500. */
function errorBoundary(log: HttpOptions['log']) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const hungUp = isHangUp(error, request, response)
    if (hungUp || response.headersSent) {
      if (!hungUp) log('unexpected error', { path: request.path, error })
      response.destroy()
      return
    }
    const status = statusOf(error)
    if (status < 500) {
      response.status(status).json({ code: 'InvalidRequest', message: 'The request body could not be read as JSON.' })
      return
    }
    const failure = failureOf(error)
    if (failure.httpStatus === 503) {
      log('nothing can be saved', { path: request.path, error })
      response.status(503).json({ code: failure.code, message: failure.message })
      return
    }
    log('unexpected error', { path: request.path, error })
    response
      .status(500)
      .json({ code: 'InternalError', message: 'Something went wrong on the server. Try again; its log says more.' })
  }
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
