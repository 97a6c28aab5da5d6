import { BoundedMap } from '../bounds/bounded-map.js'
import { atOnce } from '../bounds/turn.js'
import { type ActionPatterns, actionPatterns } from './action-patterns.js'
import { Condition, isOperator } from './conditions.js'
import { type PolicyDocument, type PrincipalElement, readPolicy, type Statement } from './grammar.js'
import { type ResourcePatterns, resourcePatterns } from './resource-patterns.js'

export interface CompiledStatement {
  sid: string | undefined
  effect: 'Allow' | 'Deny'
  principal: PrincipalElement | undefined
  notPrincipal: PrincipalElement | undefined
  actions: ActionPatterns
  resources: ResourcePatterns
  conditions: readonly Condition[]
}

export interface CompiledPolicy {
  statements: readonly CompiledStatement[]
  /** Are policy variables more than text in it? Of version 2012-10-17 they are. */
  variables: boolean
  /** False for a text that is no policy. Nobody knows what it would have denied, so it denies everything. */
  readable: boolean
}

/**
 * What a compiled policy keeps in memory for each character of its text, at worst (measured: 12 to 25 bytes for texts
 * that are all short statements or short values; three for AWS's own).
 */
const BYTES_FOR_A_CHARACTER = 25
/** A user's policies can be some 700 kB of text, and are compiled once. */
const MAX_CACHED_BYTES = 24_000_000

const cache = new BoundedMap<string, CompiledPolicy>({
  maxSize: MAX_CACHED_BYTES,
  sizeOf: (_policy, text) => text.length * BYTES_FOR_A_CHARACTER,
})

/** The policy of a stored text, compiled once. One that can't be read is no error here: it says so. */
export function compilePolicy(text: string): CompiledPolicy {
  const known = cache.get(text)
  if (known) return known
  const compiled = compiledOnce(text)
  cache.set(text, compiled)
  return compiled
}

/** The same for a text that is asked about and not stored: it leaves nothing behind. */
export function compiledOnce(text: string): CompiledPolicy {
  const policy = readPolicy(text)
  return policy ? atOnce(compiling(policy)) : UNREADABLE
}

/** Compiles a policy that was read, with places to pause (see `inPieces`). */
export function* compiling({ version, statements }: PolicyDocument): Generator<void, CompiledPolicy> {
  const variables = version === '2012-10-17'
  const compiled: CompiledStatement[] = []
  for (const statement of statements) {
    yield
    if (!isComplete(statement)) return UNREADABLE
    compiled.push(compileStatement(statement, variables))
  }
  return { statements: compiled, variables, readable: true }
}

const UNREADABLE: CompiledPolicy = { statements: [], variables: false, readable: false }

/** A Deny without actions, or with a condition that nobody knows, would otherwise deny nothing. */
const isComplete = ({ action, notAction, condition }: Statement): boolean =>
  (action ?? notAction ?? []).length > 0 && condition.every(({ operator }) => isOperator(operator))

function compileStatement(statement: Statement, variables: boolean): CompiledStatement {
  const { sid, effect, principal, notPrincipal, action, notAction, resource, notResource, condition } = statement
  return {
    sid,
    effect,
    principal,
    notPrincipal,
    actions: actionPatterns(action ?? notAction ?? [], notAction !== undefined),
    resources: resourcePatterns(resource ?? notResource ?? ['*'], notResource !== undefined, variables),
    conditions: condition.map(({ operator, key, values }) => new Condition(operator, key, values, variables)),
  }
}
