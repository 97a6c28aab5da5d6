import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** SDKs and browsers wait for an answer before they send the next request on a connection. */
const MAX_PIPELINED = 16
/** A client that takes nothing of what it is sent for so long is gone. */
const STUCK_MS = 60_000

interface Connection {
  socket: Socket
  /** For each request that is not answered yet, what to do when it is over. */
  underway: Set<() => void>
  /** How many bytes the client had taken when that was last looked at, and since when it has been so. */
  taken: number
  since: number
}

/**
 * All open connections. When there are too many, the one that has been without a request for longest is closed: that is a
 * slow sender of headers, or one that a browser opens again by itself. If none is without a request, it is the one that has
 * been sending a body for longest.
 */
export class Connections {
  readonly #max: number
  readonly #all = new Map<Socket, Connection>()
  /** Without a request, for the longest first. */
  readonly #idle = new Set<Connection>()
  /** With the newest request of each, the oldest first. */
  readonly #atWork = new Map<Connection, IncomingMessage>()

  constructor(max: number) {
    this.#max = max
  }

  readonly opened = (socket: Socket): void => {
    const connection: Connection = { socket, underway: new Set(), taken: 0, since: 0 }
    if (this.#all.size >= this.#max) this.#closeOne(socket)
    if (socket.destroyed) return
    this.#all.set(socket, connection)
    this.#idle.add(connection)
    socket.on('close', () => {
      this.#all.delete(socket)
      this.#idle.delete(connection)
      this.#atWork.delete(connection)
      // Node tells only the answer that was being sent, and none of those that waited behind it.
      for (const over of connection.underway) over()
    })
  }

  /**
   * How many requests of its connection wait for their answers before this one; undefined if there may be no more, or if the
   * connection was closed. `onOver` is called once: when it is answered, or when the connection ends.
   */
  began(request: IncomingMessage, response: ServerResponse, onOver: () => void): number | undefined {
    const connection = this.#all.get(request.socket)
    if (!connection) return undefined
    const { underway } = connection
    const before = underway.size
    if (before >= MAX_PIPELINED) return undefined
    const over = () => {
      if (!underway.delete(over)) return
      if (underway.size === 0) this.#rests(connection)
      onOver()
    }
    underway.add(over)
    response.on('close', over)
    this.#idle.delete(connection)
    this.#atWork.delete(connection)
    this.#atWork.set(connection, request)
    return before
  }

  #rests(connection: Connection): void {
    this.#atWork.delete(connection)
    if (this.#all.has(connection.socket)) this.#idle.add(connection)
  }

  /** Closes connections whose client takes nothing of what waits for it. `now` in milliseconds, of any clock. */
  sweep(now: number): void {
    for (const connection of this.#all.values()) {
      const { socket } = connection
      const taken = socket.bytesWritten - socket.writableLength
      if (socket.writableLength === 0 || taken !== connection.taken) Object.assign(connection, { taken, since: now })
      else if (now - connection.since >= STUCK_MS) socket.destroy()
    }
  }

  /** If the server works for all of them, the new one has to go. */
  #closeOne(newcomer: Socket): void {
    const [quietest = this.#slowestSender()] = this.#idle
    if (!quietest) {
      newcomer.destroy()
      return
    }
    const { socket } = quietest
    this.#idle.delete(quietest)
    this.#atWork.delete(quietest)
    this.#all.delete(socket)
    socket.destroy()
  }

  #slowestSender(): Connection | undefined {
    for (const [connection, request] of this.#atWork) if (!request.complete) return connection
    return undefined
  }
}
