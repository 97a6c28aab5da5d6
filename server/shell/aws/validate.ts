import type { ServiceModel, Shape } from '../../aws/model/model.js'
import { parameterError } from './errors.js'
import { isObject, type Json, type JsonObject, str, typeOf } from './python.js'
import { instantOf } from './timestamps.js'

const VALID = {
  string: "<class 'str'>",
  integer: "<class 'int'>",
  long: "<class 'int'>",
  float: "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
  double: "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
  boolean: "<class 'bool'>",
  list: "<class 'list'>, <class 'tuple'>",
  structure: "<class 'dict'>",
  map: "<class 'dict'>",
  blob: "<class 'bytes'>, <class 'bytearray'>, file-like object",
  timestamp: "<class 'datetime.datetime'>, timestamp-string",
} as const satisfies Record<Shape['type'], string>

/**
 * What the client itself refuses before it sends anything: missing and unknown members, wrong types, too small ones.
 * What is too long or has a wrong pattern is for the server to say. Source: behaviour of botocore's validation.
 */
export function validateInput(model: ServiceModel, shapeName: string | undefined, input: JsonObject): void {
  if (shapeName === undefined) return
  const failures: string[] = []
  check(model, shapeName, input, '', failures)
  if (failures.length > 0) throw parameterError(`Parameter validation failed:\n${failures.join('\n')}`)
}

function check(model: ServiceModel, shapeName: string, value: Json, name: string, failures: string[]): void {
  const shape = model.shapes[shapeName]
  if (!shape) return
  if (!hasType(shape.type, value)) {
    const shown = str(value)
    failures.push(
      `Invalid type for parameter ${place(name)}, value: ${shown}, type: ${typeOf(value)}, valid types: ${VALID[shape.type]}`,
    )
  } else if (isObject(value)) checkMembers(model, shape, value, name, failures)
  else if (Array.isArray(value)) {
    tooSmall(shape, value.length, 'length', name, failures)
    for (const [index, item] of value.entries()) check(model, shape.member?.shape ?? '', item, `${name}[${index}]`, failures)
  } else if (shape.type === 'string' && typeof value === 'string') tooSmall(shape, [...value].length, 'length', name, failures)
  else if (typeof value === 'number') tooSmall(shape, value, 'value', name, failures)
}

function checkMembers(model: ServiceModel, shape: Shape, value: JsonObject, name: string, failures: string[]): void {
  for (const required of shape.required ?? []) {
    if (!Object.hasOwn(value, required)) failures.push(`Missing required parameter in ${place(name)}: "${required}"`)
  }
  const members = shape.members ?? {}
  for (const unknown of Object.keys(value).filter((member) => !Object.hasOwn(members, member))) {
    failures.push(`Unknown parameter in ${place(name)}: "${unknown}", must be one of: ${Object.keys(members).join(', ')}`)
  }
  for (const [member, item] of Object.entries(value)) {
    const known = Object.hasOwn(members, member) ? members[member] : undefined
    if (known) check(model, known.shape, item, `${name}.${member}`, failures)
  }
}

const place = (name: string): string => (name === '' ? 'input' : name.replace(/^\./, ''))

function hasType(type: Shape['type'], value: Json): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'integer':
    case 'long':
      return (typeof value === 'number' && Number.isInteger(value)) || typeof value === 'boolean'
    case 'float':
    case 'double':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'list':
      return Array.isArray(value)
    case 'structure':
    case 'map':
      return isObject(value)
    case 'blob':
      return typeof value === 'string' || value instanceof Uint8Array
    case 'timestamp':
      return instantOf(value) !== undefined
  }
}

function tooSmall({ min }: Shape, measure: number, what: 'length' | 'value', name: string, failures: string[]): void {
  if (min === undefined || measure >= min) return
  failures.push(`Invalid ${what} for parameter ${place(name)}, value: ${measure}, valid min ${what}: ${min}`)
}
