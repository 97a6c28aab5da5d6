import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { answerErrors } from '../api/answer-errors.js'
import { LOOPBACK, sourceOf } from '../bounds/source.js'
import type { OwnNames } from '../own-names.js'
import { type Client, clientReader, type Outside } from '../proxy/client.js'
import type { ServerCertificate } from '../tls/server-certificate.js'
import { failureOf, passes, RETRY } from '../wire/failure.js'
import { isHangUp } from '../wire/hung-up.js'
import { INERT } from '../wire/response-headers.js'
import type { Wire } from '../wire/wire.js'
import { hostAllowList } from './hosts.js'
import type { Limits } from './limits.js'
import { sameOriginOnly } from './origin.js'
import { pages } from './pages.js'
import { probes } from './probes.js'
import { securityHeaders } from './security-headers.js'
import { sourceLimit } from './source-limit.js'
import { TlsDoor } from './tls-door.js'
import { TIMEOUTS, Traffic } from './traffic.js'
import { trustPages } from './trust-pages.js'

export interface HttpOptions extends Pick<Limits, 'addressRate' | 'learnerLimit'> {
  wire: Wire
  /** Mounted under `/api`, in this order. */
  routers: Record<string, RequestHandler>
  /** Where `vite build` put the web client. */
  clientDir: string
  /** Under what the server is reached. */
  names: OwnNames
  /** On its own port; undefined for plain HTTP. */
  certificate: ServerCertificate | undefined
  outside: Outside
  /** Other machines get in through a trusted proxy only: nobody has accepted plain HTTP between them and the server. */
  proxyOnly: boolean
  /** Does the database answer? Never throws. */
  ready: () => Promise<boolean>
  log: (event: string, details: Record<string, unknown>) => void
}

/**
 * One http.Server: bounds of traffic, host and rate limits first, then the fork. What is signed or a form POST to `/` is the wire and
 * never enters express, which costs several times a bare handler; the rest is express's.
 */
export function createHttpServer(options: HttpOptions): Server {
  const { wire } = options
  const isOurs = hostAllowList(options.names, options.outside.publicUrl)
  const clientOf = clientReader(options.outside)
  const secondsTooEarly = sourceLimit(options.addressRate)
  const isProbe = probes(options.ready)
  const { certificate } = options
  const isTrustPage = certificate ? trustPages(certificate) : () => false
  const app = createApp(options)
  const traffic = new Traffic((request, response) => {
    if (wire.claims(request)) wire.refuseBusy(request, response)
    else refuse(response, 503, 'The server is too busy.', { 'Retry-After': '5' })
  })
  const arrived = (request: IncomingMessage, response: ServerResponse, waiting = false) => {
    if (!traffic.admit(request, response)) return
    if (isProbe(request, response)) return
    const client = clientOf(request)
    if (options.proxyOnly && !mayComeIn(client)) {
      refuse(response, 403, 'This server takes requests only from its proxy, which has to say who its client is.')
      return
    }
    if (!isOurs(request, client)) {
      refuse(response, 421, 'This server does not answer under that name.')
      return
    }
    const serve = () => {
      if (isTrustPage(request, response)) return
      const claimed = wire.claims(request)
      if (waiting && !(claimed && wire.refusesUnread(request))) response.writeContinue()
      if (claimed) void wire.handle(request, response)
      else app(request, response)
    }
    const limited = secondsTooEarly(client.address)
    if (limited)
      void limited.then((seconds) => (seconds === undefined ? serve() : refuse(response, 429, TOO_MANY, retryAfter(seconds))))
    else serve()
  }
  // A client that asks whether to send its body gets a refusal instead, where that is known already.
  const listener = (request: IncomingMessage, response: ServerResponse) => arrived(request, response)
  const server = certificate ? new TlsDoor(certificate, traffic, listener) : createServer(TIMEOUTS, listener)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => arrived(request, response, true))
  if (!certificate) traffic.watch(server)
  return server.on('clientError', unreadable)
}

const TOO_MANY = 'Too many requests.'
const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) })

/** Whoever comes through a trusted proxy, and this machine. */
const mayComeIn = ({ forwarded, address }: Client): boolean => forwarded || sourceOf(address) === LOOPBACK

/** Answers bytes that are no HTTP request as node does by itself, but with the headers that every answer carries. */
function unreadable(error: NodeJS.ErrnoException, socket: Duplex & { _httpMessage?: ServerResponse | null }): void {
  // Part of another answer is on its way already: this one would stand in the middle of it.
  if (socket.writable && !socket._httpMessage?.headersSent) {
    const status = (error.code && UNREADABLE[error.code]) || 400
    const headers = Object.entries({ ...INERT, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n`)
  }
  socket.destroy()
}

const UNREADABLE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

function refuse(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', ...INERT, ...headers }).end(`${sentence}\n`)
}

function createApp({ routers, clientDir, learnerLimit, log }: HttpOptions): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders)
  app.use('/api', sameOriginOnly, noStore)
  if (learnerLimit) app.use('/api', limited(learnerLimit))
  app.use('/api', smallJson)
  for (const [path, router] of Object.entries(routers)) app.use(`/api/${path}`, router)
  app.use('/api', answerErrors)
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

/** The classroom reads it itself, once it knows who sends it. */
const ROSTER = /^\/classroom\/classes\/[^/]+\/roster\/?$/i
const json = express.json({ limit: '64kb' })

function smallJson(request: Request, response: Response, next: NextFunction): void {
  if (ROSTER.test(request.path)) next()
  else json(request, response, next)
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store')
  next()
}

function limited(learnerLimit: NonNullable<HttpOptions['learnerLimit']>) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const seconds = await learnerLimit(request)
    if (seconds === undefined) next()
    else response.status(429).set(retryAfter(seconds)).json({ code: 'TooManyRequests', message: TOO_MANY_OF_ONE })
  }
}

const TOO_MANY_OF_ONE = 'Your pages send too many requests at once. Wait a few seconds, and close the ones you don’t need.'

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
      response.status(status).json({ code: 'InvalidRequest', message: 'The request body isn’t valid JSON.' })
      return
    }
    const failure = failureOf(error)
    if (failure.httpStatus === 503) {
      if (!passes(error)) log('nothing can be saved', { path: request.path, error })
      response.set(RETRY).status(503).json({ code: failure.code, message: failure.message })
      return
    }
    log('unexpected error', { path: request.path, error })
    response.status(500).json({
      code: 'InternalError',
      message: 'Something went wrong on the server. Try again. The server’s log has the details.',
    })
  }
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
