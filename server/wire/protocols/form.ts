import { malformedInput } from '../../operations/aws-error.js'
import type { ServiceModel, Shape, ShapeRef } from '../model/model.js'

/** A parsed form: values by name, nested where names have dots. Maps, so that no name is special. */
export type FormNode = Map<string, FormNode | string>

const MAX_PARAMETERS = 5000
const MAX_DEPTH = 12

/**
 * Parses a query string or form body. Of duplicate scalars the first counts; what nests deeper than any AWS input is
 * left out. Source: public STS conformance findings (wire.md §6).
 */
export function parseForm(text: string): FormNode {
  const root: FormNode = new Map()
  let count = 0
  for (const pair of text.split('&')) {
    if (pair === '') continue
    if (++count > MAX_PARAMETERS) break
    const equals = pair.indexOf('=')
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decoded(pair.slice(equals + 1))
    place(root, name, value)
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
  const path = name.split('.')
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

/** The typed input of a structure shape; unknown parameters are ignored. Numbers that don't parse: MalformedInput. */
export function readStructure(model: ServiceModel, shapeName: string, node: FormNode): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const [name, ref] of Object.entries(model.shapes[shapeName]?.members ?? {})) {
    const value = node.get(ref.locationName ?? name)
    if (value !== undefined) input[name] = readValue(model, ref, value)
  }
  return input
}

function readValue(model: ServiceModel, ref: ShapeRef, value: FormNode | string): unknown {
  const shape = model.shapes[ref.shape]
  if (!shape) return undefined
  if (shape.type === 'structure') return readStructure(model, ref.shape, value instanceof Map ? value : new Map())
  if (shape.type === 'list') return readList(model, shape, value)
  if (shape.type === 'map') return value instanceof Map ? readMap(model, shape, value) : {}
  return value instanceof Map ? undefined : readScalar(shape, value)
}

/** An empty list is sent as an empty text. What is no list is MalformedInput; AWS's own answer to it is not known. */
function readList(model: ServiceModel, shape: Shape, node: FormNode | string): unknown[] | undefined {
  const { member } = shape
  if (!(node instanceof Map)) {
    if (node === '') return []
    throw malformedInput('')
  }
  const items = shape.flattened ? node : node.get(member?.locationName ?? 'member')
  if (!member || items === undefined) return undefined
  if (!(items instanceof Map) || [...items.keys()].some((key) => !INDEX.test(key))) throw malformedInput('')
  return numbered(items).map((item) => readValue(model, member, item))
}

const INDEX = /^\d{1,6}$/

function readMap(model: ServiceModel, shape: Shape, node: FormNode): Record<string, unknown> {
  const { value } = shape
  const entries = shape.flattened ? node : node.get('entry')
  if (!value || !(entries instanceof Map)) return {}
  return Object.fromEntries(
    numbered(entries).flatMap((entry) => {
      const key = entry instanceof Map ? entry.get('key') : undefined
      const at = entry instanceof Map ? entry.get('value') : undefined
      return typeof key === 'string' && at !== undefined ? [[key, readValue(model, value, at)]] : []
    }),
  )
}

const numbered = (node: FormNode): (FormNode | string)[] =>
  [...node]
    .filter(([key]) => INDEX.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item)

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
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw malformedInput('')
  return time
}

function atobOrEmpty(text: string): string {
  try {
    return atob(text)
  } catch {
    throw malformedInput('')
  }
}
