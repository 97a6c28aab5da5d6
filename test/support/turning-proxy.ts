import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'

/** A list whose next one is asked for again and again. */
type Turn = () => number

function turning(ports: readonly number[]): Turn {
  let turn = 0
  return () => ports[turn++ % ports.length] ?? 0
}

/** As much as a server behind it may refuse: the proxy itself refuses nothing. */
const PATIENT = {
  requestTimeout: 0,
  headersTimeout: 0,
  keepAliveTimeout: 120_000,
  requireHostHeader: false,
  maxHeaderSize: 1_000_000,
}

/**
 * An HTTP proxy that gives each request to the next of several servers on this machine. It passes on method, path, raw
 * headers, and status line as they came, streams both bodies, and takes no part in `Expect: 100-continue`. A loopback
 * client keeps its address: 127.0.0.2 stays 127.0.0.2. Doesn't listen yet.
 */
export function turningProxy(ports: readonly number[]): Server {
  const next = turning(ports)
  const agent = new Agent({ keepAlive: true })
  const server = createServer(PATIENT)
  server.maxHeadersCount = 0
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    let others = ports.length - 1
    const attempt = (): void => passOn({ incoming, outgoing, agent, port: next(), refused })
    const refused = (): boolean => {
      if (others-- === 0) return false
      attempt()
      return true
    }
    attempt()
  }
  server.on('request', pass)
  server.on('checkContinue', pass)
  server.on('checkExpectation', pass)
  server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket: Socket) => {
    // What is no HTTP is for the server to refuse, in its own words.
    if (error.rawPacket && socket.writable) {
      const onward = connect({ port: next(), host: '127.0.0.1' })
      join(socket, onward)
      onward.write(error.rawPacket)
    } else socket.destroy()
  })
  server.on('close', () => agent.destroy())
  return server
}

interface Passage {
  incoming: IncomingMessage
  outgoing: ServerResponse
  agent: Agent
  port: number
  /** Nobody listens there. True if another server takes the request. */
  refused: () => boolean
}

function passOn({ incoming, outgoing, agent, port, refused }: Passage): void {
  const { method, url, rawHeaders, headers } = incoming
  const onward = request({
    ...{ host: '127.0.0.1', port, agent, method, path: url },
    ...sameSource(incoming.socket),
    headers: withLength(rawHeaders, incoming),
  })
  outgoing.sendDate = false
  let answered = false
  onward.on('information', ({ statusCode }) => {
    if (statusCode === 102) outgoing.writeProcessing()
  })
  onward.on('continue', () => {
    outgoing.writeContinue()
    incoming.pipe(onward)
  })
  onward.on('response', (answer) => {
    answered = true
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
    outgoing.flushHeaders()
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
    answer.on('aborted', () => outgoing.destroy())
    // Node's client stops asking for the rest of the body once the answer is complete.
    answer.on('end', () => {
      if (!incoming.complete) onward.socket?.on('drain', () => onward.emit('drain'))
    })
  })
  onward.on('error', (error: NodeJS.ErrnoException) => {
    if (answered || outgoing.destroyed) return
    if (error.code === 'ECONNREFUSED' && refused()) return
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502, ['Content-Type', 'text/plain', 'Connection', 'close']).end(`${error.message}\n`)
  })
  onward.on('close', () => {
    // The server has answered and hung up, whatever the client still sends.
    if (answered && !incoming.complete) incoming.socket.destroySoon()
  })
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) onward.destroy()
  })
  // With `Expect`, the server says whether it wants the body.
  if (headers.expect === undefined) incoming.pipe(onward)
  else onward.flushHeaders()
}

/** Node adds `Transfer-Encoding` where a request has neither it nor a length; there it has no body. */
function withLength(rawHeaders: readonly string[], { headers, method = '' }: IncomingMessage): string[] {
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  const added = hasBody || /^(GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/.test(method) ? [] : ['Content-Length', '0']
  return [...rawHeaders, ...added]
}

/** Connects from the client's own address, where that is one of this machine's many loopback addresses. */
function sameSource({ remoteAddress = '' }: Socket): { localAddress?: string } {
  const address = remoteAddress.replace(/^::ffff:/, '')
  return address.startsWith('127.') && address !== '127.0.0.1' ? { localAddress: address } : {}
}

/** The same for bare connections: each goes to the next server. Doesn't listen yet. */
export function turningTcp(ports: readonly number[]): TcpServer {
  const next = turning(ports)
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    const attempt = (tries: number): void => {
      const onward = connect({ port: next(), host: '127.0.0.1', allowHalfOpen: true, ...sameSource(socket) })
      const refused = (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED' && tries > 1) attempt(tries - 1)
        else socket.destroy()
      }
      onward.once('error', refused)
      onward.once('connect', () => {
        onward.off('error', refused)
        join(socket, onward)
      })
    }
    attempt(ports.length)
  })
  return server
}

function join(one: Socket, other: Socket): void {
  one.pipe(other)
  other.pipe(one)
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy())
    // What it said before is still written.
    from.on('close', () => to.destroySoon())
  }
}
