/** Values as Python prints them: the CLI's messages and its text output hold them. */

/** Whole numbers and others are told apart by their notation, as in JSON. */
export type Json = string | number | boolean | null | Uint8Array | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** `str()` of a scalar. */
export function str(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  return repr(value)
}

/** `repr()`. */
export function repr(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Uint8Array) return `b${quoted(String.fromCharCode(...value))}`
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${quoted(name)}: ${repr(item)}`)
      .join(', ')}}`
  }
  return str(value)
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`)
  return quote + escaped + quote
}

/** `type()` as it is printed. */
export const typeOf = (value: Json): string => `<class '${typeName(value)}'>`

function typeName(value: Json): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'string') return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value instanceof Uint8Array) return 'bytes'
  return Array.isArray(value) ? 'list' : 'dict'
}
