import type { Operation } from '../runner/operation.js'
import { accessKeyOperations } from './access-keys.js'
import { accountAliasOperations } from './account-alias.js'
import { accountFeatureOperations } from './account-features.js'
import { GetAccountSummary } from './account-summary.js'
import { attachedPolicyOperations } from './attached-policies.js'
import { GetAccountAuthorizationDetails } from './authorization-details.js'
import { ChangePassword } from './change-password.js'
import { credentialReportOperations } from './credential-report.js'
import { groupMembershipOperations } from './group-membership.js'
import { groupOperations } from './groups.js'
import { inlinePolicyOperations } from './inline-policies.js'
import { instanceProfileOperations } from './instance-profiles.js'
import { lastAccessedOperations } from './last-accessed.js'
import { loginProfileOperations } from './login-profiles.js'
import { mfaDeviceOperations } from './mfa-devices.js'
import { oidcProviderOperations } from './oidc-providers.js'
import { passwordPolicyOperations } from './password-policy.js'
import { permissionsBoundaryOperations } from './permissions-boundaries.js'
import { policyOperations } from './policies.js'
import { policyEntityOperations } from './policy-entities.js'
import { policyVersionOperations } from './policy-versions.js'
import { roleOperations } from './roles.js'
import { samlProviderOperations } from './saml-providers.js'
import { serverCertificateOperations } from './server-certificates.js'
import { serviceLinkedRoleOperations } from './service-linked-roles.js'
import { serviceSpecificCredentialOperations } from './service-specific-credentials.js'
import { signingCertificateOperations } from './signing-certificates.js'
import { simulatorOperations } from './simulator.js'
import { sshPublicKeyOperations } from './ssh-public-keys.js'
import { tagOperationsOfAll } from './tagged-resources.js'
import { userOperations } from './users.js'
import { virtualMFADeviceOperations } from './virtual-mfa-devices.js'

/** Every IAM operation that this server answers. */
export const iamOperations: readonly Operation[] = [
  ...userOperations,
  ...tagOperationsOfAll,
  ...groupOperations,
  ...groupMembershipOperations,
  ...loginProfileOperations,
  ChangePassword,
  ...passwordPolicyOperations,
  ...accessKeyOperations,
  ...virtualMFADeviceOperations,
  ...mfaDeviceOperations,
  ...policyOperations,
  ...policyVersionOperations,
  ...attachedPolicyOperations,
  ...inlinePolicyOperations,
  ...policyEntityOperations,
  ...permissionsBoundaryOperations,
  ...roleOperations,
  ...serviceLinkedRoleOperations,
  ...instanceProfileOperations,
  ...sshPublicKeyOperations,
  ...signingCertificateOperations,
  ...serviceSpecificCredentialOperations,
  ...serverCertificateOperations,
  ...samlProviderOperations,
  ...oidcProviderOperations,
  ...accountAliasOperations,
  ...accountFeatureOperations,
  GetAccountSummary,
  GetAccountAuthorizationDetails,
  ...credentialReportOperations,
  ...lastAccessedOperations,
  ...simulatorOperations,
]
