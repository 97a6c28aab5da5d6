/** JSON with duplicate keys found, which JSON.parse lets pass: in a policy they are an error. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
}

const MAX_DEPTH = 50

/** Parses strict JSON; throws JsonError for bad syntax, duplicate keys or absurd depth. Objects have no prototype. */
export function parseJson(text: string): unknown {
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

class Reader {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new JsonError('too deep')
    this.#space()
    const char = this.#text[this.#at]
    if (char === '{') return this.#object(depth)
    if (char === '[') return this.#array(depth)
    if (char === '"') return this.#string()
    return this.#literal()
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) throw new JsonError('text after the end')
  }

  #object(depth: number): Record<string, unknown> {
    const object = Object.create(null) as Record<string, unknown>
    this.#at++
    if (this.#take('}')) return object
    do {
      this.#space()
      if (this.#text[this.#at] !== '"') throw new JsonError('a name is expected')
      const name = this.#string()
      if (name in object) throw new JsonError(`duplicate key ${name}`)
      if (!this.#take(':')) throw new JsonError('a colon is expected')
      object[name] = this.value(depth + 1)
    } while (this.#take(','))
    if (!this.#take('}')) throw new JsonError('} is expected')
    return object
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = []
    this.#at++
    if (this.#take(']')) return array
    do array.push(this.value(depth + 1))
    while (this.#take(','))
    if (!this.#take(']')) throw new JsonError('] is expected')
    return array
  }

  #string(): string {
    const pattern = /"(?:[^"\\]|\\.)*"/y
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) throw new JsonError('a string does not end')
    this.#at = pattern.lastIndex
    return this.#native(match[0]) as string
  }

  #literal(): unknown {
    const pattern = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) throw new JsonError('a value is expected')
    this.#at = pattern.lastIndex
    return this.#native(match[0])
  }

  #native(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw new JsonError('not JSON')
    }
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
