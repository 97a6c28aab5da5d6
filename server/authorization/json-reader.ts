/** What the grammar of JSON has at a place where something else stands. */
export type Expected = 'value' | 'name' | 'colon' | 'member end' | 'element end'

/** The text is no JSON. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  readonly expected: Expected | undefined
  /** `at`: where in the text. */
  constructor(
    message: string,
    readonly at: number,
    expected?: Expected,
  ) {
    super(message)
    this.expected = expected
  }
}

export const MAX_DEPTH = 50

/**
 * Goes through a JSON text (RFC 8259) from its beginning, value by value; throws JsonError where the text breaks the
 * grammar, has a name twice, or nests absurdly deep. Whoever reads a policy's text, for its values or for their places,
 * reads it with this one.
 */
export class JsonReader {
  #at = 0
  #mark = 0
  #depth = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  /** Right after the last bracket, brace, comma, or colon that was passed. */
  get mark(): number {
    return this.#mark
  }

  /** The next value's first character; undefined at the end of the text. */
  peek(): string | undefined {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++
    return this.#text[this.#at]
  }

  /** Where the next value begins. */
  start(): number {
    this.peek()
    return this.#at
  }

  /** Reads the next value. Objects have no prototype: own properties only are the document's. */
  value(): unknown {
    const first = this.peek()
    if (first === '{') {
      const object = Object.create(null) as Record<string, unknown>
      this.members((name) => {
        object[name] = this.value()
      })
      return object
    }
    if (first === '[') {
      const array: unknown[] = []
      this.elements(() => array.push(this.value()))
      return array
    }
    return first === '"' ? this.#string() : this.#literal()
  }

  /** Passes the next value of a valid text without looking inside; its start and end (exclusive). */
  skip(): [number, number] {
    const start = this.start()
    this.#at = endOfValue(this.#text, start)
    return [start, this.#at]
  }

  /** The members of the object that comes next; `visit` must read or skip each one's value. */
  members(visit: (name: string) => void): void {
    const names = new Set<string>()
    this.#enter()
    if (!this.#take('}')) {
      do {
        if (this.peek() !== '"') throw this.#wrong('a name in double quotes is expected', 'name')
        const at = this.#at
        const name = this.#string()
        if (names.size === names.add(name).size) throw new JsonError(`"${name}" is here twice`, at)
        if (!this.#take(':')) throw this.#wrong('a colon is expected', 'colon')
        visit(name)
      } while (this.#take(','))
      if (!this.#take('}')) throw this.#wrong('a comma or } is expected', 'member end')
    }
    this.#depth--
  }

  /** The items of the list that comes next; `visit` must read or skip each one. */
  elements(visit: () => void): void {
    this.#enter()
    if (!this.#take(']')) {
      do visit()
      while (this.#take(','))
      if (!this.#take(']')) throw this.#wrong('a comma or ] is expected', 'element end')
    }
    this.#depth--
  }

  /** Nothing but white space may follow the value of the text. */
  end(): void {
    if (this.peek() !== undefined) throw this.#wrong('nothing more is expected here')
  }

  #enter(): void {
    if (this.#depth >= MAX_DEPTH) throw this.#wrong('too many levels')
    this.#depth++
    this.#mark = ++this.#at
  }

  #string(): string {
    const pattern = /"(?:[^"\\]|\\.)*"/y
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) throw this.#wrong('this text in quotes does not end')
    const wrong = match[0].includes('\n') ? 'this text in quotes does not end' : 'JSON has no such text in quotes'
    const value = this.#native(match[0], wrong) as string
    this.#at = pattern.lastIndex
    return value
  }

  #literal(): unknown {
    const pattern = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) throw this.#wrong('a value is expected', 'value')
    const value = this.#native(match[0], 'JSON has no such value')
    this.#at = pattern.lastIndex
    return value
  }

  #native(text: string, wrong: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#wrong(wrong)
    }
  }

  #wrong(message: string, expected?: Expected): JsonError {
    return new JsonError(message, this.#at, expected)
  }

  #take(char: string): boolean {
    if (this.peek() !== char) return false
    this.#mark = ++this.#at
    return true
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Array.from('"\\,{}[]', (char) =>
  char.charCodeAt(0),
)

/** The quote that ends the string whose quote stands at `start`; the end of the text if there is none. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}

function endOfValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      // The end of what a number or a word stands in; or else of the value.
      if (depth-- === 0) return at
    } else if (depth > 0 || (code !== COMMA && !isSpace(code))) continue
    else return at
    if (depth === 0) return at + 1
  }
  return text.length
}

/** Source: RFC 8259, section 2. */
export const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9
