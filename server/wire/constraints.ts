import { type AwsError, validationError } from '../aws/aws-error.js'
import { modelOf, type ServiceModel, type ServiceName, type Shape } from '../aws/model/model.js'

/**
 * Checks an input against the model's constraints; throws AWS's ValidationError naming each failure:
 * `1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: …`.
 * IAM echoes no value any more and lists no enumeration, and has sentences of its own for names and paths.
 * Sources: public STS conformance findings; for IAM recordings of 2025–26, and public reports.
 */
export function checkConstraints(service: ServiceName, shapeName: string, input: Record<string, unknown>): void {
  const found: Found = { failures: [], sentences: [], iam: service === 'iam' }
  checkStructure(modelOf(service), shapeName, input, '', found)
  const { failures, sentences } = found
  if (failures.length > 0) throw failed(failures)
  if (sentences[0] !== undefined) throw validationError(sentences[0], 'constraint')
}

interface Found {
  failures: string[]
  /** IAM's own about names and paths: told when nothing else is wrong. */
  sentences: string[]
  iam: boolean
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
  found: Found,
): void {
  const shape = model.shapes[shapeName]
  for (const name of shape?.required ?? []) {
    if (input[name] !== undefined) continue
    const value = found.iam ? 'Value' : 'Value null'
    found.failures.push(failure(value, `${path}${lowerFirst(name)}`, 'Member must not be null'))
  }
  for (const [name, ref] of Object.entries(shape?.members ?? {})) {
    if (input[name] !== undefined) checkValue(model, ref.shape, input[name], `${path}${lowerFirst(name)}`, found)
  }
}

function checkValue(model: ServiceModel, shapeName: string, value: unknown, path: string, found: Found): void {
  const shape = model.shapes[shapeName]
  if (!shape) return
  if (shape.type === 'structure') {
    checkStructure(model, shapeName, value as Record<string, unknown>, `${path}.`, found)
    return
  }
  // How AWS would write a list is not known, and what is sensitive is never echoed.
  const shown = found.iam || shape.sensitive || typeof value === 'object' ? 'Value' : `Value '${value}'`
  for (const constraint of brokenConstraints(shape, value, found.iam)) found.failures.push(failure(shown, path, constraint))
  if (brokenPattern(shape, value)) {
    const sentence = found.iam ? SENTENCES[shape.pattern ?? '']?.(path) : undefined
    if (sentence !== undefined) found.sentences.push(sentence)
    else found.failures.push(failure(shown, path, `Member must satisfy regular expression pattern: ${shape.pattern}`))
  }
  if (shape.type === 'list' && shape.member) {
    const { member } = shape
    for (const [index, item] of (value as unknown[]).entries()) {
      checkPart(model, member.shape, item, `${path}.${index + 1}.member`, found)
    }
  }
  if (shape.type === 'map' && shape.value) {
    for (const [key, item] of Object.entries(value as Record<string, unknown>)) {
      checkPart(model, shape.value.shape, item, `${path}.${key}.member`, found)
    }
  }
}

/** Of a list or map: a hole in one passes no constraint, and no protocol lets one in. */
function checkPart(model: ServiceModel, shapeName: string, value: unknown, path: string, found: Found): void {
  if (value === undefined || value === null) {
    found.failures.push(failure(found.iam ? 'Value' : 'Value null', path, 'Member must not be null'))
  } else checkValue(model, shapeName, value, path, found)
}

const invalidPath = (path: string): string =>
  `The specified value for ${path} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`

/**
 * IAM's words for the commonest patterns, by the pattern in the model. Sources: public reports (roleName, groupName),
 * moto (userName, path), an imitator of IAM (pathPrefix).
 */
const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  '[\\w+=,.@-]+': (path) =>
    `The specified value for ${path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)': invalidPath,
  '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/': invalidPath,
  '\\u002F[\\u0021-\\u007F]*': (path) =>
    `The specified value for ${path} is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.`,
}

function brokenConstraints(shape: Shape, value: unknown, iam: boolean): string[] {
  if (typeof value === 'number') return brokenRange(shape, value, 'value')
  if (Array.isArray(value)) return brokenRange(shape, value.length, 'length')
  if (typeof value !== 'string') return []
  const broken = shape.min === undefined && shape.max === undefined ? [] : brokenRange(shape, codePoints(value), 'length')
  if (shape.enum && !shape.enum.includes(value)) {
    broken.push(`Member must satisfy enum value set${iam ? '' : `: [${shape.enum.join(', ')}]`}`)
  }
  return broken
}

const brokenPattern = ({ pattern }: Shape, value: unknown): boolean =>
  pattern !== undefined && typeof value === 'string' && !compiled(pattern).test(value)

function brokenRange({ min, max }: Shape, measure: number, what: 'length' | 'value'): string[] {
  if (max !== undefined && measure > max) return [`Member must have ${what} less than or equal to ${max}`]
  if (min !== undefined && measure < min) return [`Member must have ${what} greater than or equal to ${min}`]
  return []
}

const failure = (shown: string, path: string, constraint: string): string =>
  `${shown} at '${path}' failed to satisfy constraint: ${constraint}`

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

/** What one value breaks of its shape, in the model's words; undefined if nothing. */
export function brokenShape(service: ServiceName, shapeName: string, value: unknown): string | undefined {
  const shape = modelOf(service).shapes[shapeName]
  if (!shape) throw new Error(`${service} has no shape ${shapeName}`)
  const [broken] = brokenConstraints(shape, value, true)
  if (broken !== undefined || !brokenPattern(shape, value)) return broken
  return `Member must satisfy regular expression pattern: ${shape.pattern}`
}
