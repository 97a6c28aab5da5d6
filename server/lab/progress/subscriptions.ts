import type { Response } from 'express'
import type { StreamEvents } from '../api/contract.js'

/** The pages of one watcher that watch one account. */
export interface Pages {
  publish<E extends keyof StreamEvents>(event: E, data: StreamEvents[E]): void
  /** Until they have taken what they were sent, or are gone. */
  taken(): Promise<void>
  watched(): boolean
}

export type Publish = <E extends keyof StreamEvents>(accountId: string, event: E, data: StreamEvents[E]) => void

/** A page that doesn't read so much of what it is sent is dropped. */
const MAX_UNSENT = 256_000
/** For all pages together; beyond it, the page that has most left to read is dropped. */
const MAX_TOTAL_UNSENT = 16_000_000
const MAX_STREAMS = 1_000
const MAX_OF_A_WATCHER = 64
const ALIVE_MS = 25_000
const OPERATOR = 'operator'

interface Stream {
  response: Response
  watcher: string
  accountIds: readonly string[]
  /** What was written and not yet taken by the system, in bytes; as it was at the last write. */
  unsent: number
}

/**
 * Pages that watch some accounts by server-sent events; each event's data names its account. A stream that is dropped
 * costs its page nothing: the browser connects again within a second, and the page then asks for what it missed.
 */
export class Subscriptions {
  /** The oldest first. */
  readonly #streams = new Set<Stream>()
  readonly #watching = new Map<string, Set<Stream>>()
  readonly #alive: NodeJS.Timeout
  #unsent = 0

  constructor() {
    this.#alive = setInterval(() => {
      for (const stream of this.#streams) this.#write(stream, ': alive\n\n')
    }, ALIVE_MS).unref()
  }

  readonly publish: Publish = (accountId, event, data) => {
    const watching = this.#watching.get(accountId)
    if (watching) this.#publish(watching, accountId, event, data)
  }

  /** For what nobody else who watches the account may see. `watcher`: as for `add`. */
  pagesOf(accountId: string, watcher = OPERATOR): Pages {
    const pages = () => [...(this.#watching.get(accountId) ?? [])].filter((stream) => stream.watcher === watcher)
    return {
      publish: (event, data) => this.#publish(pages(), accountId, event, data),
      async taken() {
        const full = pages().filter(({ response }) => response.writableNeedDrain)
        await Promise.all(full.map(({ response }) => drained(response)))
      },
      watched: () => pages().length > 0,
    }
  }

  watched(accountId: string): boolean {
    return this.#watching.has(accountId)
  }

  /** Who watches something now. */
  watchers(): Set<string> {
    return new Set([...this.#streams].map(({ watcher }) => watcher))
  }

  /** All that somebody watches now. */
  accounts(): string[] {
    return [...this.#watching.keys()]
  }

  /** `watcher`: who watches, whose oldest stream makes room when there are too many. Undefined: the operator. */
  add(accountIds: readonly string[], response: Response, watcher = OPERATOR): void {
    this.#makeRoom(watcher)
    const stream: Stream = { response, watcher, accountIds, unsent: 0 }
    this.#streams.add(stream)
    for (const accountId of accountIds) {
      this.#watching.set(accountId, (this.#watching.get(accountId) ?? new Set()).add(stream))
    }
    response.on('close', () => this.#forget(stream))
    response.on('drain', () => this.#count(stream))
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    this.#write(stream, 'retry: 1000\n\n')
  }

  /**
   * Ends the streams that watch an account which was reset, deleted or replaced. Their pages connect again by themselves,
   * and are asked again whose the account is.
   */
  end(accountId: string): void {
    for (const stream of [...(this.#watching.get(accountId) ?? [])]) this.#end(stream)
  }

  close(): void {
    clearInterval(this.#alive)
    for (const stream of [...this.#streams]) this.#end(stream)
  }

  #publish<E extends keyof StreamEvents>(pages: Iterable<Stream>, accountId: string, event: E, data: StreamEvents[E]): void {
    const text = `event: ${event}\ndata: ${JSON.stringify({ ...data, accountId })}\n\n`
    for (const stream of pages) this.#write(stream, text)
  }

  #makeRoom(watcher: string): void {
    const own = [...this.#streams].filter((stream) => stream.watcher === watcher)
    const [oldestOwn] = own
    const [oldest] = this.#streams
    if (oldestOwn && watcher !== OPERATOR && own.length >= MAX_OF_A_WATCHER) this.#drop(oldestOwn)
    else if (oldest && this.#streams.size >= MAX_STREAMS) this.#drop(oldest)
  }

  #write(stream: Stream, text: string): void {
    stream.response.write(text)
    this.#count(stream)
    if (stream.unsent > MAX_UNSENT) this.#drop(stream)
    while (this.#unsent > MAX_TOTAL_UNSENT) this.#drop(this.#slowest())
  }

  #count(stream: Stream): void {
    if (!this.#streams.has(stream)) return
    const { writableLength } = stream.response
    this.#unsent += writableLength - stream.unsent
    stream.unsent = writableLength
  }

  #slowest(): Stream | undefined {
    let slowest: Stream | undefined
    for (const stream of this.#streams) if (stream.unsent >= (slowest?.unsent ?? 0)) slowest = stream
    return slowest
  }

  #end(stream: Stream): void {
    this.#forget(stream)
    stream.response.end()
  }

  /** Not `end`, which would wait until all is read. */
  #drop(stream: Stream | undefined): void {
    if (!stream) return
    this.#forget(stream)
    stream.response.destroy()
  }

  #forget(stream: Stream): void {
    if (!this.#streams.delete(stream)) return
    this.#unsent -= stream.unsent
    for (const accountId of stream.accountIds) {
      const watching = this.#watching.get(accountId)
      watching?.delete(stream)
      if (watching?.size === 0) this.#watching.delete(accountId)
    }
  }
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}
