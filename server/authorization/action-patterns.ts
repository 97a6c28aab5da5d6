import { globMatches } from './glob.js'

/** The actions that a statement speaks of, or does not. */
export interface ActionPatterns {
  matches(action: string): boolean
}

/**
 * Action names ignore case; wildcards stand in the name, not in the service's prefix, but for a lone `*`. Patterns are
 * looked up by service, exact names in a set: ReadOnlyAccess alone has 2,677 of them. `action` is lower-case.
 */
export function actionPatterns(patterns: readonly string[], except: boolean): ActionPatterns {
  const matches = patterns.includes('*') ? () => true : matcherOf(patterns.map((pattern) => pattern.toLowerCase()))
  return except ? { matches: (action) => !matches(action) } : { matches }
}

function matcherOf(patterns: readonly string[]): (action: string) => boolean {
  const exact = new Set<string>()
  const byService = new Map<string, string[]>()
  for (const pattern of patterns) {
    const colon = pattern.indexOf(':')
    if (!/[*?]/.test(pattern)) exact.add(pattern)
    else if (colon > 0) {
      const service = pattern.slice(0, colon)
      const globs = byService.get(service)
      if (globs) globs.push(pattern)
      else byService.set(service, [pattern])
    }
  }
  return (action) => {
    if (exact.has(action)) return true
    const colon = action.indexOf(':')
    const range = { from: colon + 1, textFrom: colon + 1 }
    return byService.get(action.slice(0, colon))?.some((pattern) => globMatches(pattern, action, range)) ?? false
  }
}
