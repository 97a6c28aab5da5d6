import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** SDKs and browsers wait for an answer before they send the next request on a connection. */
const MAX_PIPELINED = 16
/** A client that takes nothing of what it is sent for so long is gone. */
const STUCK_MS = 60_000

interface Connection {
  socket: Socket
  /** For each request that is not answered yet, what to do when it is over. */
  underway: (() => void)[]
  /** The newest of them. */
  newest: IncomingMessage | undefined
  /** When its latest request came or its last answer was sent, counted over all connections. */
  turn: number
  /** How many bytes the client had taken when that was last looked at, and since when it has been so. */
  taken: number
  since: number
}

/**
 * All open connections. When there are too many, the one that has been without a request for longest is closed: that is a
 * slow sender of headers, or one that a browser opens again by itself. If none is without a request, it is the one that has
 * been sending a body for longest. Which one that is, is looked up when it must go: every call would pay for an order kept.
 */
export class Connections {
  readonly #max: number
  readonly #all = new Map<Socket, Connection>()
  #turn = 0

  constructor(max: number) {
    this.#max = max
  }

  readonly opened = (socket: Socket): void => {
    if (this.#all.size >= this.#max) this.#closeOne(socket)
    if (socket.destroyed) return
    const connection: Connection = { socket, underway: [], newest: undefined, turn: this.#turn++, taken: 0, since: 0 }
    this.#all.set(socket, connection)
    socket.on('close', () => {
      this.#all.delete(connection.socket)
      // Node tells only the answer that was being sent, and none of those that waited behind it.
      for (const over of [...connection.underway]) over()
    })
  }

  /** TLS has begun on a connection: its requests come from this socket, which is gone as soon as the other one is. */
  secured(socket: Socket, by: Socket): void {
    const connection = this.#all.get(socket)
    if (!connection) {
      by.destroy()
      return
    }
    this.#all.delete(socket)
    connection.socket = by
    this.#all.set(by, connection)
  }

  /**
   * How many requests of its connection wait for their answers before this one; undefined if there may be no more, or if the
   * connection was closed. `onOver` is called once: when it is answered, or when the connection ends.
   */
  began(request: IncomingMessage, response: ServerResponse, onOver: () => void): number | undefined {
    const connection = this.#all.get(request.socket)
    if (!connection) return undefined
    const { underway } = connection
    const before = underway.length
    if (before >= MAX_PIPELINED) return undefined
    const over = () => {
      const at = underway.indexOf(over)
      if (at < 0) return
      underway.splice(at, 1)
      if (underway.length === 0) {
        connection.newest = undefined
        connection.turn = this.#turn++
      }
      onOver()
    }
    underway.push(over)
    response.on('close', over)
    connection.newest = request
    connection.turn = this.#turn++
    return before
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
    const quietest =
      this.#longest(({ newest }) => newest === undefined) ?? this.#longest(({ newest }) => newest?.complete === false)
    if (quietest) this.#all.delete(quietest.socket)
    const closed = quietest?.socket ?? newcomer
    closed.destroy()
  }

  #longest(candidate: (connection: Connection) => boolean): Connection | undefined {
    let longest: Connection | undefined
    for (const connection of this.#all.values()) {
      if ((longest === undefined || connection.turn < longest.turn) && candidate(connection)) longest = connection
    }
    return longest
  }
}
