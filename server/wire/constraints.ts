import { type AwsError, validationError } from '../operations/aws-error.js'
import type { ServiceModel, Shape } from './model/model.js'

/**
 * Checks an input against the model's constraints; throws AWS's ValidationError naming each failure:
 * `1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: …`.
 * Values of members that the model marks sensitive are never echoed. Source: public STS conformance findings.
 */
export function checkConstraints(model: ServiceModel, shapeName: string, input: Record<string, unknown>): void {
  const failures: string[] = []
  checkStructure(model, shapeName, input, '', failures)
  if (failures.length > 0) throw failed(failures)
}

const failed = (failures: string[]): AwsError =>
  validationError(
    `${failures.length} validation error${failures.length === 1 ? '' : 's'} detected: ${failures.join('; ')}`,
    'constraint',
  )

function checkStructure(
  model: ServiceModel,
  shapeName: string,
  input: Record<string, unknown>,
  path: string,
  failures: string[],
): void {
  const shape = model.shapes[shapeName]
  for (const name of shape?.required ?? []) {
    if (input[name] === undefined) failures.push(failure(null, `${path}${lowerFirst(name)}`, 'Member must not be null'))
  }
  for (const [name, ref] of Object.entries(shape?.members ?? {})) {
    if (input[name] !== undefined) checkValue(model, ref.shape, input[name], `${path}${lowerFirst(name)}`, failures)
  }
}

function checkValue(model: ServiceModel, shapeName: string, value: unknown, path: string, failures: string[]): void {
  const shape = model.shapes[shapeName]
  if (!shape) return
  if (shape.type === 'structure') {
    checkStructure(model, shapeName, value as Record<string, unknown>, `${path}.`, failures)
    return
  }
  for (const constraint of brokenConstraints(shape, value))
    failures.push(failure(shape.sensitive ? undefined : value, path, constraint))
  if (shape.type === 'list' && shape.member) {
    const { member } = shape
    for (const [index, item] of (value as unknown[]).entries()) {
      checkValue(model, member.shape, item, `${path}.${index + 1}.member`, failures)
    }
  }
}

function brokenConstraints(shape: Shape, value: unknown): string[] {
  if (typeof value === 'number') return brokenRange(shape, value, 'value')
  if (Array.isArray(value)) return brokenRange(shape, value.length, 'length')
  if (typeof value !== 'string') return []
  const broken = shape.min === undefined && shape.max === undefined ? [] : brokenRange(shape, codePoints(value), 'length')
  if (shape.enum && !shape.enum.includes(value)) broken.push(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`)
  if (shape.pattern && !compiled(shape.pattern).test(value)) {
    broken.push(`Member must satisfy regular expression pattern: ${shape.pattern}`)
  }
  return broken
}

function brokenRange({ min, max }: Shape, measure: number, what: 'length' | 'value'): string[] {
  if (max !== undefined && measure > max) return [`Member must have ${what} less than or equal to ${max}`]
  if (min !== undefined && measure < min) return [`Member must have ${what} greater than or equal to ${min}`]
  return []
}

function failure(value: unknown, path: string, constraint: string): string {
  const shown = value === undefined ? 'Value' : value === null ? 'Value null' : `Value '${display(value)}'`
  return `${shown} at '${path}' failed to satisfy constraint: ${constraint}`
}

const display = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(display).join(', ')}]` : typeof value === 'object' ? '…' : String(value)

/** Lengths are in Unicode code points. */
function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

const patterns = new Map<string, RegExp>()

/** The model's patterns are Java's and match whole values; Java's `\w` and `\d` are ASCII, as JavaScript's are. */
function compiled(pattern: string): RegExp {
  let regExp = patterns.get(pattern)
  if (!regExp) {
    regExp = new RegExp(`^(?:${pattern})$`, needsUnicode(pattern) ? 'u' : '')
    patterns.set(pattern, regExp)
  }
  return regExp
}

/** `\p{L}` exists with the u flag only, under which needless escapes (as in `[\w+=,.@\-]`) are errors elsewhere. */
const needsUnicode = (pattern: string): boolean => pattern.includes('\\p{')
