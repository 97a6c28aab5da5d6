import { arnParts, type Condition, compileCondition } from './conditions.js'
import { globMatches, globTokens } from './glob.js'
import { type PrincipalElement, parsePolicy, type Statement } from './grammar.js'
import { Template } from './template.js'
import type { RequestContext } from './types.js'

/** Does a statement speak of this action? `action` is lower-case. */
type ActionMatcher = (action: string) => boolean
type ResourceMatcher = (resource: string, context: RequestContext) => boolean

export interface CompiledStatement {
  sid: string | undefined
  effect: 'Allow' | 'Deny'
  principal: PrincipalElement | undefined
  notPrincipal: PrincipalElement | undefined
  matchesAction: ActionMatcher
  matchesResource: ResourceMatcher
  /** As written; `except`: it is NotResource. */
  resources: { patterns: readonly string[]; except: boolean }
  conditions: readonly Condition[]
}

export interface CompiledPolicy {
  statements: readonly CompiledStatement[]
}

const MAX_CACHED = 5000
const cache = new Map<string, CompiledPolicy>()

/** The policy of a text, compiled once; texts were validated when they were stored. */
export function compilePolicy(text: string): CompiledPolicy {
  const known = cache.get(text)
  if (known) return known
  const { version, statements } = parsePolicy(text)
  const variables = version === '2012-10-17'
  const compiled = { statements: statements.map((statement) => compileStatement(statement, variables)) }
  if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? '')
  cache.set(text, compiled)
  return compiled
}

function compileStatement(statement: Statement, variables: boolean): CompiledStatement {
  const { sid, effect, principal, notPrincipal, action, notAction, resource, notResource, condition } = statement
  const matchesAction = actions(action ?? notAction ?? [])
  const patterns = resource ?? notResource ?? ['*']
  const matchesResource = resources(patterns, variables)
  return {
    sid,
    effect,
    principal,
    notPrincipal,
    matchesAction: action ? matchesAction : (name) => !matchesAction(name),
    matchesResource: notResource ? (arn, context) => !matchesResource(arn, context) : matchesResource,
    resources: { patterns, except: notResource !== undefined },
    conditions: condition.map(({ operator, key, values }) => compileCondition(operator, key, values, variables)),
  }
}

/**
 * Action names ignore case; wildcards stand in the name, not in the service's prefix, but for a lone `*`. Patterns are
 * looked up by service, exact names in a set: ReadOnlyAccess alone has 2,677 of them.
 */
function actions(patterns: readonly string[]): ActionMatcher {
  if (patterns.includes('*')) return () => true
  const exact = new Set<string>()
  const byService = new Map<string, ReturnType<typeof globTokens>[]>()
  for (const pattern of patterns.map((text) => text.toLowerCase())) {
    const colon = pattern.indexOf(':')
    if (!/[*?]/.test(pattern)) exact.add(pattern)
    else if (colon > 0) {
      const service = pattern.slice(0, colon)
      const globs = byService.get(service) ?? []
      globs.push(globTokens(pattern.slice(colon + 1)))
      byService.set(service, globs)
    }
  }
  return (action) => {
    if (exact.has(action)) return true
    const colon = action.indexOf(':')
    const globs = byService.get(action.slice(0, colon))
    return globs?.some((tokens) => globMatches(tokens, action.slice(colon + 1))) ?? false
  }
}

/** ARNs are compared part by part with their case; wildcards never stand for a missing part. */
function resources(patterns: readonly string[], variables: boolean): ResourceMatcher {
  if (patterns.includes('*')) return () => true
  const compiled = patterns.flatMap((pattern) => {
    const parts = Template.parseArn(pattern, { variables })
    return parts ? [parts] : []
  })
  return (resource, context) => {
    const given = arnParts(resource)
    return (
      given !== undefined && compiled.some((parts) => parts.every((part, index) => part.matches(given[index] ?? '', context)))
    )
  }
}
