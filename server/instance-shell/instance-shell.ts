import type { Completion } from '../shell/completion.js'
import { EndOfInput, Interrupted } from '../shell/end-of-input.js'
import type { KeptEntry } from '../shell/files.js'
import type { Login } from '../shell/login.js'
import type { Shell } from '../shell/prompt-loop.js'
import type { Result, Run, ShellState } from '../shell/session.js'
import { type Changes, NoSpace } from './changes.js'
import { type MachineFacts, systemOf } from './machine/facts.js'
import type { Answer, Clocks, PortRequest, PortResponse, Question, ScreenSize } from './protocol.js'
import type { PoolOutcome, ShellPool } from './shell-pool.js'
import type { LineServices } from './shell-thread.js'

/** Somebody at the keyboard. Each rejects with `EndOfInput` at Ctrl-D and with `Interrupted` at Ctrl-C. */
export interface Keyboard {
  line(prompt: string, secret: boolean): Promise<string>
  key(prompt: string): Promise<string>
}

/** What a login to an instance gives its shell. */
export interface ShellServices {
  pool: ShellPool
  accountId: string
  login: Login
  /** Variables that the shell begins with, beside its own. */
  environment?: Readonly<Record<string, string>>
  facts(): MachineFacts
  files: {
    read(): Promise<readonly KeptEntry[]>
    /** Keeps what a line has changed. Throws NoSpace. */
    change(changes: Changes): Promise<void>
  }
  clocks(): Clocks
  screen(): ScreenSize
  /** Undefined: a line that asks finds the end of its input. */
  keyboard: Keyboard | undefined
  /** Where `aws` sends its calls: `http://127.0.0.1:4600`. */
  origin: string
  /** A signed request, from the address of the instance. */
  aws(request: PortRequest): Promise<PortResponse>
  /** A request to http://169.254.169.254. */
  metadata(request: PortRequest): Promise<PortResponse>
  /** A request to the page that the instance serves. */
  page(request: PortRequest): Promise<PortResponse>
}

/** What one line may cost, however often it was given up to wait. */
const CPU_MS = 1000
const WALL_MS = 10_000
const KILLED = 137
const INTERRUPTED = 130
const BUSY = 254
/** As long as a line may be, in characters. */
const LONGEST_LINE = 64 * 1024

export type LineResult = Pick<Result, 'exitCode' | 'incomplete' | 'left'>

/** A line that may be run several times until it has all its answers. */
interface Attempt {
  line: string
  run: Run
  signal: AbortSignal
  begun: Clocks
  answers: Answer[]
  /** How many characters. */
  printed: number
  /** Milliseconds that it may still take. */
  left: number
  /** As they were when it began: a line that is run again sees them again. */
  files: readonly KeptEntry[] | undefined
}

/** The shell of one login: what it knows lasts from line to line, and ends with the login; files stay on the instance. */
export class InstanceShell implements Shell {
  readonly #services: ShellServices
  #state: Partial<ShellState> = {}

  constructor(services: ShellServices) {
    this.#services = services
  }

  prompt(): string {
    const { login, facts } = this.#services
    return promptOf(facts(), login, this.#state.cwd ?? login.home)
  }

  async complete(line: string): Promise<Completion> {
    const { pool, accountId, login, facts, files } = this.#services
    const state = this.#state
    const input = async () =>
      ({ type: 'completion', ...{ line, login, state, facts: facts(), files: await files.read() } }) as const
    const outcome = await pool.run(accountId, input, alone(), { cpu: CPU_MS, wall: WALL_MS })
    return outcome.status === 'completed' ? outcome.completion : { start: line.length, candidates: [] }
  }

  /** Runs a line to its end; what it prints goes to `run.print` as it comes. */
  async run(line: string, run: Run = {}): Promise<LineResult> {
    if (line.length > LONGEST_LINE) return this.#failed('bash: the line is too long', 1, run)
    const signal = run.signal ?? never()
    const attempt: Attempt = {
      ...{ line, run, signal, begun: this.#services.clocks(), answers: [], printed: 0, left: WALL_MS, files: undefined },
    }
    for (;;) {
      const outcome = await this.#once(attempt)
      if (outcome.status !== 'waits') return this.#ended(outcome, run)
      const answer = await this.#answerTo(outcome.question, attempt)
      if (signal.aborted) return this.#ended({ status: 'interrupted' }, run)
      if (!answer) return this.#ended({ status: 'killed', why: 'wall' }, run)
      attempt.answers.push(answer)
    }
  }

  async #once(attempt: Attempt): Promise<PoolOutcome> {
    const { pool, accountId, facts, files, login, screen, origin, environment = {} } = this.#services
    const { line, run, signal, answers, begun } = attempt
    const state = this.#state
    let from = performance.now()
    const outcome = await pool.run(
      accountId,
      async () => {
        attempt.files ??= await files.read()
        from = performance.now()
        return {
          ...{ type: 'command', line, login, state, environment, origin, answers, facts: facts(), screen: screen() },
          ...{ history: run.history ?? [], files: attempt.files, clocks: begun, printed: attempt.printed },
        }
      },
      {
        signal,
        async print(stream, text) {
          attempt.printed += text.length
          await run.print?.(stream, text)
        },
        ask: async (question) => {
          const answer = await this.#send(question)
          answers.push(answer)
          return answer
        },
      },
      { cpu: CPU_MS, wall: attempt.left },
    )
    attempt.left -= performance.now() - from
    return outcome
  }

  /** What a running line asks for while it holds its thread. */
  async #send(question: Question): Promise<Answer> {
    if (question.type !== 'send') return { type: 'end' }
    const response = await this.#services[question.to](question.request)
    return { type: 'send', response }
  }

  /** Undefined: it would take longer than a line may. */
  async #answerTo(question: Question, attempt: Attempt): Promise<Answer | undefined> {
    const { keyboard } = this.#services
    if (question.type === 'pause') {
      const ms = Math.min(question.ms, attempt.left)
      attempt.left -= ms
      await paused(ms, attempt.signal)
      return attempt.left > 0 ? { type: 'pause' } : undefined
    }
    try {
      if (question.type === 'lines') return { type: 'lines', text: (await attempt.run.readAll?.()) ?? '' }
      if (question.type === 'line' && keyboard) {
        return { type: 'line', text: await keyboard.line(question.prompt, question.secret) }
      }
      if (question.type === 'key' && keyboard) return { type: 'key', text: await keyboard.key(question.prompt) }
    } catch (error) {
      if (!(error instanceof EndOfInput || error instanceof Interrupted)) throw error
    }
    return { type: 'end' }
  }

  async #ended(outcome: Exclude<PoolOutcome, { status: 'waits' }>, run: Run): Promise<LineResult> {
    switch (outcome.status) {
      case 'ended': {
        const { exitCode, incomplete, left, state, changes } = outcome
        this.#state = state ?? { ...this.#state, exitCode }
        const kept = await this.#keep(changes)
        return kept ? { exitCode, incomplete, left } : this.#failed('bash: write error: No space left on device', 1, run)
      }
      case 'interrupted':
        return this.#with(INTERRUPTED)
      case 'killed':
        return this.#failed('Killed', KILLED, run)
      case 'busy':
        return this.#failed('bash: fork: retry: Resource temporarily unavailable', BUSY, run)
      default:
        return this.#failed(`bash: ${'message' in outcome ? outcome.message : 'internal error'}`, 1, run)
    }
  }

  async #keep({ put, gone }: Changes): Promise<boolean> {
    if (put.length === 0 && gone.length === 0) return true
    try {
      await this.#services.files.change({ put, gone })
      return true
    } catch (error) {
      if (error instanceof NoSpace) return false
      throw error
    }
  }

  async #failed(message: string, exitCode: number, { print }: Run): Promise<LineResult> {
    await print?.('err', `${message}\n`)
    return this.#with(exitCode)
  }

  #with(exitCode: number): LineResult {
    this.#state = { ...this.#state, exitCode }
    return { exitCode, incomplete: false, left: false }
  }
}

/** Nobody listens, answers, or stops it. */
const alone = (): LineServices => ({ print: () => {}, ask: async () => ({ type: 'end' }), signal: never() })

const never = (): AbortSignal => new AbortController().signal

/** As the images set PS1. */
function promptOf(facts: MachineFacts, { user, host, home }: Login, cwd: string): string {
  const folder = cwd.replace(new RegExp(`^${home}(?=/|$)`), '~')
  if (systemOf(facts).longHostName) return `[${user}@${host} ${/[^/]+$/.exec(folder)?.[0] ?? '/'}]$ `
  return `\x1b[01;32m${user}@${host}\x1b[00m:\x1b[01;34m${folder}\x1b[00m$ `
}

/** Until the time has passed, or Ctrl-C. */
function paused(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
