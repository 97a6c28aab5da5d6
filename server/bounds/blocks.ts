const BLOCK_BYTES = 1_048_576

/** Bytes that grow without being copied again, in blocks that can move to the worker. */
export class Blocks {
  readonly #full: ArrayBuffer[] = []
  #last = new Uint8Array(0)
  #used = 0
  size = 0

  push(bytes: Uint8Array): void {
    let left = bytes
    while (left.length > 0) {
      if (this.#used === this.#last.length) this.#open()
      const some = left.subarray(0, this.#last.length - this.#used)
      this.#last.set(some, this.#used)
      this.#used += some.length
      this.size += some.length
      left = left.subarray(some.length)
    }
  }

  /** All of them; nothing may be pushed afterwards. */
  end(): ArrayBuffer[] {
    const last = this.#last.slice(0, this.#used)
    return last.length === 0 ? [...this.#full] : [...this.#full, last.buffer]
  }

  #open(): void {
    if (this.#last.length > 0) this.#full.push(this.#last.buffer)
    this.#last = new Uint8Array(BLOCK_BYTES)
    this.#used = 0
  }
}
