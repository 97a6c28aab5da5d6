import type { PasswordPolicy, UpdateAccountPasswordPolicyCommandInput } from '@aws-sdk/client-iam'

/** The editor's fields. Numbers are text while they are typed. */
export interface PasswordPolicyForm {
  kind: 'default' | 'custom'
  minimumLength: string
  upper: boolean
  lower: boolean
  number: boolean
  symbol: boolean
  expires: boolean
  maxAgeDays: string
  hardExpiry: boolean
  usersMayChange: boolean
  preventReuse: boolean
  remember: string
}

export type NumberField = 'minimumLength' | 'maxAgeDays' | 'remember'

/** Limits of UpdateAccountPasswordPolicy. */
export const limits: Record<NumberField, { min: number; max: number }> = {
  minimumLength: { min: 6, max: 128 },
  maxAgeDays: { min: 1, max: 1095 },
  remember: { min: 1, max: 24 },
}

/** What the editor starts from when no custom policy is set: the console's own suggestion. */
const suggestion: PasswordPolicyForm = {
  kind: 'default',
  minimumLength: '8',
  upper: true,
  lower: true,
  number: true,
  symbol: true,
  expires: false,
  maxAgeDays: '90',
  hardExpiry: false,
  usersMayChange: true,
  preventReuse: false,
  remember: '5',
}

export function formOf(policy: PasswordPolicy | null): PasswordPolicyForm {
  if (policy === null) return suggestion
  return {
    kind: 'custom',
    minimumLength: String(policy.MinimumPasswordLength ?? limits.minimumLength.min),
    upper: policy.RequireUppercaseCharacters ?? false,
    lower: policy.RequireLowercaseCharacters ?? false,
    number: policy.RequireNumbers ?? false,
    symbol: policy.RequireSymbols ?? false,
    expires: Boolean(policy.MaxPasswordAge),
    maxAgeDays: policy.MaxPasswordAge ? String(policy.MaxPasswordAge) : suggestion.maxAgeDays,
    hardExpiry: policy.HardExpiry ?? false,
    usersMayChange: policy.AllowUsersToChangePassword ?? false,
    preventReuse: Boolean(policy.PasswordReusePrevention),
    remember: policy.PasswordReusePrevention ? String(policy.PasswordReusePrevention) : suggestion.remember,
  }
}

/** The number fields that are in use and out of range. */
export function problemsOf(form: PasswordPolicyForm): Partial<Record<NumberField, true>> {
  if (form.kind === 'default') return {}
  const used: NumberField[] = ['minimumLength']
  if (form.expires) used.push('maxAgeDays')
  if (form.preventReuse) used.push('remember')
  return Object.fromEntries(used.filter((field) => !within(form[field], limits[field])).map((field) => [field, true]))
}

function within(text: string, { min, max }: { min: number; max: number }): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max
}

/**
 * The whole policy, every switch named: the operation replaces what was there and sets what is left out to its default.
 * HardExpiry without an age means nothing, so it goes with it.
 */
export function requestOf(form: PasswordPolicyForm): UpdateAccountPasswordPolicyCommandInput {
  return {
    MinimumPasswordLength: Number(form.minimumLength),
    RequireUppercaseCharacters: form.upper,
    RequireLowercaseCharacters: form.lower,
    RequireNumbers: form.number,
    RequireSymbols: form.symbol,
    AllowUsersToChangePassword: form.usersMayChange,
    HardExpiry: form.expires && form.hardExpiry,
    ...(form.expires ? { MaxPasswordAge: Number(form.maxAgeDays) } : {}),
    ...(form.preventReuse ? { PasswordReusePrevention: Number(form.remember) } : {}),
  }
}
