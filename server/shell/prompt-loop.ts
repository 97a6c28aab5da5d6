import { commonPrefix } from './common-prefix.js'
import type { Completion } from './completion.js'
import { EndOfInput, Interrupted } from './end-of-input.js'
import { ABORT_SEARCH, HistorySearch, remember } from './history.js'
import { inColumns } from './in-columns.js'
import { keysOf, LineEditor } from './line-editor.js'
import { LineView } from './line-view.js'
import type { ScreenTaker } from './machine.js'
import { Questions } from './questions.js'
import type { Result, Run } from './session.js'

/** The shell behind a prompt: in this thread, or in another. */
export interface Shell {
  /** What stands before a line. */
  prompt(): string
  run(line: string, run: Run): Promise<Pick<Result, 'incomplete' | 'exitCode' | 'left'>>
  /** What Tab offers for a line up to the cursor. */
  complete(line: string): Promise<Completion>
}

export interface LoopOptions {
  write(text: string): void
  columns(): number
  shell: Shell
  history: string[]
  /** What may have gone wrong with a line that failed. */
  hint(line: string): string | undefined
  /** After `exit`. */
  exited(): void
  /** Before a line is run: another window may have changed the files. */
  beforeCommand(): Promise<void>
  /** Files and history may have changed. */
  afterCommand(): Promise<void>
}

/**
 * Reads lines at a prompt and runs them, one after the other: what is typed or pasted while a command runs waits its
 * turn, or answers the command's question.
 */
export class PromptLoop {
  readonly #options: LoopOptions
  readonly #editor = new LineEditor()
  readonly #view: LineView
  readonly #questions = new Questions(() => this.#asked())
  #keys: string[] = []
  /** The lines before this one of a command that goes on. */
  #begun: string[] = []
  #running: AbortController | undefined
  #search: HistorySearch | undefined
  #taker: ScreenTaker | undefined
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
    return this.#questions.ask(prompt, { secret })
  }

  /** Waits for a single key on behalf of a command. */
  key(prompt: string): Promise<string> {
    return this.#questions.ask(prompt, { key: true })
  }

  /** Hands all keys to a command until it gives them back. */
  takeOver(taker: ScreenTaker): () => void {
    this.#taker = taker
    return () => {
      if (this.#taker !== taker) return
      this.#taker = undefined
      void this.#pump()
    }
  }

  #asked(): void {
    if (!this.#atLineStart) this.#options.write('\n')
    this.#atLineStart = true
    this.#editor.start([])
    this.#view.start()
    this.#draw()
    void this.#pump()
  }

  /** What is typed until Ctrl-D; nothing after Ctrl-C. */
  async #readAll(): Promise<string> {
    let text = ''
    try {
      for (;;) text += `${await this.ask('', false)}\n`
    } catch (error) {
      if (error instanceof EndOfInput) return text
      if (error instanceof Interrupted) return ''
      throw error
    }
  }

  feed(data: string): void {
    if (this.#taker) {
      this.#taker.feed(data)
      return
    }
    for (const key of keysOf(data)) {
      if (key === '\x03' && this.#running && !this.#questions.open) {
        this.#keys = []
        this.#running.abort()
        this.#options.write('^C')
        this.#atLineStart = false
      } else this.#keys.push(key)
    }
    void this.#pump()
  }

  /** After a change of the width. */
  redraw(): void {
    this.#taker?.resized()
    if (this.#questions.open || !this.#running) this.#draw()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    while (this.#keys.length > 0 && (this.#questions.open || !this.#running)) await this.#key(this.#keys.shift() ?? '')
    this.#pumping = false
  }

  async #key(key: string): Promise<void> {
    if (this.#questions.open?.key) {
      this.#keyAnswer(key)
      return
    }
    if (this.#search && this.#searchKey(this.#search, key)) return
    const action = this.#editor.key(key)
    const atPrompt = !this.#questions.open
    this.#tabs = action.type === 'complete' ? this.#tabs + 1 : 0
    if (action.type === 'edit') this.#draw()
    else if (action.type === 'enter') this.#enter(action.line)
    else if (action.type === 'interrupt') this.#interrupt()
    else if (action.type === 'end') this.#end()
    else if (action.type === 'complete' && atPrompt) await this.#complete()
    else if (action.type === 'complete' && this.#questions.open?.prompt === '') this.#indent()
    else if (action.type === 'search' && atPrompt) this.#startSearch()
    else if (action.type === 'clear' && atPrompt) {
      this.#options.write('\x1b[2J\x1b[3J\x1b[H')
      this.#view.start()
      this.#draw()
    }
  }

  /** Where text is typed, Tab is white space; the line view knows none that is wider than a character. */
  #indent(): void {
    this.#editor.insert('    ')
    this.#draw()
  }

  /** The question's line goes with its answer. */
  #keyAnswer(key: string): void {
    this.#options.write('\r\x1b[J')
    if (key === '\x03') this.#questions.interrupt()
    else this.#questions.answer(key)
  }

  #startSearch(): void {
    this.#search = new HistorySearch(this.#options.history)
    this.#draw()
  }

  /** False: the search has ended, and the key is the line's. */
  #searchKey(search: HistorySearch, key: string): boolean {
    const outcome = search.key(key)
    if (outcome !== 'goes on') this.#search = undefined
    if (outcome === 'found') this.#editor.replaceAll(search.line)
    this.#draw()
    return outcome === 'goes on' || key === ABORT_SEARCH
  }

  #enter(line: string): void {
    this.#editor.cursor = this.#editor.text.length
    this.#draw()
    this.#options.write('\n')
    if (this.#questions.open) this.#questions.answer(line)
    else void this.#run(line)
  }

  #interrupt(): void {
    this.#options.write('^C\n')
    this.#begun = []
    if (!this.#questions.open) {
      this.#prompt()
      return
    }
    // The whole line ends, not the one command that asked.
    this.#running?.abort()
    this.#questions.interrupt()
  }

  /** Ctrl-D. */
  #end(): void {
    if (!this.#questions.open) return
    // A program that asked goes on below its question; one that reads lines goes on where it is.
    if (this.#questions.open.prompt !== '') this.#options.write('\n')
    this.#questions.end()
  }

  async #run(line: string): Promise<void> {
    const text = [...this.#begun, line].join('\n')
    if (text.trim() === '') {
      this.#prompt()
      return
    }
    const { shell, history, write, hint, exited } = this.#options
    const abort = new AbortController()
    this.#running = abort
    try {
      await this.#options.beforeCommand()
      this.#atLineStart = true
      const { incomplete, exitCode, left } = await shell.run(text, {
        history,
        signal: abort.signal,
        print: (_stream, printed) => this.#print(printed),
        readAll: () => this.#readAll(),
      })
      if (incomplete) this.#begun.push(line)
      else {
        this.#begun = []
        remember(text, history)
        if (!this.#atLineStart) write('\n')
        const advice = exitCode === 0 || abort.signal.aborted ? undefined : hint(text)
        if (advice !== undefined) write(`${advice}\n`)
        await this.#options.afterCommand()
        if (left) exited()
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
    // A command that was stopped has nothing more to say.
    if (this.#running?.signal.aborted) return
    this.#options.write(text)
    // `clear` ends with the cursor in the corner.
    this.#atLineStart = text.endsWith('\n') || text.endsWith('\x1b[H')
  }

  async #complete(): Promise<void> {
    const { shell, write } = this.#options
    const before = this.#editor.text.slice(0, this.#editor.cursor)
    const { start, candidates } = await shell.complete(before)
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
    this.#search = undefined
    this.#editor.start(this.#options.history)
    this.#view.start()
    this.#draw()
  }

  #draw(): void {
    const question = this.#questions.open
    const { text, cursor } = this.#editor
    if (question) this.#view.draw(question.prompt, question.secret ? { text: '', cursor: 0 } : { text, cursor })
    else if (this.#search) {
      const { prompt, line } = this.#search
      this.#view.draw(prompt, { text: line, cursor: line.length })
    } else this.#view.draw(this.#promptText(), { text, cursor })
  }

  #promptText(): string {
    return this.#begun.length > 0 ? '> ' : this.#options.shell.prompt()
  }
}
