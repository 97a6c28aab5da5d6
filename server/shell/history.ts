const HISTORY_KEPT = 500

/** As with HISTCONTROL=ignoreboth: nothing twice in a row, nothing that begins with a space. */
export function remember(line: string, history: string[]): void {
  if (line.startsWith(' ') || history.at(-1) === line) return
  history.push(line)
  if (history.length > HISTORY_KEPT) history.splice(0, history.length - HISTORY_KEPT)
}

/** Ctrl-G */
export const ABORT_SEARCH = '\x07'

/** Ctrl-R: the newest line that holds what was typed. Source: Bash Reference Manual, "Searching for Commands in the History". */
export class HistorySearch {
  query = ''
  #at: number
  #found = true
  readonly #history: readonly string[]

  constructor(history: readonly string[]) {
    this.#history = history
    this.#at = history.length
  }

  get line(): string {
    return this.#history[this.#at] ?? ''
  }

  get prompt(): string {
    return `(${this.#found ? '' : 'failed '}reverse-i-search)'${this.query}': `
  }

  /** Any other control character takes the line that was found, and is then a key of that line. */
  key(key: string): 'goes on' | 'found' | 'dropped' {
    if (key === '\x12') this.#older()
    else if (key === '\x7f' || key === '\x08') this.#erase()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character
    else if (!/^[\x00-\x1f]/.test(key)) this.#type(key)
    else return key === ABORT_SEARCH || key === '\x03' ? 'dropped' : 'found'
    return 'goes on'
  }

  #type(text: string): void {
    this.query += text
    this.#look(Math.min(this.#at, this.#history.length - 1))
  }

  #erase(): void {
    this.query = [...this.query].slice(0, -1).join('')
    this.#look(this.#history.length - 1)
  }

  #older(): void {
    this.#look(this.#at - 1)
  }

  #look(from: number): void {
    if (this.query === '') return
    let at = from
    while (at >= 0 && !this.#history[at]?.includes(this.query)) at--
    this.#found = at >= 0
    if (this.#found) this.#at = at
  }
}
