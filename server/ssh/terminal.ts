import { breathe } from '../bounds/turn.js'
import { commonPrefix } from '../shell/common-prefix.js'
import { EndOfInput, Interrupted } from '../shell/end-of-input.js'
import { ABORT_SEARCH, HistorySearch, remember } from '../shell/history.js'
import { inColumns } from '../shell/in-columns.js'
import { LineEditor } from '../shell/line-editor.js'
import { LineView } from '../shell/line-view.js'
import { Questions } from '../shell/questions.js'
import type { InstanceShell } from './instance-shell.js'
import type { SshLimits } from './limits.js'
import type { Stream } from './output.js'
import { TypedAhead } from './typed-ahead.js'

export interface TerminalOptions {
  shell: InstanceShell
  output: { write(stream: Stream, data: string | Uint8Array): Promise<void> }
  limits: Pick<SshLimits, 'lineBytes' | 'typedAheadBytes'>
  size: { columns: number; rows: number }
  /** Runs this and ends, instead of asking for lines. */
  command: string | undefined
  /** The shell is left, with this exit code. */
  onEnd(exitCode: number): void
  /** The shell itself failed: a bug. */
  onFailed(error: unknown): void
}

const BELL = '\x07'
const INTERRUPTED = 130
const FAILED = 255

/**
 * A shell at a terminal: reads lines and runs them one after the other. What is typed while a command runs waits its turn,
 * or answers the command's question. A line is drawn once for all keys that came together, and many keys are worked off
 * over several turns: whoever types is a stranger.
 */
export class Terminal {
  readonly #options: TerminalOptions
  readonly #editor = new LineEditor()
  readonly #view: LineView
  readonly #decoder = new TextDecoder()
  readonly #history: string[] = []
  readonly #typed: TypedAhead
  readonly #questions = new Questions(() => this.#asked())
  #size: TerminalOptions['size']
  /** The lines before this one of a command that goes on. */
  #begun: string[] = []
  #running: AbortController | undefined
  #search: HistorySearch | undefined
  #tabs = 0
  #pumping = false
  #ended = false
  #atLineStart = true
  /** The line looks different from what was drawn. */
  #changed = false
  #exitCode = 0

  constructor(options: TerminalOptions) {
    this.#options = options
    this.#size = options.size
    this.#typed = new TypedAhead(options.limits.typedAheadBytes)
    this.#view = new LineView(
      (text) => this.#write(text),
      () => this.#size.columns,
    )
  }

  start(): void {
    const { command } = this.#options
    if (command === undefined) this.#prompt()
    else void this.#run(command)
  }

  feed(data: Uint8Array): void {
    if (this.#ended) return
    const text = this.#decoder.decode(data, { stream: true })
    const interrupt = this.#running && !this.#questions.open ? text.lastIndexOf('\x03') : -1
    if (interrupt >= 0) {
      this.#running?.abort()
      this.#write('^C')
      this.#atLineStart = false
      this.#typed.restart(text.slice(interrupt + 1))
    } else if (!this.#typed.add(text)) this.#write(BELL)
    void this.#pump()
  }

  resize(size: TerminalOptions['size']): void {
    this.#size = size
    if (!this.#ended && (this.#questions.open || !this.#running)) this.#draw()
  }

  /** Ends a running command. */
  interrupt(): void {
    this.#running?.abort()
  }

  /** The client is gone. */
  close(): void {
    this.#ended = true
    this.#running?.abort()
    this.#questions.interrupt()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    for (let keys = this.#nextKeys(); keys.length > 0; keys = this.#nextKeys()) {
      for (const [at, key] of keys.entries()) {
        await this.#key(key)
        await breathe()
        if (this.#takesKeys()) continue
        // A command runs: the rest waits for its question or its end.
        this.#typed.putBack(keys.slice(at + 1))
        break
      }
    }
    if (this.#changed && this.#takesKeys()) this.#draw()
    this.#pumping = false
  }

  #takesKeys(): boolean {
    return !this.#ended && (this.#questions.open !== undefined || this.#running === undefined)
  }

  #nextKeys(): string[] {
    return this.#takesKeys() ? this.#typed.next() : []
  }

  async #key(key: string): Promise<void> {
    if (this.#search && this.#searched(this.#search, key)) return
    const action = this.#editor.key(key)
    this.#tabs = action.type === 'complete' ? this.#tabs + 1 : 0
    if (action.type === 'edit') this.#edited()
    else if (action.type === 'enter') this.#enter(action.line)
    else if (action.type === 'interrupt') this.#interrupted()
    else if (action.type === 'end') this.#endOfInput()
    else if (action.type === 'complete' && !this.#questions.open) await this.#complete()
    else if (action.type === 'search' && !this.#questions.open) {
      this.#search = new HistorySearch(this.#history)
      this.#changed = true
    } else if (action.type === 'clear') {
      this.#write('\x1b[2J\x1b[3J\x1b[H')
      this.#view.start()
      this.#changed = true
    }
  }

  /** False: the search has ended, and the key is the line's. */
  #searched(search: HistorySearch, key: string): boolean {
    const outcome = search.key(key)
    if (outcome === 'found') this.#editor.replaceAll(search.line)
    if (outcome !== 'goes on') this.#search = undefined
    this.#changed = true
    return outcome === 'goes on' || key === ABORT_SEARCH
  }

  #edited(): void {
    const { text } = this.#editor
    const { lineBytes } = this.#options.limits
    if (text.length > lineBytes) {
      this.#editor.replaceAll(text.slice(0, lineBytes))
      this.#write(BELL)
    }
    this.#changed = true
  }

  #enter(line: string): void {
    this.#editor.cursor = this.#editor.text.length
    this.#draw()
    this.#write('\n')
    if (this.#questions.open) this.#questions.answer(line)
    else void this.#run([...this.#begun, line].join('\n'), line)
  }

  #interrupted(): void {
    this.#write('^C\n')
    this.#begun = []
    if (this.#questions.open) {
      this.#running?.abort()
      this.#questions.interrupt()
    } else {
      this.#exitCode = INTERRUPTED
      this.#prompt()
    }
  }

  /** Ctrl-D on an empty line. */
  #endOfInput(): void {
    const question = this.#questions.open
    if (question) {
      if (question.prompt !== '') this.#write('\n')
      this.#questions.end()
    } else this.#leave()
  }

  /** `line` is the last of several that make up `text`. */
  async #run(text: string, line = text): Promise<void> {
    if (text.trim() === '') {
      this.#prompt()
      return
    }
    const { shell, command } = this.#options
    const abort = new AbortController()
    this.#running = abort
    this.#atLineStart = true
    try {
      const { exitCode, incomplete, left } = await shell.run(text, {
        signal: abort.signal,
        history: this.#history,
        size: this.#size,
        print: (_stream, data) => (abort.signal.aborted ? Promise.resolve() : this.#print(data)),
        readAll: () => this.#readAll(),
        ask: (prompt, secret) => this.#ask(prompt, secret),
      })
      this.#ran(text, line, { exitCode, incomplete })
      if (left || command !== undefined) this.#leave(command === undefined)
    } catch (error) {
      if (!this.#ended) this.#options.onFailed(error)
      this.#exitCode = FAILED
      if (command !== undefined) this.#leave(false)
    } finally {
      this.#running = undefined
      if (!this.#ended) {
        this.#prompt()
        void this.#pump()
      }
    }
  }

  #ran(text: string, line: string, { exitCode, incomplete }: { exitCode: number; incomplete: boolean }): void {
    if (!this.#atLineStart) this.#write('\n')
    if (incomplete) this.#begun.push(line)
    else {
      this.#begun = []
      this.#exitCode = exitCode
      remember(text, this.#history)
    }
  }

  #leave(told = true): void {
    if (this.#ended) return
    if (told) this.#write('logout\n')
    this.#ended = true
    this.#options.onEnd(this.#exitCode)
  }

  async #ask(prompt: string, secret: boolean): Promise<string> {
    if (this.#ended) throw new Interrupted()
    return this.#questions.ask(prompt, { secret })
  }

  #asked(): void {
    if (!this.#atLineStart) this.#write('\n')
    this.#fresh([])
    void this.#pump()
  }

  /** What is typed until Ctrl-D. */
  async #readAll(): Promise<Uint8Array> {
    const lines: string[] = []
    try {
      for (;;) lines.push(`${await this.#ask('', false)}\n`)
    } catch (error) {
      return Buffer.from(error instanceof EndOfInput ? lines.join('') : '')
    }
  }

  async #complete(): Promise<void> {
    const before = this.#editor.text.slice(0, this.#editor.cursor)
    const { start, candidates } = await this.#options.shell.complete(before).catch((error: unknown) => {
      this.#options.onFailed(error)
      return { start: before.length, candidates: [] }
    })
    const word = before.slice(start)
    const [only = ''] = candidates
    const common = commonPrefix(candidates)
    if (candidates.length === 1) this.#editor.replace(start, only.endsWith('/') ? only : `${only} `)
    else if (common.length > word.length) this.#editor.replace(start, common)
    else if (candidates.length > 1 && this.#tabs > 1) {
      this.#write(`\n${inColumns(candidates, this.#size.columns)}`)
      this.#view.start()
    }
    this.#edited()
  }

  #prompt(): void {
    this.#search = undefined
    this.#fresh(this.#history)
  }

  #fresh(history: readonly string[]): void {
    this.#editor.start(history)
    this.#view.start()
    this.#draw()
  }

  #draw(): void {
    this.#changed = false
    const { text, cursor } = this.#editor
    if (this.#questions.open) {
      const { prompt, secret } = this.#questions.open
      this.#view.draw(prompt, secret ? { text: '', cursor: 0 } : { text, cursor })
    } else if (this.#search) {
      const { prompt, line } = this.#search
      this.#view.draw(prompt, { text: line, cursor: line.length })
    } else this.#view.draw(this.#begun.length > 0 ? '> ' : this.#options.shell.prompt(), { text, cursor })
  }

  #print(data: Uint8Array): Promise<void> {
    if (data.length > 0) this.#atLineStart = data.at(-1) === 0x0a
    const text = Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1')
    return this.#options.output.write('out', Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'))
  }

  #write(text: string): void {
    void this.#options.output.write('out', text.replaceAll('\n', '\r\n'))
  }
}
