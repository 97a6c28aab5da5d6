import { type AccountView, accountEntity } from '../account/account.js'
import { hasMfaDevice } from '../account/mfa-devices.js'
import { QUOTA } from '../account/quotas.js'
import { query } from '../runner/operation.js'

/**
 * Returns the counts and quotas of the account, with AWS's 34 keys.
 * Source: IAM API Reference, "GetAccountSummary"; numbers confirmed by public replies.
 */
export const GetAccountSummary = query('iam', 'GetAccountSummary', {
  needs: () => ({ resource: '*' }),
  handle: ({ account }) => ({ SummaryMap: { ...counts(account), ...QUOTAS } }),
})

function counts(account: AccountView): Record<string, number> {
  const rootOwns = (kind: 'AccessKey' | 'SigningCertificate') => account.where(kind, 'owner', account.accountId).length > 0
  const policies = account.ordered('ManagedPolicy')
  const devices = account.ordered('VirtualMFADevice')
  const passkeys = account.count('Passkey')
  return {
    Users: account.count('User'),
    Groups: account.count('Group'),
    Roles: account.count('Role'),
    Policies: policies.length,
    PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
    InstanceProfiles: account.count('InstanceProfile'),
    ServerCertificates: account.count('ServerCertificate'),
    Providers: account.count('SAMLProvider') + account.count('OpenIDConnectProvider'),
    MFADevices: devices.length + passkeys,
    MFADevicesInUse: devices.filter(({ ownerId }) => ownerId !== undefined).length + passkeys,
    AccountMFAEnabled: Number(hasMfaDevice(account, account.accountId)),
    AccountAccessKeysPresent: Number(rootOwns('AccessKey')),
    AccountPasswordPresent: 1,
    AccountSigningCertificatesPresent: Number(rootOwns('SigningCertificate')),
    GlobalEndpointTokenVersion: accountEntity(account).globalEndpointTokenVersion ?? 1,
  }
}

const QUOTAS: Record<string, number> = {
  UsersQuota: QUOTA.UsersPerAccount,
  GroupsQuota: QUOTA.GroupsPerAccount,
  RolesQuota: QUOTA.RolesPerAccount,
  PoliciesQuota: QUOTA.PoliciesPerAccount,
  PolicyVersionsInUseQuota: QUOTA.PolicyVersionsInUse,
  InstanceProfilesQuota: QUOTA.InstanceProfilesPerAccount,
  ServerCertificatesQuota: QUOTA.ServerCertificatesPerAccount,
  AccessKeysPerUserQuota: QUOTA.AccessKeysPerUser,
  SigningCertificatesPerUserQuota: QUOTA.SigningCertificatesPerUser,
  GroupsPerUserQuota: QUOTA.GroupsPerUser,
  AttachedPoliciesPerUserQuota: QUOTA.PoliciesPerUser,
  AttachedPoliciesPerGroupQuota: QUOTA.PoliciesPerGroup,
  AttachedPoliciesPerRoleQuota: QUOTA.PoliciesPerRole,
  VersionsPerPolicyQuota: QUOTA.VersionsPerPolicy,
  UserPolicySizeQuota: QUOTA.UserPolicySize,
  GroupPolicySizeQuota: QUOTA.GroupPolicySize,
  RolePolicySizeQuota: QUOTA.RolePolicySize,
  PolicySizeQuota: QUOTA.PolicySize,
  AssumeRolePolicySizeQuota: QUOTA.AssumeRolePolicySize,
}
