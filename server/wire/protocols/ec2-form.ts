import { dateValue } from '../../authorization/date-values.js'
import { invalidParameterValue } from '../../aws/aws-error.js'
import { compactBase64 } from '../../aws/base64.js'
import { unknownParameter } from '../../aws/ec2-errors.js'
import { ec2Name } from '../../aws/model/ec2-name.js'
import { type ServiceModel, type Shape, type ShapeRef, shapeOf } from '../../aws/model/model.js'
import { isSensitive } from '../../aws/sensitive.js'
import { clipped } from '../../bounds/clipped.js'
import type { FormNode } from './form.js'

/** What any request may carry beside its operation's parameters. Source: EC2 API Reference, "Common query parameters". */
const COMMON =
  /^(?:Action|Version|AWSAccessKeyId|Signature|SignatureMethod|SignatureVersion|Timestamp|Expires|SecurityToken|X-Amz-.*)$/

/**
 * The typed input of an operation. Unlike Query's reader it refuses a parameter that isn't in the model, as EC2 does:
 * UnknownParameter, or InvalidParameterValue for a value of another type.
 */
export function readEc2Input(model: ServiceModel, shapeName: string | undefined, form: FormNode): Record<string, unknown> {
  const own: FormNode = new Map([...form].filter(([name]) => !COMMON.test(name)))
  return readStructure(model, shapeName ?? '', own)
}

function readStructure(model: ServiceModel, shapeName: string, node: FormNode): Record<string, unknown> {
  const members = membersOf(model, shapeName)
  const input: Record<string, unknown> = {}
  for (const [name, value] of node) {
    const [member, ref] = members.get(name) ?? []
    if (member === undefined || !ref) throw notRecognized(name)
    input[member] = readValue(model, ref, value, name)
  }
  return input
}

type Members = ReadonlyMap<string, readonly [string, ShapeRef]>
const known = new WeakMap<Shape, Members>()

/** By the name in a request. */
function membersOf({ shapes }: ServiceModel, shapeName: string): Members {
  const shape = shapes[shapeName]
  if (!shape?.members) return new Map()
  let members = known.get(shape)
  if (!members) {
    members = new Map(Object.entries(shape.members).map(([name, ref]) => [ec2Name(name, ref), [name, ref] as const]))
    known.set(shape, members)
  }
  return members
}

function readValue(model: ServiceModel, ref: ShapeRef, value: FormNode | string, name: string): unknown {
  const shape = shapeOf(model, ref)
  if (shape.type === 'structure') return readStructure(model, ref.shape, nodeOf(value, name))
  if (shape.type === 'list') {
    const { member } = shape
    if (value === '' || !member) return []
    return numbered(nodeOf(value, name), name).map((item) => readValue(model, member, item, name))
  }
  if (typeof value !== 'string') throw notRecognized([...value.keys()].find((key) => !INDEX.test(key)) ?? name)
  return readScalar(shape, value, name)
}

function nodeOf(value: FormNode | string, name: string): FormNode {
  if (typeof value === 'string') throw notRecognized(name)
  return value
}

const INDEX = /^\d{1,6}$/

/** In order of their numbers, which may leave some out; nothing but numbers, and none twice (`1` and `01`). */
function numbered(node: FormNode, name: string): (FormNode | string)[] {
  const items = [...node].map(([key, item]): [number, FormNode | string] => {
    if (!INDEX.test(key)) throw notRecognized(key)
    return [Number(key), item]
  })
  items.sort(([a], [b]) => a - b)
  if (items.some(([number], at) => items[at - 1]?.[0] === number)) throw notRecognized(name)
  return items.map(([, item]) => item)
}

function readScalar({ type, sensitive }: Shape, text: string, name: string): unknown {
  const value = scalarOf(type, text)
  if (value !== undefined) return value
  throw invalidParameterValue(
    sensitive || isSensitive(name) ? `Invalid value for ${name}.` : `Invalid value '${clipped(text, MAX_ECHOED)}' for ${name}.`,
  )
}

/** Undefined for a text that is none of the type. */
function scalarOf(type: Shape['type'], text: string): unknown {
  switch (type) {
    case 'integer':
      return /^[+-]?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= 2_147_483_647 ? Number(text) : undefined
    case 'long':
      return /^[+-]?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'float':
    case 'double':
      return /^[+-]?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : undefined
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined
    case 'timestamp':
      return dateValue(text)
    case 'blob':
      return bytesOf(text)
    default:
      return text
  }
}

function bytesOf(text: string): Uint8Array | undefined {
  const compact = compactBase64(text)
  return compact === undefined ? undefined : new Uint8Array(Buffer.from(compact, 'base64'))
}

/** Longer than any name there is; who sends more gets no megabyte back. */
const MAX_ECHOED = 200

/** The one name that isn't known, without what it is in. Source: public replies ("The parameter Item is not recognized"). */
const notRecognized = (name: string) => unknownParameter(clipped(name, MAX_ECHOED))
