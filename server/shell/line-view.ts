import type { LineEditor } from './line-editor.js'

/** Draws a prompt and the line behind it, over several rows where they are long. */
export class LineView {
  #row = 0
  readonly #write: (text: string) => void
  readonly #columns: () => number

  constructor(write: (text: string) => void, columns: () => number) {
    this.#write = write
    this.#columns = columns
  }

  /** The cursor is at the beginning of a fresh row. */
  start(): void {
    this.#row = 0
  }

  draw(prompt: string, { text, cursor }: Pick<LineEditor, 'text' | 'cursor'>): void {
    const columns = Math.max(this.#columns(), 2)
    const lead = widthOf(withoutColour(prompt))
    const end = lead + widthOf(text)
    const at = lead + widthOf(text.slice(0, cursor))
    // A row that is just full leaves the cursor on it: a space and its removal take it to the next.
    const wrap = end > 0 && end % columns === 0 ? ' \b' : ''
    const endRow = Math.floor(end / columns)
    const row = Math.floor(at / columns)
    this.#write(
      `${up(this.#row)}\r\x1b[J${prompt}${text}${wrap}${up(endRow - row)}\r${at % columns > 0 ? `\x1b[${at % columns}C` : ''}`,
    )
    this.#row = row
  }
}

const up = (rows: number): string => (rows > 0 ? `\x1b[${rows}A` : '')

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours begin with one
const withoutColour = (text: string): string => text.replace(/\x1b\[[\d;]*m/g, '')

const widthOf = (text: string): number => [...text].length
