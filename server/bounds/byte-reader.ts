/**
 * Reads a stream piece by piece; what nobody asks for is not taken from the stream.
 *
 * @example
 *   const reader = new ByteReader(request)
 *   const head = await reader.line(1000)
 */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>
  /** Has arrived and was not read yet. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  }

  /** The next line without its end, or undefined if it is longer than `max` bytes or nothing is left; then nothing was read. */
  async line(max: number): Promise<Buffer | undefined> {
    for (;;) {
      const end = this.#rest.subarray(0, max + 1).indexOf(0x0a)
      if (end >= 0) return this.#take(end, 1)
      if (this.#rest.length > max) return undefined
      if (!(await this.#more())) return this.#rest.length > 0 ? this.#take(this.#rest.length, 0) : undefined
    }
  }

  #take(length: number, after: number): Buffer {
    const bytes = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length + after)
    return bytes
  }

  /** Whatever comes next, in the pieces in which it comes. */
  async *all(): AsyncGenerator<Buffer, void, undefined> {
    while (!(await this.atEnd())) {
      const piece = this.#rest
      this.#rest = Buffer.alloc(0)
      yield piece
    }
  }

  /** Lets go of the source, wherever it is. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async atEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#source.next()
      if (done) return false
      if (value.length === 0) continue
      const piece = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece])
      return true
    }
  }
}
