import type { Response } from 'express'
import { ApiError } from '../../api/api-error.js'
import type { BoardEvents } from '../contract.js'

/** A page that doesn't read so much of what it is sent is dropped: some boards of a large class. */
const MAX_UNSENT = 4_000_000
const MAX_STREAMS = 200
const MAX_OF_A_WATCHER = 16
const ALIVE_MS = 25_000
/** How often a stream has to be allowed again: it ends with the session, the person's class, or the class. */
const ALLOWED_MS = 5_000

export interface BoardWatcher {
  classId: string
  /** Absent: the course's board. */
  lesson?: string | undefined
  /** Who of the staff. */
  staff: string
  response: Response
  /** Throws ApiError when whoever opened the stream may not any more. */
  allowed(): Promise<unknown>
}

interface Stream extends BoardWatcher {
  aliveAt: number
  allowedAt: number
}

/** Boards that are open at this process. One that is dropped costs its page nothing: the browser connects again. */
export class BoardStreams {
  /** The oldest first. */
  readonly #streams = new Set<Stream>()

  add(watcher: BoardWatcher): void {
    const own = [...this.#streams].filter(({ staff }) => staff === watcher.staff)
    const [oldestOwn] = own
    const [oldest] = this.#streams
    if (oldestOwn && own.length >= MAX_OF_A_WATCHER) this.#drop(oldestOwn)
    else if (oldest && this.#streams.size >= MAX_STREAMS) this.#drop(oldest)
    const now = performance.now()
    const stream = { ...watcher, aliveAt: now, allowedAt: now }
    this.#streams.add(stream)
    const { response } = watcher
    response.on('close', () => this.#streams.delete(stream))
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    this.#write(stream, 'retry: 1000\n\n')
  }

  watches(classId: string): boolean {
    for (const stream of this.#streams) if (stream.classId === classId) return true
    return false
  }

  /** Whose boards are open, '' for the course's. */
  lessons(classId: string): Set<string> {
    const own = [...this.#streams].filter((stream) => stream.classId === classId)
    return new Set(own.map(({ lesson = '' }) => lesson))
  }

  publish<E extends keyof BoardEvents>(classId: string, lesson: string, event: E, data: BoardEvents[E]): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const stream of this.#streams) {
      if (stream.classId === classId && (stream.lesson ?? '') === lesson) this.#write(stream, text)
    }
  }

  /** Ends those whose time is over. Without the store nobody is ended: it can't say whom. */
  async recheck(): Promise<void> {
    const now = performance.now()
    for (const stream of [...this.#streams]) {
      if (now - stream.aliveAt > ALIVE_MS) {
        stream.aliveAt = now
        this.#write(stream, ': alive\n\n')
      }
      if (now - stream.allowedAt < ALLOWED_MS) continue
      stream.allowedAt = now
      await stream.allowed().catch((error: unknown) => {
        if (error instanceof ApiError) this.#end(stream)
      })
    }
  }

  close(): void {
    for (const stream of [...this.#streams]) this.#end(stream)
  }

  #write(stream: Stream, text: string): void {
    stream.response.write(text)
    if (stream.response.writableLength > MAX_UNSENT) this.#drop(stream)
  }

  #end(stream: Stream): void {
    this.#streams.delete(stream)
    stream.response.end()
  }

  /** Not `end`, which would wait until all is read. */
  #drop(stream: Stream): void {
    this.#streams.delete(stream)
    stream.response.destroy()
  }
}
