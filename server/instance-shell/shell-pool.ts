import { FairQueue } from './fair-queue.js'
import type { ShellInput } from './protocol.js'
import { type Allowance, type LineServices, ShellThread, type ThreadOutcome } from './shell-thread.js'

export type PoolOutcome =
  | ThreadOutcome
  /** Too many lines wait, of this account or in all. Nothing was tried. */
  | { status: 'busy' }

export interface PoolOptions {
  /** The module that runs lines: TypeScript when the server runs from its source. */
  entry: URL
  threads?: number
  most?: { each: number; all: number }
  /** In milliseconds: threads that have nothing to do for as long are ended. */
  idle?: number
}

interface Waiting {
  accountId: string
  input: () => Promise<ShellInput>
  services: LineServices
  allowance: Allowance
  settle(outcome: PoolOutcome): void
}

const THREADS = 2
const MOST = { each: 10, all: 200 }
const IDLE_MS = 60_000

/**
 * Runs the lines of all instances' shells, never in the server's own thread. A few threads take one line at a time each;
 * the accounts take turns, with one line at a time each. A thread whose line goes beyond its allowance is ended, and a new
 * one takes its place.
 */
export class ShellPool {
  readonly #options: PoolOptions
  readonly #queue: FairQueue<Waiting>
  readonly #threads = new Set<ShellThread>()
  /** Those that have a line, or are about to get one. */
  readonly #taken = new Set<ShellThread>()
  #idle: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
    this.#queue = new FairQueue(options.most ?? MOST)
  }

  /** Never rejects. `input` is asked for when the turn has come, so that it's what the line before has left. */
  run(accountId: string, input: () => Promise<ShellInput>, services: LineServices, allowance: Allowance): Promise<PoolOutcome> {
    return new Promise((resolve) => {
      const { signal } = services
      const giveUp = () => {
        if (this.#queue.remove(accountId, waiting)) waiting.settle({ status: 'interrupted' })
      }
      const waiting: Waiting = {
        ...{ accountId, input, services, allowance },
        settle(outcome) {
          signal.removeEventListener('abort', giveUp)
          resolve(outcome)
        },
      }
      if (signal.aborted) waiting.settle({ status: 'interrupted' })
      else if (this.#closed || !this.#queue.add(accountId, waiting)) waiting.settle({ status: 'busy' })
      else {
        signal.addEventListener('abort', giveUp)
        this.#next()
      }
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#idle)
    for (const { settle } of this.#queue.drain()) settle({ status: 'busy' })
    await Promise.all([...this.#threads].map((thread) => thread.close()))
  }

  #next(): void {
    clearTimeout(this.#idle)
    for (const thread of this.#threads) {
      if (!thread.isReady || this.#taken.has(thread)) continue
      const waiting = this.#queue.next()
      if (!waiting) break
      void this.#run(thread, waiting)
    }
    // Waiting lines need threads, as many as there may be.
    const most = this.#options.threads ?? THREADS
    while (!this.#closed && this.#threads.size < Math.min(most, this.#taken.size + this.#queue.length)) this.#start()
    if (this.#taken.size === 0 && this.#queue.length === 0 && this.#threads.size > 0) this.#rest()
  }

  async #run(thread: ShellThread, { accountId, input, services, allowance, settle }: Waiting): Promise<void> {
    this.#taken.add(thread)
    let outcome: PoolOutcome
    try {
      outcome = await thread.run(await input(), services, allowance)
    } catch (error) {
      outcome = { status: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
    this.#taken.delete(thread)
    this.#queue.done(accountId)
    settle(outcome)
    this.#next()
  }

  #start(): void {
    const thread = new ShellThread(this.#options.entry, {
      ready: () => this.#next(),
      gone: (wasReady) => {
        this.#threads.delete(thread)
        // A thread that never came up would not come up for the next line either.
        if (!wasReady) for (const { settle } of this.#queue.drain()) settle({ status: 'failed', message: 'no thread starts' })
        this.#next()
      },
    })
    this.#threads.add(thread)
  }

  #rest(): void {
    this.#idle = setTimeout(() => {
      for (const thread of this.#threads) void thread.close()
    }, this.#options.idle ?? IDLE_MS).unref()
  }
}
