import { IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { InFlight, type Underway } from '../bounds/in-flight.js'
import { Connections } from './connections.js'

const LIMITS = {
  /** An idle one takes about 15 kB, one that is sending its headers up to 16 kB more. */
  connections: 2_000,
  /** At once, event streams included. Above it, no connection may have a second one. */
  requests: 4_000,
  /** Bodies, from their first byte until the answer is sent; an account file has up to 48 MB. */
  bodyBytes: 64_000_000,
  /** Answers that their clients have not taken yet. */
  answerBytes: 32_000_000,
}
/** All requests at once with such a body stay below 16 MB, and watching each would cost a fifth of all calls. */
const SMALL_BODY_BYTES = 4_000
const SWEEP_MS = 10_000

/**
 * For `http.createServer`: a client has so long for its headers and for its whole request. An idle connection is kept much
 * longer than node does by itself: a request that is sent while the server closes is lost, on a busy machine now and then.
 */
export const TIMEOUTS = {
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}

/** Refuses a request that there is no room for. */
export type Refuse = (request: IncomingMessage, response: ServerResponse) => void

/**
 * What strangers can make the server hold by sending slowly, reading slowly, or sending much at once: connections,
 * requests, bodies and answers, all within fixed bounds.
 */
export class Traffic {
  readonly #limits: typeof LIMITS
  readonly #refuse: Refuse
  readonly #connections: Connections
  readonly #bodies: InFlight
  readonly #answers: InFlight
  #requests = 0

  constructor(refuse: Refuse, limits: Partial<typeof LIMITS> = {}) {
    this.#limits = { ...LIMITS, ...limits }
    this.#refuse = refuse
    this.#connections = new Connections(this.#limits.connections)
    this.#bodies = new InFlight(this.#limits.bodyBytes)
    this.#answers = new InFlight(this.#limits.answerBytes)
  }

  watch(server: Server): void {
    server.on('connection', this.#connections.opened)
    const timer = setInterval(() => this.#connections.sweep(performance.now()), SWEEP_MS).unref()
    server.on('close', () => clearInterval(timer))
  }

  /** TLS has begun on one of the connections. */
  secured(socket: Socket, by: Socket): void {
    this.#connections.secured(socket, by)
  }

  /** False if the request was refused; nobody may answer it then. */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    let body: Underway | undefined
    let answer: Underway | undefined
    const before = this.#connections.began(request, response, () => {
      this.#requests--
      if (body) this.#bodies.done(body)
      if (answer) this.#answers.done(answer)
    })
    if (before === undefined) {
      request.socket.destroy()
      return false
    }
    this.#requests++
    // A connection's only request is never one too many: the number of connections is bounded.
    if (before > 0 && this.#requests > this.#limits.requests) {
      request.socket.destroy()
      return false
    }
    body = this.#countBody(request, response)
    response.on('prefinish', () => {
      answer = this.#countAnswer(response)
    })
    return true
  }

  /** Counts chunks as they are read from the socket, whoever reads the body afterwards. */
  #countBody(request: IncomingMessage, response: ServerResponse): Underway | undefined {
    const { headers } = request
    const length = headers['content-length']
    if (headers['transfer-encoding'] === undefined && (length === undefined || Number(length) <= SMALL_BODY_BYTES))
      return undefined
    let refused = false
    const body = this.#bodies.begin(() => {
      refused = true
      this.#turnAway(request, response)
    })
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
      // What comes after the answer is not counted: it's thrown away, so nobody holds it.
      const counts = chunk !== null && !refused && !response.destroyed
      if (counts && !this.#bodies.add(body, chunk.length)) body.end?.()
      // Complete: it is being worked on, and can't be taken back any more.
      if (chunk === null) body.end = undefined
      // Nobody is to work on a request that was answered already.
      return refused ? false : IncomingMessage.prototype.push.call(request, chunk, encoding)
    }
    return body
  }

  #countAnswer(response: ServerResponse): Underway | undefined {
    const { writableLength } = response
    // What the system took at once is no longer ours.
    if (writableLength === 0) return undefined
    const answer = this.#answers.begin(() => response.destroy())
    response.on('finish', () => this.#answers.done(answer))
    this.#answers.add(answer, writableLength)
    return answer
  }

  #turnAway(request: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) {
      response.destroy()
      return
    }
    response.shouldKeepAlive = false
    this.#refuse(request, response)
  }
}
