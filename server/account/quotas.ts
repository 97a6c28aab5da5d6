/** AWS's default quotas. Source: IAM User Guide, "IAM and STS quotas"; GetAccountSummary of a new account. */
export const QUOTA = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  ServerCertificatesPerAccount: 20,
  PolicyVersionsInUse: 10_000,
  AccessKeysPerUser: 2,
  SigningCertificatesPerUser: 2,
  GroupsPerUser: 10,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  MFADevicesPerUser: 8,
  VirtualMFADevicesPerAccount: 5000,
  TagsPerResource: 50,
  /** EC2's old quota of running instances, which counts pending ones. AWS has counted vCPUs since 2019. */
  RunningInstancesPerAccount: 20,
  /** Running or not. AWS limits them by their volumes. */
  InstancesPerAccount: 100,
  /** Characters, white space not counted. */
  UserPolicySize: 2048,
  GroupPolicySize: 5120,
  RolePolicySize: 10_240,
  PolicySize: 6144,
  AssumeRolePolicySize: 2048,
} as const

/**
 * Quotas of EC2. At AWS, an account can have 2,500 security groups in each of its Regions, and 50 tags on each of their
 * rules: that would be a gigabyte. Sources: Amazon VPC User Guide, "Amazon VPC quotas"; EC2 API Reference, "CreateKeyPair"; for
 * those that say so, this server.
 */
export const EC2_QUOTA = {
  /** In all Regions together; this server's own. */
  SecurityGroupsPerAccount: 500,
  RulesPerSecurityGroup: 60,
  /** On all rules of a group together; this server's own. */
  RuleTagsPerSecurityGroup: 100,
  /** At AWS in each Region, here in all Regions together. */
  KeyPairsPerAccount: 5000,
  /** On all key pairs together, since DescribeKeyPairs has no pages; this server's own. */
  KeyPairTagsPerAccount: 1000,
} as const
