import type { ServiceName } from '../../aws/model/model.js'

/**
 * The operations whose pages the CLI 2.9 puts together by itself; others that answer in pages (ListRoleTags …) give
 * the first page and take --marker. Source: botocore's paginators of IAM and CloudTrail, as of 2.9.19.
 */
export const PAGINATED: ReadonlySet<string> = new Set([
  ...['GetAccountAuthorizationDetails', 'GetGroup', 'ListAccessKeys', 'ListAccountAliases', 'ListAttachedGroupPolicies'],
  ...['ListAttachedRolePolicies', 'ListAttachedUserPolicies', 'ListEntitiesForPolicy', 'ListGroupPolicies', 'ListGroups'],
  ...['ListGroupsForUser', 'ListInstanceProfiles', 'ListInstanceProfilesForRole', 'ListMFADevices', 'ListPolicies'],
  ...['ListPolicyVersions', 'ListRolePolicies', 'ListRoles', 'ListServerCertificates', 'ListSigningCertificates'],
  ...['ListSSHPublicKeys', 'ListUserPolicies', 'ListUsers', 'ListVirtualMFADevices', 'SimulateCustomPolicy'],
  ...['SimulatePrincipalPolicy', 'ListUserTags', 'LookupEvents'],
])

export interface Waiter {
  /** `UserExists` */
  name: string
  operation: string
  delaySeconds: number
  attempts: number
}

const exists = (name: string, operation: string, attempts: number): Waiter => ({ name, operation, delaySeconds: 1, attempts })

/** `aws iam wait …`. Source: botocore's waiters of IAM: a second between attempts, until NoSuchEntity is gone. */
export const WAITERS: Partial<Record<ServiceName, Readonly<Record<string, Waiter>>>> = {
  iam: {
    'instance-profile-exists': exists('InstanceProfileExists', 'GetInstanceProfile', 40),
    'policy-exists': exists('PolicyExists', 'GetPolicy', 20),
    'role-exists': exists('RoleExists', 'GetRole', 20),
    'user-exists': exists('UserExists', 'GetUser', 20),
  },
}
