/** Whose credentials, cookies or token a case carries. */
export type Identity = 'root' | 'admin' | 'reader' | 'session' | 'unknown-key' | 'learner' | 'operator' | 'stranger' | 'nobody'

export type Front = 'wire' | 'signin' | 'lab' | 'bytes'

export type Body =
  | { form: readonly (readonly [string, string])[] }
  | { json: unknown }
  /** Sent as it is. */
  | { text: string }
  | { base64: string }

/** One change to the bytes of a body: at this offset (modulo the length) a byte is set, put in, or cut. */
export interface Damage {
  at: number
  how: 'set' | 'insert' | 'cut'
  byte: number
}

/**
 * One request, as it is kept under `cases/`. Texts may hold placeholders, `{{UserName}}` or `{{AccessKeyId#3}}`, which
 * are filled with what the account holds when the case is sent: so a case outlives the ids of one server.
 */
export interface FuzzCase {
  front: Front
  /** For the reader: `iam:CreateUser: a duplicated parameter`. */
  about: string
  as: Identity
  method: string
  path: string
  query?: readonly (readonly [string, string])[]
  headers?: Readonly<Record<string, string>>
  body?: Body
  damage?: readonly Damage[]
  /** Wire only. */
  signing?: { how: 'header' | 'query'; service: string; region: string }
}

/** `{{name}}` or `{{name#index}}`. */
const PLACEHOLDER = /\{\{([\w ./-]+?)(?:#(\d+))?\}\}/g

/** The text with each placeholder replaced by what `valueFor` has for it. */
export const filledText = (text: string, valueFor: (name: string, index: number) => string): string =>
  text.includes('{{') ? text.replace(PLACEHOLDER, (_all, name: string, index = '0') => valueFor(name, Number(index))) : text

/** The same in every text of a tree, names included. */
export function filledTree(value: unknown, valueFor: (name: string, index: number) => string): unknown {
  if (typeof value === 'string') return filledText(value, valueFor)
  if (Array.isArray(value)) return value.map((item) => filledTree(item, valueFor))
  if (typeof value !== 'object' || value === null) return value
  // fromEntries and not assignment, so that a member called __proto__ arrives as one.
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filledTree(item, valueFor)]))
}

export function damaged(bytes: Buffer, damage: readonly Damage[]): Buffer {
  const out = [...bytes]
  for (const { at, how, byte } of damage) {
    const offset = out.length === 0 ? 0 : at % out.length
    out.splice(offset, how === 'insert' ? 0 : 1, ...(how === 'cut' ? [] : [byte]))
  }
  return Buffer.from(out)
}

/** A finding as a file: what was seen, and the requests that did it. */
export interface Kept {
  seen: string
  seed: number
  cases: FuzzCase[]
}
