/** What a key has brought about. */
export type Action =
  | { type: 'edit' }
  | { type: 'enter'; line: string }
  | { type: 'complete' }
  | { type: 'interrupt' }
  | { type: 'end' }
  | { type: 'clear' }
  | { type: 'search' }
  | { type: 'none' }

/** A key, or a run of printable characters, or an end of line inside a pasted text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal sends
const KEYS = /\x1b\[20[01]~|\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[a-z]|\r\n?|\n|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/gu

/** What was typed, cut into single keys. */
export const keysOf = (data: string): string[] => data.match(KEYS) ?? []

/** A line being typed, edited as GNU readline does by default. Source: Bash Reference Manual, "Command Line Editing". */
export class LineEditor {
  text = ''
  /** In UTF-16 units, never inside a character. */
  cursor = 0
  #history: readonly string[] = []
  #place = 0
  #draft = ''
  #killed = ''

  start(history: readonly string[]): void {
    this.#history = history
    this.#place = history.length
    this.#set('')
  }

  key(key: string): Action {
    const edit = EDITS[key]
    if (edit) return edit(this)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: whatever else begins with a control character does nothing
    if (/^[\x00-\x1f\x7f]/.test(key)) return { type: 'none' }
    this.insert(key)
    return { type: 'edit' }
  }

  insert(text: string): void {
    this.text = this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor)
    this.cursor += text.length
  }

  /** Puts `text` where `start` to the cursor was. */
  replace(start: number, text: string): void {
    this.text = this.text.slice(0, start) + text + this.text.slice(this.cursor)
    this.cursor = start + text.length
  }

  replaceAll(text: string): void {
    this.#set(text)
  }

  move(to: number): Action {
    this.cursor = Math.max(0, Math.min(this.text.length, to))
    return { type: 'edit' }
  }

  cut(from: number, to: number, kill = false): Action {
    if (kill) this.#killed = this.text.slice(from, to)
    this.text = this.text.slice(0, from) + this.text.slice(to)
    this.cursor = from
    return { type: 'edit' }
  }

  yank(): Action {
    this.insert(this.#killed)
    return { type: 'edit' }
  }

  /** One character to the left or right: two units where it is an emoji. */
  left(): number {
    const [last = ''] = [...this.text.slice(0, this.cursor)].slice(-1)
    return this.cursor - last.length
  }
  right(): number {
    const [first = ''] = this.text.slice(this.cursor)
    return this.cursor + first.length
  }
  wordLeft(): number {
    return this.text.slice(0, this.cursor).replace(/\S+\s*$/, '').length
  }
  wordRight(): number {
    return this.cursor + (/^\s*\S+/.exec(this.text.slice(this.cursor))?.[0].length ?? 0)
  }

  browse(by: 1 | -1): Action {
    const to = this.#place + by
    if (to < 0 || to > this.#history.length) return { type: 'none' }
    if (this.#place === this.#history.length) this.#draft = this.text
    this.#place = to
    this.#set(this.#history[to] ?? this.#draft)
    return { type: 'edit' }
  }

  #set(text: string): void {
    this.text = text
    this.cursor = text.length
  }
}

type Edit = (editor: LineEditor) => Action

const enter: Edit = ({ text }) => ({ type: 'enter', line: text })
const home: Edit = (editor) => editor.move(0)
const end: Edit = (editor) => editor.move(editor.text.length)
const back: Edit = (editor) => editor.cut(editor.left(), editor.cursor)
const forward: Edit = (editor) => editor.cut(editor.cursor, editor.right())
const left: Edit = (editor) => editor.move(editor.left())
const right: Edit = (editor) => editor.move(editor.right())
const previous: Edit = (editor) => editor.browse(-1)
const next: Edit = (editor) => editor.browse(1)
const wordLeft: Edit = (editor) => editor.move(editor.wordLeft())
const wordRight: Edit = (editor) => editor.move(editor.wordRight())

const EDITS: Readonly<Record<string, Edit>> = {
  '\r': enter,
  '\n': enter,
  '\r\n': enter,
  '\t': () => ({ type: 'complete' }),
  '\x01': home,
  '\x02': left,
  '\x03': () => ({ type: 'interrupt' }),
  '\x04': (editor) => (editor.text === '' ? { type: 'end' } : forward(editor)),
  '\x05': end,
  '\x06': right,
  '\x08': back,
  '\x0b': (editor) => editor.cut(editor.cursor, editor.text.length, true),
  '\x0c': () => ({ type: 'clear' }),
  '\x0e': next,
  '\x10': previous,
  '\x12': () => ({ type: 'search' }),
  '\x15': (editor) => editor.cut(0, editor.cursor, true),
  '\x17': (editor) => editor.cut(editor.wordLeft(), editor.cursor, true),
  '\x19': (editor) => editor.yank(),
  '\x7f': back,
  '\x1b[A': previous,
  '\x1b[B': next,
  '\x1b[C': right,
  '\x1b[D': left,
  '\x1b[H': home,
  '\x1b[F': end,
  '\x1bOH': home,
  '\x1bOF': end,
  '\x1b[1~': home,
  '\x1b[4~': end,
  '\x1b[3~': forward,
  '\x1b[1;5C': wordRight,
  '\x1b[1;5D': wordLeft,
  '\x1bb': wordLeft,
  '\x1bf': wordRight,
}
