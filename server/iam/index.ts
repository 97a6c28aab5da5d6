import type { Operation } from '../operations/operation.js'
import { accessKeyOperations } from './access-keys.js'
import { accountAliasOperations } from './account-alias.js'
import { GetAccountSummary } from './account-summary.js'
import { attachedPolicyOperations } from './attached-policies.js'
import { ChangePassword } from './change-password.js'
import { groupMembershipOperations } from './group-membership.js'
import { groupOperations } from './groups.js'
import { inlinePolicyOperations } from './inline-policies.js'
import { loginProfileOperations } from './login-profiles.js'
import { mfaDeviceOperations } from './mfa-devices.js'
import { passwordPolicyOperations } from './password-policy.js'
import { policyOperations } from './policies.js'
import { policyVersionOperations } from './policy-versions.js'
import { userTagOperations } from './user-tags.js'
import { userOperations } from './users.js'

/** Every IAM operation that this server answers. */
export const iamOperations: readonly Operation[] = [
  ...userOperations,
  ...userTagOperations,
  ...groupOperations,
  ...groupMembershipOperations,
  ...loginProfileOperations,
  ChangePassword,
  ...passwordPolicyOperations,
  ...accessKeyOperations,
  ...mfaDeviceOperations,
  ...policyOperations,
  ...policyVersionOperations,
  ...attachedPolicyOperations,
  ...inlinePolicyOperations,
  ...accountAliasOperations,
  GetAccountSummary,
]
