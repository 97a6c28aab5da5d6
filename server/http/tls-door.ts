import { type RequestListener, Server } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ServerCertificate } from '../tls/server-certificate.js'
import { TIMEOUTS, type Traffic } from './traffic.js'

/** The first byte of TLS: a record of the handshake. No method of HTTP begins with it. Source: RFC 8446, section 5.1. */
const HANDSHAKE = 0x16

type Serve = (socket: Socket) => void

/**
 * A server that takes TLS and plain HTTP on one port, as the first byte of a connection says, so that somebody who leaves out
 * the `s` of `https` can be told. The handshake has as long as the headers of a request do.
 */
export class TlsDoor extends Server {
  readonly #certificate: ServerCertificate
  readonly #traffic: Traffic
  readonly #serve: Serve
  /** Those that have sent nothing yet, or are in their handshake: no others are unknown to the server itself. */
  readonly #entering = new Set<Socket>()

  constructor(certificate: ServerCertificate, traffic: Traffic, listener: RequestListener) {
    super(TIMEOUTS, listener)
    this.#certificate = certificate
    this.#traffic = traffic
    const [serve] = this.listeners('connection') as Serve[]
    if (!serve) throw new Error('the HTTP server takes no connections')
    this.#serve = serve.bind(this)
    this.off('connection', serve)
    traffic.watch(this)
    this.on('connection', (socket) => this.#arrived(socket))
  }

  override closeAllConnections(): void {
    for (const socket of this.#entering) socket.destroy()
    super.closeAllConnections()
  }

  #arrived(socket: Socket): void {
    if (socket.destroyed) return
    const giveUp = () => socket.destroy()
    const timer = setTimeout(giveUp, TIMEOUTS.headersTimeout).unref()
    const entered = () => {
      clearTimeout(timer)
      this.#entering.delete(socket)
    }
    this.#entering.add(socket)
    socket.on('error', giveUp)
    socket.once('close', entered)
    socket.once('end', giveUp)
    socket.once('data', (first: Buffer) => {
      socket.off('end', giveUp)
      socket.pause()
      socket.unshift(first)
      if (first[0] === HANDSHAKE) this.#shakeHands(socket, entered)
      else {
        entered()
        this.#serve(socket)
        process.nextTick(() => socket.resume())
      }
    })
  }

  #shakeHands(socket: Socket, entered: () => void): void {
    const secureContext = this.#certificate.context()
    const secured = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] })
    secured.on('error', () => socket.destroy())
    secured.once('secure', () => {
      entered()
      this.#traffic.secured(socket, secured)
      if (!secured.destroyed) this.#serve(secured)
    })
  }
}
