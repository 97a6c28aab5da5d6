import { damaged, tooLarge } from './errors.js'
import { LIMITS } from './limits.js'

/** A value inside the text, not parsed yet. */
export interface JsonItem {
  /** The member of the outermost object that it belongs to. */
  member: string
  /** The name of an object's own member. */
  name?: string
  start: number
  end: number
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
const MAX_NAME = 1_000

/**
 * Takes the text of an object apart without parsing it: the items of the lists and objects that stand in `taken` one by
 * one, every other member whole. So a text of any size is parsed in small pieces. Throws ApiError for a text that isn't
 * such an object; whether an item itself is JSON is for its parser to say.
 */
export function* jsonItems(text: Buffer, taken: ReadonlySet<string>): Generator<JsonItem, void, undefined> {
  const cursor = new Cursor(text)
  const seen = new Set<string>()
  cursor.expect(OPEN_OBJECT)
  for (const member of cursor.names()) {
    if (seen.has(member)) throw damaged()
    seen.add(member)
    if (!taken.has(member)) yield { member, ...cursor.skip() }
    else if (cursor.next() === OPEN_LIST) for (const _ of cursor.list()) yield { member, ...cursor.skip() }
    else {
      cursor.expect(OPEN_OBJECT)
      for (const name of cursor.names()) yield { member, name, ...cursor.skip() }
    }
  }
  if (cursor.next() !== undefined) throw damaged()
}

/** The item's value. Throws ApiError when it is no JSON or larger than any item may be. */
export function parsedItem(text: Buffer, { start, end }: Pick<JsonItem, 'start' | 'end'>): unknown {
  if (end - start > LIMITS.itemText) throw tooLarge()
  try {
    return JSON.parse(text.toString('utf8', start, end))
  } catch {
    throw damaged()
  }
}

class Cursor {
  readonly #text: Buffer
  #at = 0

  constructor(text: Buffer) {
    this.#text = text
  }

  /** The next byte that isn't white space; it stays. */
  next(): number | undefined {
    while (isSpace(this.#text[this.#at])) this.#at++
    return this.#text[this.#at]
  }

  expect(byte: number): void {
    if (this.next() !== byte) throw damaged()
    this.#at++
  }

  /** Stops before the value of each member of an object; the caller skips it. */
  *names(): Generator<string, void, undefined> {
    if (this.#ends(CLOSE_OBJECT)) return
    do {
      if (this.next() !== QUOTE) throw damaged()
      const span = this.skip()
      if (span.end - span.start > MAX_NAME) throw damaged()
      const name = parsedItem(this.#text, span) as string
      this.expect(COLON)
      yield name
    } while (this.#goesOn(CLOSE_OBJECT))
  }

  /** Stops before each item of a list; the caller skips it. */
  *list(): Generator<void, void, undefined> {
    this.expect(OPEN_LIST)
    if (this.#ends(CLOSE_LIST)) return
    do yield
    while (this.#goesOn(CLOSE_LIST))
  }

  /** Goes over one value. */
  skip(): { start: number; end: number } {
    const first = this.next()
    const start = this.#at
    if (first === QUOTE) this.#string()
    else if (first === OPEN_LIST || first === OPEN_OBJECT) this.#nested()
    else this.#scalar()
    if (this.#at === start) throw damaged()
    return { start, end: this.#at }
  }

  #ends(close: number): boolean {
    if (this.next() !== close) return false
    this.#at++
    return true
  }

  #goesOn(close: number): boolean {
    if (this.#ends(close)) return false
    this.expect(COMMA)
    return true
  }

  #string(): void {
    for (this.#at++; this.#text[this.#at] !== QUOTE; this.#at++) {
      if (this.#text[this.#at] === BACKSLASH) this.#at++
      if (this.#at >= this.#text.length) throw damaged()
    }
    this.#at++
  }

  #nested(): void {
    let depth = 0
    do {
      const byte = this.#text[this.#at]
      if (byte === undefined) throw damaged()
      if (byte === QUOTE) {
        this.#string()
        continue
      }
      if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
      this.#at++
    } while (depth > 0)
  }

  #scalar(): void {
    for (;;) {
      const byte = this.#text[this.#at]
      if (byte === undefined || isSpace(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT) return
      this.#at++
    }
  }
}
