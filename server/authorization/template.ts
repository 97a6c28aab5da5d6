import { elementsMatch, type GlobElement, globElements, globMatches, literalElements } from './glob.js'
import type { RequestContext } from './types.js'

/**
 * How to read a text of a policy. Policy variables exist from version 2012-10-17 on; before, `${…}` is literal. `${*}`,
 * `${?}` and `${$}` are the literal characters. Texts are matched as they stand: nothing that is made of them is kept,
 * since they are the smallest form. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export interface Reading {
  variables: boolean
  wildcards: boolean
  /** For a pattern and a text in lower case: values of variables become lower-case as well. */
  lowerCase?: boolean
  context: RequestContext
}

/** May there be a variable in this text? */
export const hasVariables = (pattern: string, variables: boolean): boolean => variables && pattern.includes('${')

/** A variable without a value matches nothing; wildcard characters that come out of one are literal. */
export function textMatches(pattern: string, text: string, reading: Reading): boolean {
  if (hasVariables(pattern, reading.variables)) {
    const elements = resolved(partsOf(pattern), reading, text.length)
    return elements !== undefined && elementsMatch(elements, text)
  }
  return reading.wildcards ? globMatches(pattern, text) : pattern === text
}

/** An ARN and where its first five colons are. */
export interface Arn {
  text: string
  colons: readonly number[]
}

/** Undefined for a text that has fewer parts. */
export function arnOf(text: string): Arn | undefined {
  const colons = colonsOf(text)
  return colons && { text, colons }
}

function colonsOf(text: string): number[] | undefined {
  const colons: number[] = []
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) if (colons.push(at) === 5) return colons
  return undefined
}

/** The six parts are matched one by one, with wildcards in each, so that none stands for a colon before the resource. */
export function arnMatches(pattern: string, arn: Arn, variables: boolean, context: RequestContext): boolean {
  if (hasVariables(pattern, variables)) return arnTemplateMatches(pattern, arn, context)
  const { text, colons } = arn
  let from = 0
  let textFrom = 0
  for (const textEnd of colons) {
    const end = pattern.indexOf(':', from)
    if (end < 0 || !globMatches(pattern, text, { from, end, textFrom, textEnd })) return false
    from = end + 1
    textFrom = textEnd + 1
  }
  return globMatches(pattern, text, { from, textFrom })
}

/** A colon within a variable, or out of its value, parts nothing. */
function arnTemplateMatches(pattern: string, { text, colons }: Arn, context: RequestContext): boolean {
  const segments = segmentsOf(partsOf(pattern)) ?? []
  const matches = (parts: readonly Part[], index: number): boolean => {
    const given = text.slice(index === 0 ? 0 : (colons[index - 1] ?? 0) + 1, colons[index])
    const elements = resolved(parts, { variables: true, wildcards: true, context }, given.length)
    return elements !== undefined && elementsMatch(elements, given)
  }
  return segments.length > 0 && segments.every(matches)
}

interface Variable {
  /** Lower-case. */
  key: string
  /** After a comma: `${aws:PrincipalTag/team, 'company-wide'}`. */
  fallback: string | undefined
}
/** Text as it stands, a literal character, or a variable. */
type Part = string | { literal: string } | Variable

function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    parts.push(text.slice(at, match.index), variableOf(match[1] ?? ''))
    at = match.index + match[0].length
  }
  parts.push(text.slice(at))
  return parts
}

function variableOf(inside: string): Part {
  if (inside === '*' || inside === '?' || inside === '$') return { literal: inside }
  const comma = inside.indexOf(',')
  if (comma < 0) return { key: inside.trim().toLowerCase(), fallback: undefined }
  const quoted = /^\s*'(.*)'\s*$/.exec(inside.slice(comma + 1))
  return { key: inside.slice(0, comma).trim().toLowerCase(), fallback: quoted?.[1] }
}

/** Cut at the first five colons of the text; undefined where it has fewer. */
function segmentsOf(parts: readonly Part[]): Part[][] | undefined {
  const segments: Part[][] = [[]]
  for (const part of parts) {
    if (typeof part !== 'string') {
      segments.at(-1)?.push(part)
      continue
    }
    let rest = part
    for (let colon = rest.indexOf(':'); colon >= 0 && segments.length < 6; colon = rest.indexOf(':')) {
      segments.at(-1)?.push(rest.slice(0, colon))
      segments.push([])
      rest = rest.slice(colon + 1)
    }
    segments.at(-1)?.push(rest)
  }
  return segments.length === 6 ? segments : undefined
}

/** Undefined where a variable has no value, or where the result is longer than a text of so many characters. */
function resolved(parts: readonly Part[], reading: Reading, characters: number): GlobElement[] | undefined {
  const all: GlobElement[] = []
  let literals = 0
  for (const part of parts) {
    if (typeof part === 'string' && reading.wildcards) {
      for (const element of globElements(part)) all.push(element)
      continue
    }
    const value = typeof part === 'string' ? part : 'literal' in part ? part.literal : resolvedValue(part, reading)
    if (value === undefined) return undefined
    literals += value.length
    if (literals > characters) return undefined
    for (const element of literalElements(value)) all.push(element)
  }
  return all
}

/** Single-valued keys only. */
function resolvedValue({ key, fallback }: Variable, { context, lowerCase = false }: Reading): string | undefined {
  const value = Object.hasOwn(context, key) ? context[key] : undefined
  if (typeof value !== 'string') return fallback
  return lowerCase ? value.toLowerCase() : value
}
