import type { ServiceModel } from '../../aws/model/model.js'
import { isObject, type Json, type JsonObject } from './python.js'

/** Where a shorthand text can't be read. */
export class ShorthandError extends Error {
  override readonly name = 'ShorthandError'
}

/** A syntax error may mean that a list has ended and the next key begins. */
class SyntaxFailure extends ShorthandError {}

/**
 * The CLI's shorthand: `Key=a,Value=b`, lists `Names=a,b` or `Names=[a,b]`, nested `{a=b}`, quotes, `\,`.
 * Source: AWS CLI User Guide, "Using shorthand syntax with the AWS CLI"; messages as of the CLI 2.9.
 */
export function parseShorthand(text: string): JsonObject {
  return new Shorthand(text).parameters()
}

const WORD = /^(?:\\,|[!#-&(-+\--<>-Z\\-z|-￿])(?:\\,|[\s!#-&(-+\--\\^-|~-￿])*/
const LATER_WORD = /^(?:\\,|[!#-&(-+\--<>-Z\\-z|-￿])(?:\\,|[\s!#-&(-+\--<>-￿])*/
const SINGLE_QUOTED = /^'(?:\\\\|\\'|[^'])*'/
const DOUBLE_QUOTED = /^"(?:\\\\|\\"|[^"])*"/

class Shorthand {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  parameters(): JsonObject {
    const found: JsonObject = {}
    let last = 0
    do {
      if (this.#at > 0) this.#expect(',')
      const [name, value] = this.#pair(() => this.#values())
      if (Object.hasOwn(found, name)) {
        throw new ShorthandError(
          `Second instance of key "${name}" encountered for input:\n${this.#location(last + 1)}\nThis is often because there is a preceding "," instead of a space.`,
        )
      }
      found[name] = value
      last = this.#at
    } while (this.#at < this.#text.length)
    return found
  }

  #pair(value: () => Json): [string, Json] {
    const [name] = /^[\w\-.#/:]*/.exec(this.#rest()) ?? ['']
    this.#at += name.length
    this.#expect('=')
    return [name, value()]
  }

  #values(): Json {
    if (this.#at >= this.#text.length) return ''
    return this.#rest().startsWith('[') || this.#rest().startsWith('{') ? this.#nested() : this.#commaValues()
  }

  /** `a`, or `a,b,c` as long as no `key=` follows a comma. */
  #commaValues(): Json {
    const first = this.#value(false)
    this.#space()
    if (this.#text[this.#at] !== ',') return first
    this.#expect(',')
    const values = [first]
    for (;;) {
      try {
        const next = this.#value(true)
        this.#space()
        if (this.#at < this.#text.length) this.#expect(',')
        values.push(next)
        if (this.#at >= this.#text.length) break
      } catch (error) {
        if (!(error instanceof SyntaxFailure) || this.#at >= this.#text.length) throw error
        this.#at = this.#text.lastIndexOf(',', this.#at)
        break
      }
    }
    return values.length === 1 ? first : values
  }

  /** Inside brackets. */
  #nested(): Json {
    if (this.#text[this.#at] === '[') {
      const items: Json[] = []
      this.#within('[', ']', () => items.push(this.#nested()))
      return items
    }
    if (this.#text[this.#at] === '{') {
      const members: JsonObject = {}
      this.#within('{', '}', () => {
        const [name, value] = this.#pair(() => this.#nested())
        members[name] = value
      })
      return members
    }
    return this.#value(false)
  }

  #within(open: string, close: string, read: () => unknown): void {
    this.#expect(open)
    while (this.#text[this.#at] !== close) {
      read()
      this.#space()
      if (this.#text[this.#at] === close) break
      this.#expect(',', false)
      this.#space()
    }
    this.#expect(close, false)
  }

  #value(later: boolean): string {
    const quote = this.#text[this.#at]
    if (quote === "'" || quote === '"') {
      const quoted = this.#match(
        quote === "'" ? SINGLE_QUOTED : DOUBLE_QUOTED,
        quote === "'" ? 'singled quoted' : 'double quoted',
      )
      return quoted.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')
    }
    if (!later && !WORD.test(this.#rest())) return ''
    return this.#match(later ? LATER_WORD : WORD, 'second')
      .replaceAll('\\,', ',')
      .trimEnd()
  }

  #match(pattern: RegExp, name: string): string {
    const [found] = pattern.exec(this.#rest()) ?? []
    if (found === undefined) throw this.#unexpected(`<${name}>`, '<none>')
    this.#at += found.length
    return found
  }

  #expect(character: string, spaced = true): void {
    if (spaced) this.#space()
    const actual = this.#text[this.#at]
    if (actual !== character) throw this.#unexpected(character, actual ?? 'EOF')
    this.#at++
    if (spaced) this.#space()
  }

  #unexpected(expected: string, received: string): SyntaxFailure {
    return new SyntaxFailure(`Expected: '${expected}', received: '${received}' for input:\n${this.#location(this.#at)}`)
  }

  /** The line of the text with a mark under the place. */
  #location(at: number): string {
    const lineEnd = this.#text.indexOf('\n', at)
    const end = lineEnd < 0 ? this.#text.length : lineEnd
    const column = at - this.#text.lastIndexOf('\n', at - 1) - 1
    return `${this.#text.slice(0, end)}\n${' '.repeat(Math.max(column, 0))}^${this.#text.slice(end)}`
  }

  #space(): void {
    this.#at += /^\s*/.exec(this.#rest())?.[0].length ?? 0
  }

  #rest(): string {
    return this.#text.slice(this.#at)
  }
}

/** Gives the texts of a shorthand the types that the model has, in place: one value becomes a list, `true` a boolean. */
export function shaped(model: ServiceModel, shapeName: string, value: Json): Json {
  const shape = model.shapes[shapeName]
  if (shape?.type === 'structure' && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const member = shape.members?.[name]
        return [name, member ? shaped(model, member.shape, item) : item]
      }),
    )
  }
  if (shape?.type === 'list') {
    const items = Array.isArray(value) ? value : [value]
    return items.map((item) => shaped(model, shape.member?.shape ?? '', item))
  }
  if ((shape?.type === 'integer' || shape?.type === 'long') && typeof value === 'string') return Number(value)
  if (shape?.type === 'boolean' && typeof value === 'string') {
    const lower = value.toLowerCase()
    return lower === 'true' ? true : lower === 'false' ? false : value
  }
  return value
}
