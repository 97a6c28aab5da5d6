import { isObject, type Json, type JsonObject, str } from '../python.js'

/**
 * `--output text`: a line for each object, its scalars by name, separated by tabs; nested ones follow under their
 * name in capitals. Source: AWS CLI User Guide, "Setting the AWS CLI output format"; behaviour of the CLI 2.9.
 */
export function textOutput(value: Json): string {
  const lines: string[] = []
  write(value, undefined, undefined, lines)
  return lines.map((line) => `${line}\n`).join('')
}

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value)

function write(value: Json, label: string | undefined, columns: readonly string[] | undefined, lines: string[]): void {
  if (isObject(value)) writeObject(value, label, columns, lines)
  else if (Array.isArray(value)) writeList(value, label, lines)
  else lines.push(str(value))
}

function writeList(items: Json[], label: string | undefined, lines: string[]): void {
  if (items.length === 0) return
  if (items.some(isObject)) {
    const columns = [...new Set(items.filter(isObject).flatMap(scalarNames))].sort()
    for (const item of items) write(item, label, columns, lines)
    return
  }
  const scalars = items.filter(isScalar)
  if (label !== undefined) lines.push(...scalars.map((item) => `${label.toUpperCase()}\t${str(item)}`))
  else if (scalars.length > 0) lines.push(scalars.map(str).join('\t'))
  for (const item of items) if (!isScalar(item)) write(item, label, undefined, lines)
}

const scalarNames = (value: JsonObject): string[] =>
  Object.entries(value).flatMap(([name, item]) => (isScalar(item) ? [name] : []))

function writeObject(
  value: JsonObject,
  label: string | undefined,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  const names = columns ?? scalarNames(value).sort()
  const cells = names.map((name) => str(value[name] ?? (name in value ? null : '')))
  if (cells.length > 0) lines.push([...(label === undefined ? [] : [label.toUpperCase()]), ...cells].join('\t'))
  const nested = Object.keys(value).filter((name) => !names.includes(name))
  for (const name of nested.sort()) write(value[name] ?? null, name, undefined, lines)
}
