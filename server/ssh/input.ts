import type { ServerChannel } from 'ssh2'

/** Standard input without a terminal: kept until somebody reads it, up to a limit. */
export class Input {
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>
  #bytes = 0

  /** `onTooMuch` is called once; what comes after that is dropped. */
  constructor(channel: ServerChannel, most: number, onTooMuch: () => void) {
    this.#ended = new Promise((resolve) => {
      channel.on('end', resolve)
      channel.on('close', resolve)
    })
    channel.on('data', (chunk: Buffer) => {
      if (this.#bytes > most) return
      this.#bytes += chunk.length
      if (this.#bytes > most) onTooMuch()
      else this.#chunks.push(Buffer.from(chunk))
    })
  }

  /** All that is there once the client has ended it; the next caller gets nothing. */
  async readAll(): Promise<Uint8Array> {
    await this.#ended
    return Buffer.concat(this.#chunks.splice(0))
  }
}
