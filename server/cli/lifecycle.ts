import type { Log } from './log.js'
import { tell } from './output.js'
import { sentenceOf } from './sentence.js'

/** A stop that takes longer, in milliseconds, is given up. */
const MAX_STOP_MS = 10_000

/**
 * From the first step of the start to the last of the stop: whatever goes wrong ends in one sentence on standard error
 * and exit code 1, and what is no known trouble is in the log with its stack.
 */
export class Lifecycle {
  readonly #log: Log
  readonly #steps: (() => void | Promise<void>)[] = []
  #ending = false

  constructor(log: Log) {
    this.#log = log
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void this.end())
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(fault, (error: unknown) => void this.end(error))
    }
  }

  get ending(): boolean {
    return this.#ending
  }

  /** What the stop has to do; the last one added comes first. A step that fails keeps none of the others from running. */
  onStop(step: () => void | Promise<void>): void {
    this.#steps.unshift(step)
  }

  /** Stops everything and exits: with 1 because of an error, or when stopping fails, else with 0. */
  async end(error?: unknown): Promise<void> {
    if (this.#ending) return
    this.#ending = true
    const told = new Set<string>()
    if (error !== undefined) this.tell(error, told)
    setTimeout(() => {
      this.tell(new StopTooSlow(), told)
      process.exit(1)
    }, MAX_STOP_MS).unref()
    for (const step of this.#steps) {
      try {
        await step()
      } catch (failure) {
        this.tell(failure, told)
      }
    }
    // A pipe may take its text later.
    await new Promise<void>((resolve) => process.stderr.write('', () => resolve()))
    process.exit(told.size === 0 ? 0 : 1)
  }

  /** One sentence on standard error, each once; the whole error in the log where nobody can know what it means. */
  tell(error: unknown, told: Set<string>): void {
    const { sentence, known } = sentenceOf(error)
    if (!known) this.#log('the server ended unexpectedly', { error })
    if (!told.has(sentence)) tell(`iam-dojo: ${sentence}`)
    told.add(sentence)
  }
}

class StopTooSlow extends Error {
  override readonly message = `the server didn't stop within ${MAX_STOP_MS / 1000} s, so it was ended`
}
