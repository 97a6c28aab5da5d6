/** Where a statement stands in a policy's text: line and column from 1, as the simulator reports them. */
export interface Position {
  line: number
  column: number
}

/** The spans of the statements of a valid policy text, in order. */
export function statementSpans(text: string): { start: Position; end: Position }[] {
  const scanner = new Scanner(text)
  const spans: [number, number][] = []
  scanner.eachMember((name) => {
    if (name !== 'Statement') scanner.skipValue()
    else if (scanner.peek() === '[') scanner.eachElement(() => spans.push(scanner.skipValue()))
    else spans.push(scanner.skipValue())
  })
  const positionOf = ascending(text)
  return spans.map(([start, end]) => ({ start: positionOf(start), end: positionOf(end) }))
}

/** Positions of ascending offsets, in one pass over the text. */
function ascending(text: string): (offset: number) => Position {
  let line = 1
  let lineStart = 0
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
      line++
      lineStart = end + 1
    }
    return { line, column: offset - lineStart + 1 }
  }
}

/** Where a value stands in a valid JSON text: as deep as the path can be followed. A list of one may be written without brackets. */
export function offsetOf(text: string, path: readonly (string | number)[]): number {
  const scanner = new Scanner(text)
  let found = scanner.start()
  for (const step of path) {
    const next = typeof step === 'string' ? scanner.member(step) : scanner.element(step)
    if (next === undefined) return found
    found = next
  }
  return found
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** Walks valid JSON without building it. */
class Scanner {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  peek(): string | undefined {
    const space = /\s*/y
    space.lastIndex = this.#at
    space.exec(this.#text)
    this.#at = space.lastIndex
    return this.#text[this.#at]
  }

  /** Where the next value begins. */
  start(): number {
    this.peek()
    return this.#at
  }

  /** Goes to the value of that name in the object that comes next; undefined: there is none. */
  member(wanted: string): number | undefined {
    if (this.peek() !== '{') return undefined
    let found: number | undefined
    this.eachMember((name) => {
      if (name === wanted) found ??= this.start()
      this.skipValue()
    })
    if (found !== undefined) this.#at = found
    return found
  }

  element(wanted: number): number | undefined {
    if (this.peek() !== '[') return wanted === 0 ? this.start() : undefined
    let found: number | undefined
    let index = 0
    this.eachElement(() => {
      if (index++ === wanted) found = this.start()
      this.skipValue()
    })
    if (found !== undefined) this.#at = found
    return found
  }

  eachMember(visit: (name: string) => void): void {
    this.#each('}', () => {
      const [start, end] = this.skipValue()
      this.peek()
      this.#at++
      this.peek()
      visit(JSON.parse(this.#text.slice(start, end)) as string)
    })
  }

  eachElement(visit: () => void): void {
    this.#each(']', visit)
  }

  /** The value's start and end (exclusive). */
  skipValue(): [number, number] {
    const first = this.peek()
    const start = this.#at
    if (first === '{') this.eachMember(() => this.skipValue())
    else if (first === '[') this.eachElement(() => this.skipValue())
    else {
      const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y
      scalar.lastIndex = this.#at
      scalar.exec(this.#text)
      this.#at = scalar.lastIndex
    }
    return [start, this.#at]
  }

  #each(close: string, visit: () => void): void {
    this.peek()
    this.#at++
    while (this.peek() !== close && this.#at < this.#text.length) {
      visit()
      if (this.peek() === ',') this.#at++
    }
    this.#at++
  }
}
