import { Worker } from 'node:worker_threads'
import type { Stream } from '../shell/terminal-device.js'
import { startOf } from '../worker/start-of.js'
import { cpuClock } from './cpu-clock.js'
import type { Answer, FromThread, Question, ShellInput, ShellOutcome, ToThread } from './protocol.js'

/** What a line may cost (issue 14): its thread is ended beyond that, and nothing else is. */
export interface Allowance {
  /** Milliseconds that the thread computed. */
  cpu: number
  /** Milliseconds, whatever it did. */
  wall: number
}

/** What the server does for a line while it runs. */
export interface LineServices {
  print(stream: Stream, text: string): void | Promise<void>
  ask(question: Question): Promise<Answer>
  /** Ctrl-C */
  signal: AbortSignal
}

export type ThreadOutcome =
  | ShellOutcome
  | { status: 'killed'; why: 'cpu' | 'wall' | 'memory' }
  /** Ctrl-C, and the line didn't listen. */
  | { status: 'interrupted' }
  /** A fault of ours or of the interpreter's. */
  | { status: 'failed'; message: string }

interface Running {
  id: number
  services: LineServices
  settle(outcome: ThreadOutcome): void
  stop(): void
}

/** 64 MB of heap. Buffers stand outside of it: the disk and the interpreter's own limits bound them. */
const LIMITS = { maxOldGenerationSizeMb: 58, maxYoungGenerationSizeMb: 6, stackSizeMb: 4 }
const LOOK_MS = 50
/** How long a line has to end after Ctrl-C. */
const GRACE_MS = 500
const START_MS = 60_000

/** One thread, which runs one line at a time. Once it has ended, it's of no more use. */
export class ShellThread {
  readonly #worker: Worker
  readonly #onGone: (wasReady: boolean) => void
  readonly #started: NodeJS.Timeout
  #ready = false
  #threadId: string | undefined
  #running: Running | undefined
  #ids = 0
  #gone = false

  constructor(entry: URL, on: { ready(): void; gone(wasReady: boolean): void }) {
    const [first, workerData] = startOf(entry)
    // Nothing of the process's own surroundings goes along.
    const options = { workerData, execArgv: [], env: {}, resourceLimits: LIMITS, name: 'iam-dojo shell', stdin: false }
    this.#worker = new Worker(first, options)
    this.#onGone = on.gone
    this.#worker.on('message', (message: FromThread) => {
      if (message.type === 'ready') {
        clearTimeout(this.#started)
        this.#ready = true
        this.#threadId = message.threadId
        this.#worker.unref()
        on.ready()
      } else this.#hear(message)
    })
    this.#worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#end({ status: 'killed', why: 'memory' })
      else this.#end({ status: 'failed', message: error.message })
    })
    this.#worker.on('exit', () => this.#end({ status: 'failed', message: 'the thread has ended' }))
    this.#started = setTimeout(() => void this.close(), START_MS).unref()
  }

  get isReady(): boolean {
    return this.#ready && !this.#gone
  }

  run(input: ShellInput, services: LineServices, allowance: Allowance): Promise<ThreadOutcome> {
    return new Promise((resolve) => {
      if (this.#gone) {
        resolve({ status: 'failed', message: 'the thread has ended' })
        return
      }
      const id = ++this.#ids
      const used = cpuClock(this.#worker, this.#threadId)
      const watch = setInterval(() => {
        if (used() > allowance.cpu) this.#end({ status: 'killed', why: 'cpu' })
      }, LOOK_MS)
      const wall = setTimeout(() => this.#end({ status: 'killed', why: 'wall' }), allowance.wall)
      let grace: NodeJS.Timeout | undefined
      const abort = () => {
        this.#say({ type: 'abort', id })
        grace = setTimeout(() => this.#end({ status: 'interrupted' }), GRACE_MS)
      }
      services.signal.addEventListener('abort', abort)
      this.#running = {
        ...{ id, services, settle: resolve },
        stop() {
          clearInterval(watch)
          clearTimeout(wall)
          clearTimeout(grace)
          services.signal.removeEventListener('abort', abort)
        },
      }
      this.#worker.ref()
      this.#say({ type: 'run', id, input })
      if (services.signal.aborted) abort()
    })
  }

  async close(): Promise<void> {
    this.#end({ status: 'failed', message: 'the server is closing' })
    await this.#worker.terminate()
  }

  #say(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #hear(message: Exclude<FromThread, { type: 'ready' }>): void {
    const { id } = message
    if (this.#running?.id !== id) return
    if (message.type === 'print') void this.#print(id, message.stream, message.text)
    else if (message.type === 'ask') void this.#ask(id, message.question)
    else if (message.type === 'done') this.#finish(message.outcome)
    else this.#finish({ status: 'failed', message: message.message })
  }

  async #print(id: number, stream: Stream, text: string): Promise<void> {
    try {
      await this.#running?.services.print(stream, text)
    } finally {
      // Whoever listened is gone: the line ends by itself.
      if (this.#running?.id === id) this.#say({ type: 'taken', id })
    }
  }

  async #ask(id: number, question: Question): Promise<void> {
    const end: Answer = { type: 'end' }
    const answer = (await this.#running?.services.ask(question).catch(() => end)) ?? end
    if (this.#running?.id === id) this.#say({ type: 'answer', id, answer })
  }

  #finish(outcome: ThreadOutcome): void {
    const running = this.#running
    this.#running = undefined
    this.#worker.unref()
    running?.stop()
    running?.settle(outcome)
  }

  #end(outcome: ThreadOutcome): void {
    if (this.#gone) return
    this.#gone = true
    clearTimeout(this.#started)
    this.#finish(outcome)
    void this.#worker.terminate().then(() => this.#onGone(this.#ready))
  }
}
