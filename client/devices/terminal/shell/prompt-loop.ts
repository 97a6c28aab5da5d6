import { commonPrefix, complete } from './completion.js'
import { keysOf, LineEditor } from './line-editor.js'
import { LineView } from './line-view.js'
import { HOME, type ShellSession, USER } from './session.js'

export interface LoopOptions {
  write(text: string): void
  columns(): number
  session: ShellSession
  commandNames: readonly string[]
  history: string[]
  /** Before a line is run: another window may have changed the files. */
  beforeCommand(): Promise<void>
  /** Files and history may have changed. */
  afterCommand(): Promise<void>
}

const HISTORY_KEPT = 500

/** A question of a running command. */
interface Question {
  prompt: string
  secret: boolean
  answer(line: string): void
  interrupt(): void
}

/** Ctrl-C at a question. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Reads lines at a prompt and runs them, one after the other: what is typed or pasted while a command runs waits its
 * turn, or answers the command's question.
 */
export class PromptLoop {
  readonly #options: LoopOptions
  readonly #editor = new LineEditor()
  readonly #view: LineView
  #keys: string[] = []
  /** The lines before this one of a command that goes on. */
  #begun: string[] = []
  #running: AbortController | undefined
  #question: Question | undefined
  #pumping = false
  #tabs = 0
  #atLineStart = true

  constructor(options: LoopOptions) {
    this.#options = options
    this.#view = new LineView(options.write, options.columns)
  }

  start(): void {
    this.#prompt()
  }

  /** Asks on behalf of a command. */
  ask(prompt: string, secret: boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#question = { prompt, secret, answer: resolve, interrupt: () => reject(new Interrupted()) }
      this.#editor.start([])
      this.#view.start()
      this.#draw()
      void this.#pump()
    })
  }

  feed(data: string): void {
    for (const key of keysOf(data)) {
      if (key === '\x03' && this.#running && !this.#question) {
        this.#keys = []
        this.#running.abort()
        this.#options.write('^C')
      } else this.#keys.push(key)
    }
    void this.#pump()
  }

  /** After a change of the width. */
  redraw(): void {
    if (this.#question || !this.#running) this.#draw()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    while (this.#keys.length > 0 && (this.#question || !this.#running)) await this.#key(this.#keys.shift() ?? '')
    this.#pumping = false
  }

  async #key(key: string): Promise<void> {
    const action = this.#editor.key(key)
    this.#tabs = action.type === 'complete' ? this.#tabs + 1 : 0
    if (action.type === 'edit') this.#draw()
    else if (action.type === 'enter') this.#enter(action.line)
    else if (action.type === 'interrupt') this.#interrupt()
    else if (action.type === 'end') this.#end()
    else if (action.type === 'complete' && !this.#question) await this.#complete()
    else if (action.type === 'clear' && !this.#question) {
      this.#options.write('\x1b[2J\x1b[3J\x1b[H')
      this.#view.start()
      this.#draw()
    }
  }

  #enter(line: string): void {
    this.#editor.cursor = this.#editor.text.length
    this.#draw()
    this.#options.write('\n')
    const question = this.#question
    if (question) {
      this.#question = undefined
      question.answer(line)
      return
    }
    void this.#run(line)
  }

  #interrupt(): void {
    this.#options.write('^C\n')
    const question = this.#question
    this.#question = undefined
    this.#begun = []
    if (question) question.interrupt()
    else this.#prompt()
  }

  /** Ctrl-D: the end of the input. A question is answered with nothing. */
  #end(): void {
    if (this.#question) this.#enter('')
  }

  async #run(line: string): Promise<void> {
    const text = [...this.#begun, line].join('\n')
    if (text.trim() === '') {
      this.#prompt()
      return
    }
    const { session, history, write } = this.#options
    const abort = new AbortController()
    this.#running = abort
    try {
      await this.#options.beforeCommand()
      const result = await session.run(text, history, abort.signal)
      if (result.incomplete) this.#begun.push(line)
      else {
        this.#begun = []
        this.#remember(text)
        this.#atLineStart = true
        this.#print(result.stderr)
        this.#print(result.stdout)
        if (!this.#atLineStart || abort.signal.aborted) write('\n')
        await this.#options.afterCommand()
      }
    } catch (error) {
      this.#begun = []
      write(`bash: ${error instanceof Error ? error.message : String(error)}\n`)
    } finally {
      this.#running = undefined
      this.#prompt()
      void this.#pump()
    }
  }

  #print(text: string): void {
    if (text === '') return
    this.#options.write(text)
    // `clear` ends with the cursor in the corner.
    this.#atLineStart = text.endsWith('\n') || text.endsWith('\x1b[H')
  }

  /** As with HISTCONTROL=ignoreboth: nothing twice in a row, nothing that begins with a space. */
  #remember(line: string): void {
    const { history } = this.#options
    if (line.startsWith(' ') || history.at(-1) === line) return
    history.push(line)
    if (history.length > HISTORY_KEPT) history.splice(0, history.length - HISTORY_KEPT)
  }

  async #complete(): Promise<void> {
    const { session, commandNames, write } = this.#options
    const before = this.#editor.text.slice(0, this.#editor.cursor)
    const { start, candidates } = await complete(before, session, commandNames)
    const word = before.slice(start)
    const [only] = candidates
    const common = commonPrefix(candidates)
    if (only !== undefined && candidates.length === 1) this.#editor.replace(start, only.endsWith('/') ? only : `${only} `)
    else if (common.length > word.length) this.#editor.replace(start, common)
    else if (candidates.length > 1 && this.#tabs > 1) {
      write(`\n${inColumns(candidates, this.#options.columns())}`)
      this.#view.start()
    }
    this.#draw()
  }

  #prompt(): void {
    this.#editor.start(this.#options.history)
    this.#view.start()
    this.#draw()
  }

  #draw(): void {
    const { secret = false, prompt } = this.#question ?? {}
    const { text, cursor } = this.#editor
    this.#view.draw(prompt ?? this.#promptText(), secret ? { text: '', cursor: 0 } : { text, cursor })
  }

  #promptText(): string {
    if (this.#begun.length > 0) return '> '
    const folder = this.#options.session.cwd.replace(new RegExp(`^${HOME}(?=/|$)`), '~')
    return `\x1b[1;32m${USER}@laptop\x1b[0m:\x1b[1;34m${folder}\x1b[0m$ `
  }
}

function inColumns(words: readonly string[], columns: number): string {
  const width = Math.max(...words.map(({ length }) => length)) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  let text = ''
  for (let index = 0; index < words.length; index += perRow) {
    text += `${words
      .slice(index, index + perRow)
      .map((word) => word.padEnd(width))
      .join('')
      .trimEnd()}\n`
  }
  return text
}
