import type { PasswordPolicyForm } from './password-policy-form.js'

export type Rule = 'length' | 'upper' | 'lower' | 'number' | 'symbol' | 'kinds'

/** Source of the symbols: IAM User Guide, "Setting an account password policy". */
const PATTERNS = { upper: /[A-Z]/, lower: /[a-z]/, number: /\d/, symbol: /[!@#$%^&*()_+\-=[\]{}|']/ } as const
const KINDS = Object.keys(PATTERNS) as (keyof typeof PATTERNS)[]

/** IAM's default rules: eight characters, three of the four kinds. Source: the same page, "Default password policy". */
const DEFAULT = { length: 8, kinds: 3 }

/** The composition rules that a password would break; reuse and identity are the server's to know. */
export function brokenRules(form: PasswordPolicyForm, password: string): Rule[] {
  const has = (kind: keyof typeof PATTERNS) => PATTERNS[kind].test(password)
  if (form.kind === 'default')
    return [
      ...([...password].length < DEFAULT.length ? (['length'] as const) : []),
      ...(KINDS.filter(has).length < DEFAULT.kinds ? (['kinds'] as const) : []),
    ]
  return [
    ...([...password].length < Number(form.minimumLength) ? (['length'] as const) : []),
    ...KINDS.filter((kind) => form[kind] && !has(kind)),
  ]
}
