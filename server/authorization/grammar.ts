import { atOnce } from '../bounds/turn.js'
import { parsingJson } from './json.js'
import { type Expected, JsonError } from './json-reader.js'

/** A policy as its text says, lists made of scalars. */
export interface PolicyDocument {
  version: '2012-10-17' | '2008-10-17'
  statements: Statement[]
}

export interface Statement {
  sid?: string
  effect: 'Allow' | 'Deny'
  /** Its case may be wrong, which is no matter of grammar to AWS; it is refused when the policy is stored. */
  effectAsWritten: string
  principal?: PrincipalElement
  notPrincipal?: PrincipalElement
  action?: string[]
  notAction?: string[]
  resource?: string[]
  notResource?: string[]
  condition: { operator: string; key: string; values: string[] }[]
}

/** `"*"` or values by type. */
export type PrincipalElement = '*' | Partial<Record<'AWS' | 'Federated' | 'Service' | 'CanonicalUser', string[]>>

/** From the document to a value in it: names, and numbers of list items. */
export type PolicyPath = (string | number)[]

/** The text breaks the grammar. AWS says no more than that; what and where it is serves whoever edits the text. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError'
  readonly path: PolicyPath
  /** Where in the text, if it is no JSON at all. */
  readonly at: number | undefined
  readonly expected: Expected | undefined
  constructor(
    detail: string,
    { path = [], at, expected }: { path?: PolicyPath; at?: number; expected?: Expected | undefined },
  ) {
    super(detail)
    this.path = path
    this.at = at
    this.expected = expected
  }
}

const syntax = (detail: string, ...path: PolicyPath) => new PolicySyntaxError(detail, { path })

/** A mistake in what `parse` reads is one below `step`. */
function within<T>(step: string | number, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw below(step, error)
  }
}

function below(step: string | number, error: unknown): unknown {
  if (error instanceof PolicySyntaxError) error.path.unshift(step)
  return error
}

/**
 * Parses by the grammar: case-sensitive names, no unknown or duplicate ones, scalars for one-element lists.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export const parsePolicy = (text: string): PolicyDocument => atOnce(parsingPolicy(text))

/** The same, with places to pause: the simulator takes texts of 131,072 characters (see `inPieces`). */
export function* parsingPolicy(text: string): Generator<void, PolicyDocument> {
  const policy = object(yield* parsedText(text), ['Version', 'Id', 'Statement'])
  const { Version: version = '2008-10-17', Id: id = '', Statement: statement } = policy
  if (version !== '2012-10-17' && version !== '2008-10-17') throw syntax('Version is "2012-10-17" or "2008-10-17"', 'Version')
  if (typeof id !== 'string') throw syntax('Id is a text', 'Id')
  if (statement === undefined) throw syntax('Statement is missing')
  const statements: Statement[] = []
  for (const one of Array.isArray(statement) ? statement : [statement]) {
    yield
    try {
      statements.push(parseStatement(one))
    } catch (error) {
      throw below('Statement', below(statements.length, error))
    }
  }
  return { version, statements }
}

/** A stored policy; undefined for a text that is none, which the evaluator takes as denying everything. */
export const readPolicy = (text: string): PolicyDocument | undefined => atOnce(readingPolicy(text))

/** The same, with places to pause. */
export function* readingPolicy(text: string): Generator<void, PolicyDocument | undefined> {
  try {
    return yield* parsingPolicy(text)
  } catch (error) {
    if (error instanceof PolicySyntaxError) return undefined
    throw error
  }
}

function* parsedText(text: string): Generator<void, unknown> {
  try {
    return yield* parsingJson(text)
  } catch (error) {
    if (error instanceof JsonError) {
      const { message, at, expected } = error
      throw new PolicySyntaxError(message, { at, expected })
    }
    throw error
  }
}

const EFFECTS = ['Allow', 'Deny'] as const
const OPPOSITES = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function parseStatement(value: unknown): Statement {
  const statement = object(value, ELEMENTS)
  const { Sid: sid, Effect: effectAsWritten } = statement
  if (effectAsWritten === undefined) throw syntax('Effect is missing')
  const effect = EFFECTS.find((one) => one.toLowerCase() === String(effectAsWritten).toLowerCase())
  if (typeof effectAsWritten !== 'string' || !effect) throw syntax('Effect is "Allow" or "Deny"', 'Effect')
  if (sid !== undefined && typeof sid !== 'string') throw syntax('Sid is a text', 'Sid')
  for (const [name, other] of OPPOSITES) {
    if (statement[name] !== undefined && statement[other] !== undefined)
      throw syntax(`${name} and ${other} exclude each other`, other)
  }
  const parsed: Statement = { effect, effectAsWritten, condition: [] }
  if (sid !== undefined) parsed.sid = sid
  if (statement.Principal !== undefined) parsed.principal = within('Principal', () => principals(statement.Principal))
  if (statement.NotPrincipal !== undefined)
    parsed.notPrincipal = within('NotPrincipal', () => principals(statement.NotPrincipal))
  for (const [element, name] of LISTS) {
    const value = statement[element]
    if (value !== undefined) parsed[name] = within(element, () => strings(value))
  }
  if (statement.Condition !== undefined) parsed.condition = within('Condition', () => conditions(statement.Condition))
  return parsed
}

const LISTS = [
  ['Action', 'action'],
  ['NotAction', 'notAction'],
  ['Resource', 'resource'],
  ['NotResource', 'notResource'],
] as const

function principals(value: unknown): PrincipalElement {
  if (value === '*') return '*'
  const types = object(value, ['AWS', 'Federated', 'Service', 'CanonicalUser'])
  if (Object.keys(types).length === 0) throw syntax('A principal is missing')
  return Object.fromEntries(Object.entries(types).map(([type, names]) => [type, within(type, () => strings(names))]))
}

function conditions(value: unknown): Statement['condition'] {
  const all: Statement['condition'] = []
  for (const [operator, keys] of Object.entries(object(value))) {
    within(operator, () => {
      for (const [key, values] of Object.entries(object(keys))) {
        all.push({ operator, key, values: typeof values === 'string' ? [values] : within(key, () => scalars(values)) })
      }
    })
  }
  return all
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  if (list.every((item): item is string => typeof item === 'string')) return list
  throw syntax(
    'A text in quotes is expected',
    ...(Array.isArray(value) ? [list.findIndex((item) => typeof item !== 'string')] : []),
  )
}

/** Numbers and booleans are taken as their text. */
function scalars(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean')
      throw syntax('A text, a number, true or false is expected')
    return String(item)
  })
}

function object(value: unknown, known?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntax('An object in braces { } is expected')
  const unknown = known && Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw syntax(`There is no element ${unknown} here, only ${known?.join(', ')}`, unknown)
  return value as Record<string, unknown>
}
