import { isObject, type Json, type JsonObject } from '../python.js'
import { scalarText } from './yaml-scalar.js'

/** `--output yaml`: block style, keys in order, lists not indented below their key; a lone scalar as JSON. */
export function yamlOutput(value: Json): string {
  return isScalar(value) ? `${JSON.stringify(value)}\n` : yamlText(value, true)
}

/** As the CLI's dumper (libyaml) writes it. Source: YAML 1.2.2, block styles; behaviour of the CLI 2.9. */
export function yamlText(value: Json, sorted: boolean): string {
  return isEmpty(value) ? `${emptyText(value)}\n` : block(value, 0, sorted)
}

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value)
const isEmpty = (value: Json): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0
const emptyText = (value: Json): string => (Array.isArray(value) ? '[]' : '{}')
const pad = (indent: number): string => ' '.repeat(indent)

function block(value: Json, indent: number, sorted: boolean): string {
  return Array.isArray(value) ? list(value, indent, sorted) : mapping(value as JsonObject, indent, sorted)
}

function mapping(value: JsonObject, indent: number, sorted: boolean): string {
  const names = Object.keys(value)
  return (sorted ? names.sort() : names)
    .map((name) => {
      const key = `${pad(indent)}${scalarText(name, 0, 0)}:`
      const item = value[name] ?? null
      if (isEmpty(item)) return `${key} ${emptyText(item)}\n`
      if (isScalar(item)) return `${key} ${scalarText(item, key.length + 1, indent + 2)}\n`
      return `${key}\n${block(item, Array.isArray(item) ? indent : indent + 2, sorted)}`
    })
    .join('')
}

function list(items: Json[], indent: number, sorted: boolean): string {
  return items
    .map((item) => {
      const dash = `${pad(indent)}- `
      if (isEmpty(item)) return `${dash}${emptyText(item)}\n`
      if (isScalar(item)) return `${dash}${scalarText(item, dash.length, indent + 2)}\n`
      return dash + block(item, indent + 2, sorted).slice(indent + 2)
    })
    .join('')
}
