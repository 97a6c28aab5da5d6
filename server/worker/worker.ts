import { Worker } from 'node:worker_threads'
import type { FromThread, JobTable, ToThread } from './job.js'
import { startOf } from './start-of.js'

/** Callers of one sort, who wait in a line of their own. */
export interface Lane {
  /** As many may wait; anyone beyond that is refused at once. */
  waiting: number
  /** In milliseconds: who waits longer for their turn is let go. */
  patience: number
}

/** What became of a job. None of these is an exception: the caller decides what each of them means. */
export type Outcome<T> =
  | { status: 'done'; value: T }
  /** Its lane is full; nothing was tried. */
  | { status: 'busy' }
  /** It waited for longer than the lane's patience, or ran for longer than its deadline. */
  | { status: 'late' }
  | { status: 'out-of-memory' }
  /** The job threw, or its thread ended. */
  | { status: 'failed'; error: Error }

export interface WorkerOptions<L extends string> {
  /** The module that calls `serveJobs`: TypeScript when the server runs from its source. */
  entry: URL
  lanes: Record<L, Lane>
  /** In milliseconds; a thread that has nothing to do for as long is ended. */
  idle?: number
  /** In milliseconds; loading the module counts towards no job's deadline. */
  start?: number
}

interface Waiting<L> {
  lane: L
  message: Extract<ToThread, { type: 'run' }>
  transfer: ArrayBuffer[]
  deadline: number
  onPart: (part: unknown) => void
  settle: (outcome: Outcome<unknown>) => void
  patience: NodeJS.Timeout | undefined
}

/** At most 96 MB of heap for the one worker. Buffers stand outside of it: each job bounds its own. */
const LIMITS = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 6, stackSizeMb: 4 }
const IDLE_MS = 30_000
const START_MS = 30_000

/**
 * Runs jobs whose cost depends on what a stranger typed: one after the other, in one thread, each within a deadline and
 * all within a bound of memory. The lanes take turns, so a crowd in one lane holds up another by one job at most. A
 * thread that is late or out of memory is ended, and the next job gets a new one.
 *
 * @example
 *   const outcome = await worker.run('estimateScore', { password, userInputs }, { lane: 'sign-up', deadline: 3000 })
 */
export class BoundedWorker<Jobs extends JobTable, L extends string> {
  readonly #options: WorkerOptions<L>
  readonly #waiting: Waiting<L>[] = []
  #running: Waiting<L> | undefined
  #thread: Worker | undefined
  #ready = false
  /** The deadline of the running job or of the start, or the end of an idle thread. */
  #timer: NodeJS.Timeout | undefined
  #lastLane: L | undefined
  #ids = 0
  #closed = false

  constructor(options: WorkerOptions<L>) {
    this.#options = options
  }

  /** Never rejects. `onPart` gets what the job gives on its way; whatever it throws ends the job as failed. */
  run<N extends keyof Jobs & string>(
    name: N,
    input: Parameters<Jobs[N]>[0],
    {
      lane,
      deadline,
      transfer = [],
      onPart = () => {},
    }: {
      lane: L
      /** In milliseconds, from when its turn comes. */
      deadline: number
      /** Memory that moves into the thread instead of being copied. */
      transfer?: ArrayBuffer[]
      onPart?: (part: Parameters<Parameters<Jobs[N]>[1]>[0]) => void
    },
  ): Promise<Outcome<Awaited<ReturnType<Jobs[N]>>>> {
    return new Promise((resolve) => {
      const { waiting: most, patience } = this.#options.lanes[lane]
      if (this.#closed || this.#waiting.filter((one) => one.lane === lane).length >= most) {
        resolve({ status: 'busy' })
        return
      }
      const job: Waiting<L> = {
        lane,
        message: { type: 'run', id: ++this.#ids, name, input },
        transfer,
        deadline,
        onPart: onPart as (part: unknown) => void,
        settle: resolve as (outcome: Outcome<unknown>) => void,
        patience: undefined,
      }
      this.#waiting.push(job)
      this.#await(job, patience)
      this.#next()
    })
  }

  /** Ends the thread. What runs or waits is let go as late, and nothing is taken any more. */
  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#waiting.splice(0)) this.#settle(job, { status: 'late' })
    await this.#end({ status: 'late' })
  }

  #await(job: Waiting<L>, patience: number): void {
    job.patience = setTimeout(() => {
      const index = this.#waiting.indexOf(job)
      if (index < 0) return
      // The start of the thread is nobody's fault: it has a deadline of its own.
      if (this.#thread && !this.#ready && !this.#closed) {
        this.#await(job, patience)
        return
      }
      this.#waiting.splice(index, 1)
      this.#settle(job, { status: 'late' })
    }, patience)
  }

  #next(): void {
    if (this.#running || this.#waiting.length === 0) return
    if (!this.#thread) this.#start()
    if (!this.#ready) return
    const job = this.#take()
    if (!job) return
    clearTimeout(job.patience)
    this.#running = job
    this.#lastLane = job.lane
    this.#thread?.ref()
    this.#after(job.deadline, () => void this.#end({ status: 'late' }))
    try {
      this.#thread?.postMessage(job.message, job.transfer)
    } catch (error) {
      this.#finish({ status: 'failed', error: asError(error) })
    }
  }

  /** The first job of the next lane that has one. */
  #take(): Waiting<L> | undefined {
    const lanes = Object.keys(this.#options.lanes) as L[]
    const after = this.#lastLane === undefined ? 0 : lanes.indexOf(this.#lastLane) + 1
    for (const lane of [...lanes.slice(after), ...lanes.slice(0, after)]) {
      const index = this.#waiting.findIndex((job) => job.lane === lane)
      if (index >= 0) return this.#waiting.splice(index, 1)[0]
    }
    return undefined
  }

  #start(): void {
    const { entry, start = START_MS } = this.#options
    const [first, workerData] = startOf(entry)
    const thread = new Worker(first, { workerData, execArgv: [], resourceLimits: LIMITS, name: 'iam-dojo jobs' })
    this.#thread = thread
    this.#after(start, () => this.#notStarted(new Error('the thread for jobs did not start in time')))
    thread.on('message', (message: FromThread) => {
      if (this.#thread === thread) this.#hear(message)
    })
    const ended = (error: Error) => {
      if (this.#thread !== thread) return
      if (!this.#ready) this.#notStarted(error)
      else if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#gone({ status: 'out-of-memory' })
      else this.#gone({ status: 'failed', error })
    }
    thread.on('error', (error) => ended(asError(error)))
    thread.on('exit', () => ended(new Error('the thread for jobs ended')))
  }

  #hear(message: FromThread): void {
    if (message.type === 'ready') {
      this.#ready = true
      this.#idle()
      this.#next()
      return
    }
    const job = this.#running
    if (!job || message.id !== job.message.id) return
    if (message.type === 'done') this.#finish({ status: 'done', value: message.value })
    else if (message.type === 'failed') this.#finish({ status: 'failed', error: asError(message.error) })
    else this.#hand(job, message.part)
  }

  #hand(job: Waiting<L>, part: unknown): void {
    try {
      job.onPart(part)
      this.#thread?.postMessage({ type: 'taken', id: job.message.id } satisfies ToThread)
    } catch (error) {
      void this.#end({ status: 'failed', error: asError(error) })
    }
  }

  #finish(outcome: Outcome<unknown>): void {
    const job = this.#running
    this.#running = undefined
    this.#idle()
    if (job) this.#settle(job, outcome)
    this.#next()
  }

  /** The thread lives on for a while, without holding the process. */
  #idle(): void {
    this.#thread?.unref()
    this.#after(this.#options.idle ?? IDLE_MS, () => void this.#end({ status: 'late' })).unref()
  }

  /** Ends the thread, and only then goes on: never two at a time. */
  async #end(outcome: Outcome<unknown>): Promise<void> {
    const thread = this.#thread
    clearTimeout(this.#timer)
    if (!thread) return
    this.#ready = false
    this.#letGo(outcome)
    thread.removeAllListeners()
    thread.on('error', () => {})
    await thread.terminate()
    if (this.#thread === thread) this.#gone(outcome)
  }

  /** There is no thread any more; whoever waits gets a new one. */
  #gone(outcome: Outcome<unknown>): void {
    clearTimeout(this.#timer)
    this.#thread = undefined
    this.#ready = false
    this.#letGo(outcome)
    if (!this.#closed) this.#next()
  }

  #letGo(outcome: Outcome<unknown>): void {
    const job = this.#running
    this.#running = undefined
    if (job) this.#settle(job, outcome)
  }

  /** A thread that never came up would not come up for the next job either. */
  #notStarted(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) this.#settle(waiting, { status: 'failed', error })
    void this.#end({ status: 'failed', error })
  }

  #settle(job: Waiting<L>, outcome: Outcome<unknown>): void {
    clearTimeout(job.patience)
    job.settle(outcome)
  }

  #after(ms: number, work: () => void): NodeJS.Timeout {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(work, ms)
    return this.#timer
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
