import type { Json, JsonObject } from './python.js'

/** Says where the text stops being JSON, in the words of Python's parser, which the CLI prints. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError'
}

/** Reads JSON as Python does. Source: Python documentation, "json"; its messages seen in the CLI 2.9. */
export function parseJson(text: string): Json {
  const reader = new Reader(text)
  const value = reader.value()
  reader.end()
  return value
}

class Reader {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  #fail(message: string, at = this.#at): never {
    const before = this.#text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    throw new JsonSyntaxError(`${message}: line ${line} column ${column} (char ${at})`)
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) this.#fail('Extra data')
  }

  value(): Json {
    this.#space()
    const rest = this.#text.slice(this.#at)
    if (rest.startsWith('{')) return this.#object()
    if (rest.startsWith('[')) return this.#list()
    if (rest.startsWith('"')) return this.#string()
    const [token] = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null)/.exec(rest) ?? []
    if (token === undefined) this.#fail('Expecting value')
    this.#at += token.length
    return JSON.parse(token) as Json
  }

  #list(): Json[] {
    const items: Json[] = []
    this.#at++
    this.#space()
    if (this.#text[this.#at] === ']') {
      this.#at++
      return items
    }
    for (;;) {
      items.push(this.value())
      this.#space()
      const next = this.#text[this.#at]
      if (next !== ',' && next !== ']') this.#fail("Expecting ',' delimiter")
      this.#at++
      if (next === ']') return items
    }
  }

  #object(): JsonObject {
    const members: JsonObject = {}
    this.#at++
    this.#space()
    if (this.#text[this.#at] === '}') {
      this.#at++
      return members
    }
    for (;;) {
      this.#space()
      if (this.#text[this.#at] !== '"') this.#fail('Expecting property name enclosed in double quotes')
      const name = this.#string()
      this.#space()
      if (this.#text[this.#at] !== ':') this.#fail("Expecting ':' delimiter")
      this.#at++
      const value = this.value()
      Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true })
      this.#space()
      const next = this.#text[this.#at]
      if (next !== ',' && next !== '}') this.#fail("Expecting ',' delimiter")
      this.#at++
      if (next === '}') return members
    }
  }

  #string(): string {
    const start = this.#at
    let end = start + 1
    while (end < this.#text.length && this.#text[end] !== '"') {
      if ((this.#text[end] ?? '') < ' ') this.#fail('Invalid control character at', end)
      end += this.#text[end] === '\\' ? 2 : 1
    }
    if (end >= this.#text.length) this.#fail('Unterminated string starting at', start)
    this.#at = end + 1
    try {
      return JSON.parse(this.#text.slice(start, end + 1)) as string
    } catch {
      this.#fail('Invalid \\escape', this.#text.indexOf('\\', start))
    }
  }
}
