/**
 * Reads of one thing that many ask for at the same time. Whoever asks while a read is under way shares the next one: a read
 * that began before they asked could miss what they have to see. So a thing is read once at a time, however many ask.
 */
export class SharedReads<T> {
  readonly #running = new Map<string, Promise<T>>()
  readonly #next = new Map<string, Promise<T>>()

  get(key: string, read: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key)
    if (!running) return this.#begin(key, read)
    const waiting = this.#next.get(key)
    if (waiting) return waiting
    const begin = () => {
      this.#next.delete(key)
      return this.#begin(key, read)
    }
    const next = running.then(begin, begin)
    this.#next.set(key, next)
    return next
  }

  #begin(key: string, read: () => Promise<T>): Promise<T> {
    const running = read().finally(() => {
      if (this.#running.get(key) === running) this.#running.delete(key)
    })
    this.#running.set(key, running)
    return running
  }
}
