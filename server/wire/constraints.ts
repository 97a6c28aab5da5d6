import type { Facts } from '../account/request-record.js'
import { validationError } from '../aws/aws-error.js'
import { atLeast, atMost, constraintError, constraintFailure, IN_ENUM, matching, NOT_NULL } from '../aws/constraint-failure.js'
import { modelOf, type ServiceModel, type ServiceName, type Shape } from '../aws/model/model.js'
import { brokenCharacters } from './broken-characters.js'
import { checkEc2Constraints } from './ec2-constraints.js'
import { inAwsOrder } from './failure-order.js'

/**
 * Checks an input against the model's constraints; throws AWS's ValidationError naming each failure:
 * `1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: …`.
 * IAM echoes no value any more and lists no enumeration, and has sentences of its own for names and paths.
 * Sources: public STS conformance findings; for IAM recordings of 2025–26, and public reports.
 */
export function checkConstraints(service: ServiceName, shapeName: string, input: Record<string, unknown>): void {
  if (service === 'ec2') {
    checkEc2Constraints(shapeName, input)
    return
  }
  const found: Found = { failures: [], sentences: [], iam: service === 'iam', facts: {} }
  checkStructure(modelOf(service), shapeName, input, '', found)
  const { failures, sentences } = found
  if (failures.length > 0)
    throw constraintError(
      inAwsOrder(failures).map(({ text }) => text),
      found.facts,
    )
  if (sentences[0] !== undefined) throw validationError(sentences[0], 'constraint', found.facts)
}

interface Found {
  failures: { path: string; text: string }[]
  /** IAM's own about names and paths: told when nothing else is wrong. */
  sentences: string[]
  iam: boolean
  /** For the explanation: the first parameter with characters that its pattern has no place for. */
  facts: Facts
}

/** What is sensitive is never told, not even by a character. */
function blame({ pattern = '', sensitive }: Shape, value: string, path: string, found: Found): void {
  if (sensitive || found.facts.parameter !== undefined) return
  const characters = brokenCharacters(pattern, value)
  if (characters.length > 0) found.facts = { parameter: path, characters: JSON.stringify(characters) }
}

function add({ failures }: Found, path: string, constraint: string, value: string): void {
  failures.push({ path, text: constraintFailure(path, constraint, value) })
}

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
    add(found, `${path}${lowerFirst(name)}`, NOT_NULL, found.iam ? 'Value' : 'Value null')
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
  const shown = shownValue(shape, value, found)
  for (const constraint of brokenConstraints(shape, value, found.iam)) add(found, path, constraint, shown)
  if (brokenPattern(shape, value)) {
    blame(shape, String(value), path, found)
    const sentence = found.iam ? sentenceOf(shape, path) : undefined
    if (sentence !== undefined) found.sentences.push(sentence)
    else add(found, path, matching(shape.pattern ?? ''), shown)
  }
  if (shape.type === 'list') checkList(model, shape, value as unknown[], path, found)
  if (shape.type === 'map' && shape.value) {
    for (const [key, item] of Object.entries(value as Record<string, unknown>)) {
      checkPart(model, shape.value.shape, item, `${path}.${key}.member`, found)
    }
  }
}

/**
 * Structures in a list are checked one by one, and told by their place. A list of single values fails as a whole, and its
 * error names all constraints of a value, broken or not. Source: recorded AWS replies to UntagRole and
 * CreateOpenIDConnectProvider; public reports of SimulatePrincipalPolicy.
 */
function checkList(model: ServiceModel, { member }: Shape, items: unknown[], path: string, found: Found): void {
  const shape = member && model.shapes[member.shape]
  if (!member || !shape) return
  if (shape.type === 'structure') {
    for (const [index, item] of items.entries()) checkPart(model, member.shape, item, `${path}.${index + 1}.member`, found)
    return
  }
  const broken = (item: unknown) =>
    item === undefined || item === null || brokenConstraints(shape, item, found.iam).length > 0 || brokenPattern(shape, item)
  if (!items.some(broken)) return
  const all = allConstraints(shape, found.iam).join(', ')
  const shown = found.iam || shape.sensitive ? 'Value' : `Value '[${items.join(', ')}]'`
  add(found, path, `Member must satisfy constraint: [${all}]`, shown)
}

const allConstraints = ({ max, min, pattern, enum: values }: Shape, iam: boolean): string[] => [
  ...(max === undefined ? [] : [atMost('length', max)]),
  ...(min === undefined ? [] : [atLeast('length', min)]),
  ...(pattern === undefined ? [] : [matching(pattern)]),
  ...(values ? [inEnum(values, iam)] : []),
  NOT_NULL,
]

/** Of a list of structures or a map: a hole in one passes no constraint, and no protocol lets one in. */
function checkPart(model: ServiceModel, shapeName: string, value: unknown, path: string, found: Found): void {
  if (value === undefined || value === null) add(found, path, NOT_NULL, found.iam ? 'Value' : 'Value null')
  else checkValue(model, shapeName, value, path, found)
}

/** How AWS would write a list of structures isn't known, and what is sensitive is never echoed. */
const shownValue = (shape: Shape, value: unknown, { iam }: Found): string =>
  iam || shape.sensitive || typeof value === 'object' ? 'Value' : `Value '${value}'`

const invalidPath = (path: string): string =>
  `The specified value for ${path} is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.`

const invalidPathPrefix = (path: string): string =>
  `The specified value for ${path} is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.`

/**
 * IAM's words for the commonest patterns, by the pattern in the model. Sources: public reports (roleName, groupName),
 * moto (userName, path), an imitator of IAM (pathPrefix).
 */
const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  '[\\w+=,.@-]+': (path) =>
    `The specified value for ${path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)': invalidPath,
  '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/': invalidPath,
  '\\u002F[\\u0021-\\u007F]*': invalidPathPrefix,
}

/** ListPolicies takes its prefix as a path, and still says the sentence of prefixes. Source: a public report. */
const sentenceOf = ({ pattern = '' }: Shape, path: string): string | undefined =>
  path === 'pathPrefix' && SENTENCES[pattern] === invalidPath ? invalidPathPrefix(path) : SENTENCES[pattern]?.(path)

function brokenConstraints(shape: Shape, value: unknown, iam: boolean): string[] {
  if (typeof value === 'number') return brokenRange(shape, value, 'value')
  if (Array.isArray(value)) return brokenRange(shape, value.length, 'length')
  if (typeof value !== 'string') return []
  const broken = shape.min === undefined && shape.max === undefined ? [] : brokenRange(shape, codePoints(value), 'length')
  if (shape.enum && !shape.enum.includes(value)) {
    broken.push(inEnum(shape.enum, iam))
  }
  return broken
}

const inEnum = (values: readonly string[], iam: boolean): string => (iam ? IN_ENUM : `${IN_ENUM}: [${values.join(', ')}]`)

const brokenPattern = ({ pattern }: Shape, value: unknown): boolean =>
  pattern !== undefined && typeof value === 'string' && !compiled(pattern).test(value)

function brokenRange({ min, max }: Shape, measure: number, what: 'length' | 'value'): string[] {
  if (max !== undefined && measure > max) return [atMost(what, max)]
  if (min !== undefined && measure < min) return [atLeast(what, min)]
  return []
}

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
  return matching(shape.pattern ?? '')
}
