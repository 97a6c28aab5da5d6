/**
 * The operations whose pages the CLI 2.9 puts together by itself; others that answer in pages (ListRoleTags …) give
 * the first page and take --marker. Source: botocore's paginators of IAM, CloudTrail, and EC2, as of 2.9.19.
 */
export const PAGINATED: ReadonlySet<string> = new Set([
  ...['GetAccountAuthorizationDetails', 'GetGroup', 'ListAccessKeys', 'ListAccountAliases', 'ListAttachedGroupPolicies'],
  ...['ListAttachedRolePolicies', 'ListAttachedUserPolicies', 'ListEntitiesForPolicy', 'ListGroupPolicies', 'ListGroups'],
  ...['ListGroupsForUser', 'ListInstanceProfiles', 'ListInstanceProfilesForRole', 'ListMFADevices', 'ListPolicies'],
  ...['ListPolicyVersions', 'ListRolePolicies', 'ListRoles', 'ListServerCertificates', 'ListSigningCertificates'],
  ...['ListSSHPublicKeys', 'ListUserPolicies', 'ListUsers', 'ListVirtualMFADevices', 'SimulateCustomPolicy'],
  ...['SimulatePrincipalPolicy', 'ListUserTags', 'LookupEvents', 'DescribeIamInstanceProfileAssociations'],
  ...['DescribeImages', 'DescribeInstanceStatus', 'DescribeInstanceTypes', 'DescribeInstances', 'DescribeSecurityGroupRules'],
  ...['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeTags', 'DescribeVpcs'],
])
