import { JsonError, parseJson } from './json.js'

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

/** The text breaks the grammar; AWS says no more than that. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError'
  /** `json`: it is no JSON at all. */
  constructor(readonly what: 'json' | 'syntax') {
    super(what)
  }
}

const syntax = () => new PolicySyntaxError('syntax')

/**
 * Parses by the grammar: case-sensitive names, no unknown or duplicate ones, scalars for one-element lists.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function parsePolicy(text: string): PolicyDocument {
  const policy = object(parsedText(text), ['Version', 'Id', 'Statement'])
  const { Version: version = '2008-10-17', Id: id = '', Statement: statement } = policy
  if ((version !== '2012-10-17' && version !== '2008-10-17') || typeof id !== 'string' || statement === undefined)
    throw syntax()
  const statements = Array.isArray(statement) ? statement : [statement]
  return { version, statements: statements.map(parseStatement) }
}

function parsedText(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) throw new PolicySyntaxError('json')
    throw error
  }
}

const EFFECTS = ['Allow', 'Deny'] as const
const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function parseStatement(value: unknown): Statement {
  const statement = object(value, ELEMENTS)
  const { Sid: sid, Effect: effectAsWritten } = statement
  if (typeof effectAsWritten !== 'string') throw syntax()
  const effect = EFFECTS.find((one) => one.toLowerCase() === effectAsWritten.toLowerCase())
  if (!effect) throw syntax()
  if (sid !== undefined && typeof sid !== 'string') throw syntax()
  for (const name of ['Principal', 'Action', 'Resource']) {
    if (statement[name] !== undefined && statement[`Not${name}`] !== undefined) throw syntax()
  }
  return {
    ...(sid === undefined ? {} : { sid }),
    effect,
    effectAsWritten,
    ...optional('principal', statement.Principal, principals),
    ...optional('notPrincipal', statement.NotPrincipal, principals),
    ...optional('action', statement.Action, strings),
    ...optional('notAction', statement.NotAction, strings),
    ...optional('resource', statement.Resource, strings),
    ...optional('notResource', statement.NotResource, strings),
    condition: statement.Condition === undefined ? [] : conditions(statement.Condition),
  }
}

const optional = <N extends string, T>(name: N, value: unknown, parse: (value: unknown) => T): Partial<Record<N, T>> =>
  value === undefined ? {} : ({ [name]: parse(value) } as Partial<Record<N, T>>)

function principals(value: unknown): PrincipalElement {
  if (value === '*') return '*'
  const types = object(value, ['AWS', 'Federated', 'Service', 'CanonicalUser'])
  if (Object.keys(types).length === 0) throw syntax()
  return Object.fromEntries(Object.entries(types).map(([type, names]) => [type, strings(names)]))
}

function conditions(value: unknown): Statement['condition'] {
  return Object.entries(object(value)).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([key, values]) => ({ operator, key, values: scalars(values) })),
  )
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  if (!list.every((item): item is string => typeof item === 'string')) throw syntax()
  return list
}

/** Numbers and booleans are taken as their text. */
function scalars(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') throw syntax()
    return String(item)
  })
}

function object(value: unknown, known?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntax()
  if (known && Object.keys(value).some((name) => !known.includes(name))) throw syntax()
  return value as Record<string, unknown>
}
