/** JSON with duplicate keys found, which JSON.parse lets pass: in a policy they are an error. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  /** `at`: where in the text. */
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message)
  }
}

const MAX_DEPTH = 50

/**
 * Parses strict JSON; throws JsonError for bad syntax, duplicate keys or absurd depth. Own properties only are the
 * document's. The engine's own parser is several times as quick as ours, which is left to say what is wrong and where.
 */
export function parseJson(text: string): unknown {
  return natively(text) ?? slowly(text)
}

function slowly(text: string): unknown {
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** Undefined unless all is right. Of members of the same name only one is left: then there are fewer than were written. */
function natively(text: string): unknown {
  const written = membersIn(text)
  if (written === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return membersOf(value) === written ? value : undefined
  } catch {
    return undefined
  }
}

const [QUOTE, BACKSLASH, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Array.from('"\\:{}[]', (char) =>
  char.charCodeAt(0),
)

/** The members of all objects of a JSON text, by their colons; undefined where it is nested too deep. */
function membersIn(text: string): number | undefined {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === COLON) members++
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return undefined
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return members
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const parts = Object.values(value)
  return parts.reduce((sum: number, part) => sum + membersOf(part), Array.isArray(value) ? 0 : parts.length)
}

class Reader {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.#wrong('too many levels')
    this.#space()
    const char = this.#text[this.#at]
    if (char === '{') return this.#object(depth)
    if (char === '[') return this.#array(depth)
    if (char === '"') return this.#string()
    return this.#literal()
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) throw this.#wrong('nothing more is expected here')
  }

  #object(depth: number): Record<string, unknown> {
    const object = Object.create(null) as Record<string, unknown>
    this.#at++
    if (this.#take('}')) return object
    do {
      this.#space()
      if (this.#text[this.#at] !== '"') throw this.#wrong('a name in double quotes is expected')
      const at = this.#at
      const name = this.#string()
      if (name in object) throw new JsonError(`"${name}" is here twice`, at)
      if (!this.#take(':')) throw this.#wrong('a colon is expected')
      object[name] = this.value(depth + 1)
    } while (this.#take(','))
    if (!this.#take('}')) throw this.#wrong('a comma or } is expected')
    return object
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = []
    this.#at++
    if (this.#take(']')) return array
    do array.push(this.value(depth + 1))
    while (this.#take(','))
    if (!this.#take(']')) throw this.#wrong('a comma or ] is expected')
    return array
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
    if (!match) throw this.#wrong('a value is expected')
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

  #wrong(message: string): JsonError {
    return new JsonError(message, this.#at)
  }

  #take(char: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== char) return false
    this.#at++
    return true
  }

  #space(): void {
    while (this.#at < this.#text.length && ' \t\n\r'.includes(this.#text[this.#at] ?? '')) this.#at++
  }
}
