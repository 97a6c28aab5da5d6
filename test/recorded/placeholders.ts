import { createHash } from 'node:crypto'
import { codeFor, codePair } from '../support/totp.js'

export type Values = Record<string, string>

/** Names for a case's user, role, group, policy, bucket and key pair, and a hex text. They are the same in every run. */
export function namesFor(caseId: string): Values {
  const hex = createHash('sha256').update(caseId).digest('hex').slice(0, 8)
  return { ...Object.fromEntries(['u', 'r', 'g', 'p', 'b', 'k'].map((kind) => [kind, `${kind}${hex}`])), n: hex }
}

/** The codes that an authenticator app shows: the previous one, the present one, and the present one again as `code`. */
export function codesOf(seed: string | undefined, now: number): Values {
  if (seed === undefined) return {}
  const [code1, code2] = codePair(seed, 0, now)
  return { code1, code2, code: codeFor(seed, 0, now) }
}

/** Fills in `{name}` in every text of a value. A filled-in text may name others, so this happens twice; other braces stay. */
export const fill = <T>(value: T, values: Values): T => fillOnce(fillOnce(value, values), values) as T

function fillOnce(value: unknown, values: Values): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\}/g, (braces, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : braces))
  }
  if (Array.isArray(value)) return value.map((item) => fillOnce(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([member, item]) => [member, fillOnce(item, values)]))
}
