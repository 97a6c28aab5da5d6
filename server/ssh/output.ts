import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { ServerChannel } from 'ssh2'

export type Stream = 'out' | 'err'

/**
 * What goes to the client over one channel, in order. The package puts everything that the client's window allows into
 * the socket, however full that is; so what the client hasn't taken is counted here, and too much of it ends the channel.
 */
export class Output {
  readonly #channel: ServerChannel
  readonly #socket: Socket
  readonly #most: number
  readonly #onTooMuch: () => void
  #last: Promise<void> = Promise.resolve()
  #waiting = 0
  #closed = false
  #release: () => void = () => {}
  readonly #gone: Promise<void>

  /** `most`: bytes that may be on their way. `onTooMuch` is called once. */
  constructor(channel: ServerChannel, socket: Socket, most: number, onTooMuch: () => void) {
    this.#channel = channel
    this.#socket = socket
    this.#most = most
    this.#onTooMuch = onTooMuch
    this.#gone = new Promise((resolve) => {
      this.#release = resolve
    })
  }

  /** Settles once the client has taken enough, or is gone. */
  write(stream: Stream, data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    if (this.#closed || bytes.length === 0) return Promise.resolve()
    if (this.#waiting + this.#socket.writableLength > this.#most) {
      this.close()
      this.#onTooMuch()
      return Promise.resolve()
    }
    this.#waiting += bytes.length
    this.#last = this.#last.then(() => this.#send(stream, bytes))
    return this.#last
  }

  /** Until everything is on its way. */
  flushed(): Promise<void> {
    return this.#last
  }

  /** Nothing is sent any more, and nobody waits. */
  close(): void {
    this.#closed = true
    this.#release()
  }

  async #send(stream: Stream, bytes: Uint8Array): Promise<void> {
    if (!this.#closed) await Promise.race([this.#gone, this.#taken(stream, bytes)])
    this.#waiting -= bytes.length
  }

  async #taken(stream: Stream, bytes: Uint8Array): Promise<void> {
    const target = stream === 'err' ? this.#channel.stderr : this.#channel
    await new Promise<void>((resolve) => target.write(bytes, () => resolve()))
    if (this.#socket.writableNeedDrain) await drained(this.#socket)
  }
}

/** Until the other side has taken what it was sent, or is gone. */
export async function drained(socket: Socket): Promise<void> {
  if (socket.destroyed) return
  const done = new AbortController()
  const options = { signal: done.signal }
  try {
    await Promise.race([once(socket, 'drain', options), once(socket, 'close', options)])
  } catch {
    // An error of the socket: its end follows.
  } finally {
    done.abort()
  }
}
