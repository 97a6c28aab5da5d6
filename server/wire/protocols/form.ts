import { dateValue } from '../../authorization/date-values.js'
import { malformedInput } from '../../aws/aws-error.js'
import { type ServiceModel, type Shape, type ShapeRef, shapeOf } from '../../aws/model/model.js'

/** A parsed form: values by name, nested where names have dots. Maps, so that no name is special. */
export type FormNode = Map<string, FormNode | string>

const MAX_PARAMETERS = 5000
const MAX_DEPTH = 12

/**
 * Parses a query string or form body. Of duplicate scalars the first counts; what nests deeper than any AWS input is
 * left out, as is everything after so many parameters. Source: public STS conformance findings.
 */
export function parseForm(text: string): FormNode {
  const root: FormNode = new Map()
  let count = 0
  // Not split at once: a megabyte can be a million empty pairs.
  for (let from = 0; from < text.length && count < MAX_PARAMETERS; ) {
    const ampersand = text.indexOf('&', from)
    const end = ampersand < 0 ? text.length : ampersand
    if (end > from) {
      count++
      const pair = text.slice(from, end)
      const equals = pair.indexOf('=')
      place(root, decoded(equals < 0 ? pair : pair.slice(0, equals)), equals < 0 ? '' : decoded(pair.slice(equals + 1)))
    }
    from = end + 1
  }
  return root
}

function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

function place(root: FormNode, name: string, value: string): void {
  if (!name.includes('.')) {
    if (!root.has(name)) root.set(name, value)
    return
  }
  const path = name.split('.', MAX_DEPTH + 1)
  if (path.length > MAX_DEPTH) return
  const last = path.pop() ?? ''
  let node = root
  for (const part of path) {
    const next = node.get(part)
    if (next instanceof Map) node = next
    else if (next === undefined) {
      const made: FormNode = new Map()
      node.set(part, made)
      node = made
    } else return
  }
  if (!node.has(last)) node.set(last, value)
}

/**
 * The typed input of a structure shape: unknown parameters are ignored, and a member that is there has the shape's kind,
 * down to the last item of a list. Throws MalformedInput.
 * AWS's own answer to a member of another kind (`Tags.member.1=a`) is not known.
 */
export function readStructure(model: ServiceModel, shapeName: string, node: FormNode): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const [name, ref] of Object.entries(model.shapes[shapeName]?.members ?? {})) {
    const value = node.get(ref.locationName ?? name)
    if (value !== undefined) input[name] = readValue(model, ref, value)
  }
  return input
}

function readValue(model: ServiceModel, ref: ShapeRef, value: FormNode | string): unknown {
  const shape = shapeOf(model, ref)
  switch (shape.type) {
    case 'structure':
      return readStructure(model, ref.shape, nodeOf(value))
    case 'list':
      return readList(model, shape, value)
    case 'map':
      return readMap(model, shape, value)
    default:
      if (typeof value !== 'string') throw malformedInput('')
      return readScalar(shape, value)
  }
}

function nodeOf(value: FormNode | string | undefined): FormNode {
  if (value instanceof Map) return value
  throw malformedInput('')
}

/** An empty list is sent as an empty text. */
function readList(model: ServiceModel, shape: Shape, node: FormNode | string): unknown[] {
  const { member } = shape
  if (node === '' || !member) return []
  const items = shape.flattened ? node : nodeOf(node).get(member.locationName ?? 'member')
  return numbered(nodeOf(items)).map((item) => readValue(model, member, item))
}

function readMap(model: ServiceModel, shape: Shape, node: FormNode | string): Record<string, unknown> {
  const { value } = shape
  if (node === '' || !value) return {}
  const entries = numbered(nodeOf(shape.flattened ? node : nodeOf(node).get('entry'))).map((entry) => {
    const key = nodeOf(entry).get('key')
    const item = nodeOf(entry).get('value')
    if (typeof key !== 'string' || item === undefined) throw malformedInput('')
    return [key, readValue(model, value, item)] as const
  })
  return Object.fromEntries(entries)
}

const INDEX = /^\d{1,6}$/

/** In order of their numbers, which may leave some out; nothing but numbers, and none twice (`1` and `01`). */
function numbered(node: FormNode): (FormNode | string)[] {
  const items = [...node].map(([key, item]): [number, FormNode | string] => {
    if (!INDEX.test(key)) throw malformedInput('')
    return [Number(key), item]
  })
  items.sort(([a], [b]) => a - b)
  if (items.some(([number], at) => items[at - 1]?.[0] === number)) throw malformedInput('')
  return items.map(([, item]) => item)
}

function readScalar(shape: Shape, text: string): unknown {
  if (shape.type === 'integer' || shape.type === 'long') return readInteger(text)
  if (shape.type === 'boolean') return readBoolean(text)
  if (shape.type === 'timestamp') return readTimestamp(text)
  if (shape.type === 'blob') return Uint8Array.from(atobOrEmpty(text), (char) => char.charCodeAt(0))
  return text
}

/** `+900` and `0900` are 900; anything else that is no 32-bit integer is MalformedInput without a message. */
function readInteger(text: string): number {
  if (text === '') throw malformedInput('missing value for decimal type')
  const value = Number(text)
  if (!/^[+-]?\d+$/.test(text) || Math.abs(value) > 2_147_483_647) throw malformedInput('')
  return value
}

function readBoolean(text: string): boolean {
  if (text === '') throw malformedInput('missing value for boolean type')
  const lower = text.toLowerCase()
  if (lower !== 'true' && lower !== 'false') throw malformedInput('')
  return lower === 'true'
}

function readTimestamp(text: string): number {
  const time = dateValue(text)
  if (time === undefined) throw malformedInput('')
  return time
}

function atobOrEmpty(text: string): string {
  try {
    return atob(text)
  } catch {
    throw malformedInput('')
  }
}
