import type { PasswordPolicy } from '@aws-sdk/client-iam'
import { orNone } from './or-none.js'
import { useIamQuery } from './use-iam-query.js'

/** Counts and quotas by their SummaryMap name. */
export function useAccountSummary() {
  return useIamQuery<Partial<Record<string, number>>>({
    key: ['account', 'summary'],
    load: async (iam) => (await iam.getAccountSummary({})).SummaryMap ?? {},
  })
}

/** `null`: the account has no alias. */
export function useAccountAlias() {
  return useIamQuery<string | null>({
    key: ['account', 'alias'],
    load: async (iam) => (await iam.listAccountAliases({})).AccountAliases?.[0] ?? null,
  })
}

/** `null`: no custom policy is set, so IAM's default rules apply. */
export function usePasswordPolicy(enabled = true) {
  return useIamQuery<PasswordPolicy | null>({
    key: ['account', 'password-policy'],
    enabled,
    load: async (iam) => (await orNone(iam.getAccountPasswordPolicy({})))?.PasswordPolicy ?? null,
  })
}
