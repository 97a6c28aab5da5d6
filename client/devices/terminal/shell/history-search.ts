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

  type(text: string): void {
    this.query += text
    this.#look(Math.min(this.#at, this.#history.length - 1))
  }

  erase(): void {
    this.query = [...this.query].slice(0, -1).join('')
    this.#look(this.#history.length - 1)
  }

  older(): void {
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
