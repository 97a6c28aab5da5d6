import { type GlobToken, globMatches, globTokens } from './glob.js'
import type { RequestContext } from './types.js'

interface Variable {
  /** Lower-case. */
  key: string
  /** After a comma: `${aws:PrincipalTag/team, 'company-wide'}`. */
  fallback: string | undefined
}
type Part = GlobToken | Variable

/**
 * A text of a policy with wildcards and policy variables. Variables exist from version 2012-10-17 on; before, `${…}` is
 * literal. `${*}`, `${?}`, `${$}` are the literal characters. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export class Template {
  readonly #parts: readonly Part[]
  readonly #fixed: readonly GlobToken[] | undefined

  private constructor(parts: readonly Part[]) {
    this.#parts = parts
    this.#fixed = parts.every((part) => typeof part !== 'object') ? parts : undefined
  }

  static parse(text: string, options: { variables: boolean; wildcards: boolean }): Template {
    return new Template(partsOf(text, options))
  }

  /** The parts of an ARN pattern, cut at its first five colons; undefined where it has fewer. */
  static parseArn(text: string, options: { variables: boolean }): Template[] | undefined {
    const segments: Part[][] = [[]]
    for (const part of partsOf(text, { ...options, wildcards: true })) {
      if (typeof part !== 'string') {
        segments.at(-1)?.push(part)
        continue
      }
      let rest = part
      while (segments.length < 6) {
        const colon = rest.indexOf(':')
        if (colon < 0) break
        if (colon > 0) segments.at(-1)?.push(rest.slice(0, colon))
        segments.push([])
        rest = rest.slice(colon + 1)
      }
      if (rest !== '') segments.at(-1)?.push(rest)
    }
    return segments.length === 6 ? segments.map((parts) => new Template(parts)) : undefined
  }

  /** A variable without a value matches nothing; wildcard characters that come out of one are literal. */
  matches(text: string, context: RequestContext): boolean {
    const tokens = this.#fixed ?? this.#resolved(context)
    return tokens !== undefined && globMatches(tokens, text)
  }

  #resolved(context: RequestContext): GlobToken[] | undefined {
    const tokens: GlobToken[] = []
    for (const part of this.#parts) {
      if (typeof part !== 'object') tokens.push(part)
      else {
        const value = resolvedValue(part, context)
        if (value === undefined) return undefined
        if (value !== '') tokens.push(value)
      }
    }
    return tokens
  }
}

/** Single-valued keys only. */
function resolvedValue({ key, fallback }: Variable, context: RequestContext): string | undefined {
  const value = Object.hasOwn(context, key) ? context[key] : undefined
  return typeof value === 'string' ? value : fallback
}

function partsOf(text: string, { variables, wildcards }: { variables: boolean; wildcards: boolean }): Part[] {
  const plain = (piece: string): Part[] => (wildcards ? globTokens(piece) : piece === '' ? [] : [piece])
  if (!variables || !text.includes('${')) return plain(text)
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    parts.push(...plain(text.slice(at, match.index)), variableOf(match[1] ?? ''))
    at = match.index + match[0].length
  }
  return [...parts, ...plain(text.slice(at))]
}

function variableOf(inside: string): Part {
  if (inside === '*' || inside === '?' || inside === '$') return inside
  const comma = inside.indexOf(',')
  if (comma < 0) return { key: inside.trim().toLowerCase(), fallback: undefined }
  const quoted = /^\s*'(.*)'\s*$/.exec(inside.slice(comma + 1))
  return { key: inside.slice(0, comma).trim().toLowerCase(), fallback: quoted?.[1] }
}
