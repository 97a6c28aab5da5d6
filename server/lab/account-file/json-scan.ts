import { tooDeep, tooLarge, tooManyNodes } from './errors.js'
import { LIMITS } from './limits.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** What a byte outside of strings does. Only so much of JSON's grammar is needed to tell what parsing it would cost. */
const SCALAR = 0
const SPACE = 1
const COMMA = 2
const COLON = 3
const OPEN = 4
const CLOSE = 5
const ROLES = new Uint8Array(256)
for (const [bytes, role] of [
  [' \t\n\r', SPACE],
  [',', COMMA],
  [':', COLON],
  ['[{', OPEN],
  [']}', CLOSE],
] as const) {
  for (const byte of Buffer.from(bytes)) ROLES[byte] = role
}

/** As in LIMITS. */
export type ScanLimits = Readonly<Record<'text' | 'nodes' | 'depth', number>>

/**
 * Measures a JSON text that comes in pieces, before anything parses it: size, values, and depth. A text that isn't JSON
 * is measured as well; to refuse it is the parser's business.
 */
export class JsonScan {
  size = 0
  nodes = 0
  deepest = 0
  #depth = 0
  #inString = false
  #escaped = false
  /** In a number, `true`, `false`, or `null`. */
  #inScalar = false
  /** Nothing but white space stands between here and the end of a string. */
  #afterString = false

  readonly #limits: ScanLimits

  constructor(limits: ScanLimits = LIMITS) {
    this.#limits = limits
  }

  /** Throws ApiError as soon as the text is beyond the limits. */
  take(piece: Uint8Array): void {
    this.size += piece.length
    if (this.size > this.#limits.text) throw tooLarge()
    for (const byte of piece) {
      if (this.#inString) this.#string(byte)
      else if (byte === QUOTE) this.#quote()
      else this.#outside(ROLES[byte])
    }
    if (this.nodes > this.#limits.nodes) throw tooManyNodes()
  }

  #quote(): void {
    this.nodes++
    this.#inString = true
    this.#inScalar = false
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === BACKSLASH) this.#escaped = true
    else if (byte === QUOTE) {
      this.#inString = false
      this.#afterString = true
    }
  }

  #outside(role: number | undefined): void {
    const { nodes } = this
    if (role === SPACE) {
      this.#inScalar = false
      return
    }
    // The string before was the name of a member.
    if (role === COLON && this.#afterString) this.nodes = nodes - 1
    else if (role === OPEN) {
      this.nodes = nodes + 1
      if (++this.#depth > this.#limits.depth) throw tooDeep()
      if (this.#depth > this.deepest) this.deepest = this.#depth
    } else if (role === CLOSE && this.#depth > 0) this.#depth--
    else if (role === SCALAR && !this.#inScalar) this.nodes = nodes + 1
    this.#inScalar = role === SCALAR
    this.#afterString = false
  }
}
