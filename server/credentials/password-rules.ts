import type { Entity } from '../account/account.js'
import { DAY_MS } from '../account/durations.js'
import type { Instant } from '../account/ports.js'

export type PasswordPolicy = Entity<'AccountPasswordPolicy'>

const DEFAULT_MINIMUM_LENGTH = 8
/** Of the default policy's four classes, how many a password needs. */
const DEFAULT_CLASSES = 3

/** Source of the symbols: IAM User Guide, "Setting an account password policy". */
const CLASSES = [
  { rule: 'requireUppercaseCharacters', pattern: /[A-Z]/, text: 'Password should have at least one uppercase letter' },
  { rule: 'requireLowercaseCharacters', pattern: /[a-z]/, text: 'Password should have at least one lowercase letter' },
  { rule: 'requireNumbers', pattern: /[0-9]/, text: 'Password should have at least one number' },
  { rule: 'requireSymbols', pattern: /[!@#$%^&*()_+\-=[\]{}|']/, text: 'Password should have at least one symbol' },
] as const

/**
 * Why a password is refused, in AWS's words, or undefined. Without a policy the default one holds: 8 characters, three
 * of four classes, not the account's name or e-mail. Source: IAM User Guide, "Setting an account password policy";
 * messages from public reports.
 */
export function passwordViolation(
  password: string,
  policy: PasswordPolicy | undefined,
  account: { name: string; email: string },
): string | undefined {
  const minimum = policy?.minimumPasswordLength ?? DEFAULT_MINIMUM_LENGTH
  const tooShort = [...password].length < minimum ? [`Password should have a minimum length of ${minimum}`] : []
  const missing = CLASSES.filter(({ pattern }) => !pattern.test(password))
  if (policy) {
    const broken = [...tooShort, ...missing.filter(({ rule }) => policy[rule]).map(({ text }) => text)]
    return broken.length > 0 ? broken.join(', ') : undefined
  }
  if (tooShort[0]) return tooShort[0]
  const needed = DEFAULT_CLASSES - (CLASSES.length - missing.length)
  if (needed > 0) {
    return `Password should meet ${needed} more of the following requirements: ${missing.map(({ text }) => text).join(', ')}`
  }
  const folded = password.toLowerCase()
  if (folded === account.name.toLowerCase() || folded === account.email.toLowerCase()) {
    return 'Password cannot be identical to your account name or email'
  }
  return undefined
}

/** Expiry binds as soon as the policy says so. Source: IAM User Guide, "Setting an account password policy". */
export function passwordExpired(policy: PasswordPolicy | undefined, changedAt: Instant, now: Instant): boolean {
  return policy !== undefined && policy.maxPasswordAge > 0 && now >= changedAt + policy.maxPasswordAge * DAY_MS
}
