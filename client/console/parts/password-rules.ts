import type { PasswordPolicy } from '@aws-sdk/client-iam'

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
/** What IAM counts as non-alphanumeric (IAM User Guide, "Setting an account password policy"). */
export const symbols = "!@#$%^&*()_+-=[]{}|'"

/** The rules a new password has to meet, one sentence each; `null` is IAM's default policy. */
export function passwordRules(policy: PasswordPolicy | null): string[] {
  if (policy === null) {
    return [
      'Must be 8 to 128 characters long',
      `Must include at least three of: uppercase letters, lowercase letters, numbers, symbols ( ${symbols} )`,
      "Must not be identical to your AWS account's name or email address",
    ]
  }
  return [
    `Must be ${policy.MinimumPasswordLength ?? 6} to 128 characters long`,
    ...(policy.RequireUppercaseCharacters ? ['Must include at least one uppercase letter (A-Z)'] : []),
    ...(policy.RequireLowercaseCharacters ? ['Must include at least one lowercase letter (a-z)'] : []),
    ...(policy.RequireNumbers ? ['Must include at least one number (0-9)'] : []),
    ...(policy.RequireSymbols ? [`Must include at least one symbol ( ${symbols} )`] : []),
    ...reuseRule(policy.PasswordReusePrevention ?? 0),
  ]
}

function reuseRule(count: number): string[] {
  if (count === 0) return []
  return [count === 1 ? 'Must differ from the last password' : `Must differ from the last ${count} passwords`]
}

/** What the policy says beside the form of a password. */
export function policyTerms(policy: PasswordPolicy | null): string[] {
  if (policy === null) return ['Passwords never expire']
  const { MaxPasswordAge: days, HardExpiry: hard, AllowUsersToChangePassword: self } = policy
  return [
    days ? `Passwords expire after ${days} days` : 'Passwords never expire',
    ...(days && hard ? ['An expired password must be reset by an administrator'] : []),
    self ? 'Users can change their own password' : 'Users can’t change their own password, unless a policy allows it',
  ]
}

/**
 * A random password that meets any policy of this minimum length: all four classes, at least 16 characters.
 * @param below a random integer from 0 up to, not including, its argument
 */
export function generatePassword(minimumLength: number, below: (limit: number) => number = randomBelow): string {
  const all = upper + lower + digits + symbols
  const chosen = [upper, lower, digits, symbols].map((alphabet) => alphabet.charAt(below(alphabet.length)))
  while (chosen.length < Math.max(16, minimumLength)) chosen.push(all.charAt(below(all.length)))
  return shuffled(chosen, below).join('')
}

function shuffled(items: readonly string[], below: (limit: number) => number): string[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(below(rest.length), 1))
}

/** Uniform: values above the last whole multiple of the limit are drawn again. */
function randomBelow(limit: number): number {
  const range = 2 ** 32
  const value = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  return value < range - (range % limit) ? value % limit : randomBelow(limit)
}
