import { keysOf } from '../shell/line-editor.js'

/** So many characters are cut into keys at a time. */
const KEYS_AT_ONCE = 4_096
/** A key whose end has not come yet. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's keys begin with one
const HALF_KEY = /\x1b(?:\[[\d;]*|O)?$/

/** What was typed at a terminal, and not worked off yet. */
export class TypedAhead {
  readonly #most: number
  #text = ''

  constructor(most: number) {
    this.#most = most
  }

  /** False, with nothing taken: it's too much. */
  add(text: string): boolean {
    if (this.#text.length + text.length > this.#most) return false
    this.#text += text
    return true
  }

  /** What was typed before is lost. */
  restart(text: string): void {
    this.#text = text
  }

  /** The next keys; none if there are none, or if the only one isn't whole. */
  next(): string[] {
    const half = HALF_KEY.exec(this.#text.slice(0, KEYS_AT_ONCE))?.[0] ?? ''
    const end = Math.min(this.#text.length, KEYS_AT_ONCE) - half.length
    const keys = keysOf(this.#text.slice(0, end))
    this.#text = this.#text.slice(end)
    return keys
  }

  putBack(keys: readonly string[]): void {
    this.#text = keys.join('') + this.#text
  }
}
