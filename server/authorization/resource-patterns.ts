import { type Arn, arnMatches, arnOf, hasVariables } from './template.js'
import type { RequestContext } from './types.js'

/** The resources that a statement speaks of, or all others. */
export interface ResourcePatterns {
  /** As written. */
  patterns: readonly string[]
  /** It is NotResource. */
  except: boolean
  /** May pause: there can be thousands of patterns. */
  matches(resource: string, context: RequestContext): Generator<void, boolean>
}

/** A pattern of 2,000 characters can take 0.2 ms, so few are compared between two pauses. */
const BETWEEN_PAUSES = 4

/** ARNs are compared part by part with their case; wildcards never stand for a missing part. */
export function resourcePatterns(patterns: readonly string[], except: boolean, variables: boolean): ResourcePatterns {
  const all = patterns.includes('*')
  const isOpen = (pattern: string) => /[*?]/.test(pattern) || hasVariables(pattern, variables)
  const open = all ? [] : patterns.filter(isOpen)
  const exact = all || open.length === patterns.length ? undefined : new Set(patterns.filter((pattern) => !isOpen(pattern)))
  return {
    patterns,
    except,
    *matches(resource, context) {
      if (all) return !except
      const arn = arnOf(resource)
      if (!arn) return except
      if (exact?.has(resource) || (yield* anyMatches(open, arn, variables, context))) return !except
      return except
    },
  }
}

function* anyMatches(
  patterns: readonly string[],
  arn: Arn,
  variables: boolean,
  context: RequestContext,
): Generator<void, boolean> {
  let compared = 0
  for (const pattern of patterns) {
    if (arnMatches(pattern, arn, variables, context)) return true
    if (++compared % BETWEEN_PAUSES === 0) yield
  }
  return false
}
