import type { Instant } from './ports.js'
import type { Secret } from './secret.js'

/**
 * The entities of an account: plain data, one row each on disk. References between them are by unique id
 * (AIDA…, AGPA…, ANPA…), so that renaming breaks nothing. Times are on the account's clock.
 */

/** The account itself and its root user. Key: `account`. */
export interface AccountEntity {
  accountId: string
  name: string
  email: string
  createDate: Instant
  alias?: string
  /** How far the account's clock is ahead of real time, in milliseconds; never shrinks. */
  clockOffset: number
  /** Seals session tokens; replaced by reset, so that no old token survives. */
  sealingKey: Secret
  rootPassword: PasswordHash & {
    changedAt: Instant
    /** zxcvbn's 0–4 when it was set; absent if the estimate came too late. Only the score is kept. */
    score?: number
  }
  /** When root's password was recovered: the console's credentials of root from before are worth nothing. */
  rootSessionsFrom?: Instant
  /** Of tokens from the global STS endpoint; 1 until it is set. */
  globalEndpointTokenVersion?: 1 | 2
  /** While outbound web identity federation is enabled: the issuer's URL, and its private key (PKCS #8, PEM). */
  outboundIssuer?: string
  outboundKey?: Secret
}

/** bcrypt over base64(SHA-256(password)); bcrypt alone reads only 72 of AWS's 128 characters. */
export interface PasswordHash {
  hash: string
}

export interface Tag {
  Key: string
  Value: string
}

export interface User {
  userId: string
  userName: string
  path: string
  createDate: Instant
  tags: readonly Tag[]
  /** Group ids, in the order of joining. */
  groups: readonly string[]
  /** Policy ARNs, in the order of attaching. */
  attachedPolicies: readonly string[]
  /** Inline policies by name: the document's text as given. */
  inlinePolicies: Readonly<Record<string, string>>
  permissionsBoundary?: string
}

export interface Group {
  groupId: string
  groupName: string
  path: string
  createDate: Instant
  attachedPolicies: readonly string[]
  inlinePolicies: Readonly<Record<string, string>>
}

export interface Role {
  roleId: string
  roleName: string
  path: string
  createDate: Instant
  description?: string
  /**
   * The trust policy. Principals of this account stand in it by unique id (AIDA…, AROA…), so that a rename breaks
   * nothing and a deleted principal is not replaced by a new one of its name.
   */
  trustPolicy: string
  /** Seconds, 3,600–43,200. */
  maxSessionDuration: number
  tags: readonly Tag[]
  attachedPolicies: readonly string[]
  inlinePolicies: Readonly<Record<string, string>>
  permissionsBoundary?: string
  /** The service principal whose own role this is (`autoscaling.amazonaws.com`): only that service changes it. */
  serviceLinkedFor?: string
}

export interface InstanceProfile {
  instanceProfileId: string
  instanceProfileName: string
  path: string
  createDate: Instant
  /** One role at most. */
  roleId?: string
  tags: readonly Tag[]
}

/** Customer managed policy. AWS's own are in `policies/`. */
export interface ManagedPolicy {
  policyId: string
  arn: string
  policyName: string
  path: string
  description?: string
  createDate: Instant
  updateDate: Instant
  defaultVersionId: string
  /** v1, v2 … are never reused. */
  nextVersion: number
  versions: readonly { versionId: string; document: string; createDate: Instant }[]
  tags: readonly Tag[]
}

/** A user's console password. Key: the user id. */
export interface LoginProfile {
  userId: string
  createDate: Instant
  password: PasswordHash
  changedAt: Instant
  resetRequired: boolean
  /** Earlier hashes, newest first, 24 at most; all with the salt of `password`, so one hash checks all. */
  history: readonly string[]
}

export interface AccountPasswordPolicy {
  minimumPasswordLength: number
  requireSymbols: boolean
  requireNumbers: boolean
  requireUppercaseCharacters: boolean
  requireLowercaseCharacters: boolean
  allowUsersToChangePassword: boolean
  /** Days; 0 = passwords do not expire. */
  maxPasswordAge: number
  /** How many earlier passwords are refused; 0 = none. */
  passwordReusePrevention: number
  /** Undefined if the policy was set without it: then answers leave it out. */
  hardExpiry?: boolean
}

/** Long-term key. `ownerId` is the user id, or the account id for root's. */
export interface AccessKey {
  accessKeyId: string
  ownerId: string
  secret: Secret
  status: 'Active' | 'Inactive'
  createDate: Instant
  /** Creation or last change of status: the credential report's "last rotated". */
  statusDate: Instant
}

/** Key: the serial number. `ownerId` (user id, or account id for root) is set while the device is assigned. */
export interface VirtualMFADevice {
  serialNumber: string
  name: string
  path: string
  /** 64 Base32 characters. */
  seed: Secret
  createDate: Instant
  tags: readonly Tag[]
  ownerId?: string
  enableDate?: Instant
  /** The last accepted time step of 30 s (real time); a code of this or an earlier step is spent. */
  lastStep?: number
  /** How many steps the device runs ahead (+) or behind (−), learned at each success. */
  drift: number
}

/**
 * A passkey or FIDO2 security key of a user or root: the public half alone. Key: the serial number, as AWS writes it
 * (`arn:aws:iam::<account>:u2f/user/<name>/<device>-<random>`). Source: IAM User Guide, "IAM identifiers".
 */
export interface Passkey {
  serialNumber: string
  /** User id, or the account id for root. */
  ownerId: string
  /** Base64url, as WebAuthn has it. */
  credentialId: string
  /** COSE, in base64url. */
  publicKey: string
  /** How often it has signed, where the authenticator counts. */
  counter: number
  transports: readonly string[]
  enableDate: Instant
}

/** A user's X.509 certificate for the old SOAP interface of EC2. */
export interface SigningCertificate {
  certificateId: string
  /** User id, or the account id for root's. */
  ownerId: string
  /** PEM. */
  body: string
  /** SHA-256 of the certificate, hexadecimal: the same one is not uploaded twice. */
  fingerprint: string
  status: 'Active' | 'Inactive'
  uploadDate: Instant
  statusDate: Instant
}

/** A user's public key for CodeCommit over SSH. */
export interface SSHPublicKey {
  sshPublicKeyId: string
  userId: string
  /** `ssh-rsa …` */
  body: string
  /** MD5, hexadecimal with colons. */
  fingerprint: string
  status: 'Active' | 'Inactive'
  uploadDate: Instant
}

/** User name and password for one service (CodeCommit over HTTPS, Keyspaces …), or its API key. The secret is not kept. */
export interface ServiceSpecificCredential {
  serviceSpecificCredentialId: string
  userId: string
  serviceName: string
  serviceUserName?: string
  serviceCredentialAlias?: string
  status: 'Active' | 'Inactive' | 'Expired'
  createDate: Instant
  expirationDate?: Instant
}

/** A TLS certificate for a load balancer. Its private key was checked against it and is not kept. */
export interface ServerCertificate {
  serverCertificateId: string
  serverCertificateName: string
  path: string
  uploadDate: Instant
  expiration: Instant
  body: string
  chain?: string
  tags: readonly Tag[]
}

export interface SAMLProvider {
  arn: string
  name: string
  uuid: string
  metadata: string
  createDate: Instant
  validUntil: Instant
  tags: readonly Tag[]
  assertionEncryptionMode?: 'Required' | 'Allowed'
  /** Of the keys only the id and the time are kept: assertions are not decrypted here. */
  privateKeys: readonly { keyId: string; timestamp: Instant }[]
}

export interface OpenIDConnectProvider {
  arn: string
  /** Without `https://`. */
  url: string
  clientIds: readonly string[]
  thumbprints: readonly string[]
  createDate: Instant
  tags: readonly Tag[]
}

/** The account's credential report: one at a time. */
export interface CredentialReport {
  generatedTime: Instant
  /** CSV. */
  content: string
}

/** A report of last access, of the principal that asked for it. */
export interface AccessReport {
  jobId: string
  /** ARN of the caller: others don't see it. */
  requestedBy: string
  /** The entity reported on. */
  arn: string
  granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL'
  createDate: Instant
  services: readonly AccessedService[]
}

export interface AccessedService {
  namespace: string
  /** By principal: who of those the report is about used the service, and when last. */
  uses: readonly { arn: string; id: string; at: Instant; region: string }[]
  /** ACTION_LEVEL only. */
  actions: readonly { name: string; last?: { arn: string; at: Instant; region: string } }[]
}

/** The removal of a service-linked role, which AWS lets one ask about. */
export interface ServiceLinkedRoleDeletion {
  taskId: string
  createDate: Instant
}

/**
 * A security group of a Region's default VPC. The default group is made from the account and the Region, and has a row
 * once somebody has changed it.
 */
export interface SecurityGroup {
  groupId: string
  region: string
  groupName: string
  description: string
  tags: readonly Tag[]
  rules: readonly SecurityGroupRule[]
}

export interface SecurityGroupRule {
  ruleId: string
  isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all. */
  ipProtocol: string
  /** Ports, or type and code of ICMP; -1 for all. */
  fromPort: number
  toPort: number
  /** Where the traffic comes from or goes to: one of three. */
  cidrIpv4?: string
  cidrIpv6?: string
  /** A security group of this account. */
  groupId?: string
  description?: string
  tags: readonly Tag[]
}

/** The tags of what is in a Region from the start and has no row of its own: the default VPC and its subnets. */
export interface FixedResourceTags {
  resourceId: string
  region: string
  tags: readonly Tag[]
}

/** The public half of a key pair. The private half was in the answer that made it, and is kept nowhere. */
export interface KeyPair {
  keyPairId: string
  region: string
  /** Unique in its Region; upper and lower case differ. */
  keyName: string
  keyType: 'rsa' | 'ed25519'
  /** By one of EC2's four rules: of an RSA key that EC2 made it can't be computed again. */
  fingerprint: string
  /** OpenSSH's line without a comment: `ssh-ed25519 AAAA…`. */
  publicKey: string
  createDate: Instant
  tags: readonly Tag[]
}

/**
 * An EC2 instance. No state is kept: it follows from the times, which are when somebody asked for the change
 * (`ec2/instances/lifecycle.ts`).
 */
export interface Instance {
  instanceId: string
  region: string
  reservationId: string
  /** Its place in the reservation. */
  amiLaunchIndex: number
  imageId: string
  instanceType: string
  subnetId: string
  privateIpAddress: string
  /** Of the present or last run; absent if the instance gets none. */
  publicIpAddress?: string
  securityGroupIds: readonly string[]
  keyName?: string
  /** The key pair's public half as it was at launch, an OpenSSH line: it outlives the key pair. */
  publicKey?: string
  /** Base64. */
  userData?: string
  profile?: ProfileAssociation
  metadataOptions: MetadataOptions
  /** The root volume first. */
  volumes: readonly InstanceVolume[]
  networkInterface: { networkInterfaceId: string; deleteOnTermination: boolean; tags: readonly Tag[] }
  ebsOptimized: boolean
  /** CloudWatch's detailed monitoring. */
  monitoring: boolean
  disableApiTermination: boolean
  disableApiStop: boolean
  shutdownBehavior: 'stop' | 'terminate'
  tags: readonly Tag[]
  clientToken?: string
  /** SHA-256 of the launch's parameters, if it had a client token. */
  launchDigest?: string
  launchedAt: Instant
  /** The present or last run began. */
  startedAt: Instant
  rebootedAt?: Instant
  stoppedAt?: Instant
  terminatedAt?: Instant
}

/** An EBS volume that an instance was launched with. */
export interface InstanceVolume {
  volumeId: string
  deviceName: string
  /** GiB. */
  size: number
  type: string
  encrypted: boolean
  deleteOnTermination: boolean
  tags: readonly Tag[]
}

export interface MetadataOptions {
  httpTokens: 'optional' | 'required'
  httpEndpoint: 'enabled' | 'disabled'
  /** 1–64. */
  httpPutResponseHopLimit: number
  httpProtocolIpv6: 'enabled' | 'disabled'
  instanceMetadataTags: 'enabled' | 'disabled'
}

/** The instance profile of an instance. Its name may be used again, so the id tells. */
export interface ProfileAssociation {
  associationId: string
  instanceProfileId: string
  arn: string
  since: Instant
}

/** Every kind of row and the entity it holds. */
export interface EntityKinds {
  Account: AccountEntity
  User: User
  Group: Group
  Role: Role
  InstanceProfile: InstanceProfile
  ManagedPolicy: ManagedPolicy
  LoginProfile: LoginProfile
  AccountPasswordPolicy: AccountPasswordPolicy
  AccessKey: AccessKey
  VirtualMFADevice: VirtualMFADevice
  Passkey: Passkey
  SigningCertificate: SigningCertificate
  SSHPublicKey: SSHPublicKey
  ServiceSpecificCredential: ServiceSpecificCredential
  ServerCertificate: ServerCertificate
  SAMLProvider: SAMLProvider
  OpenIDConnectProvider: OpenIDConnectProvider
  CredentialReport: CredentialReport
  AccessReport: AccessReport
  ServiceLinkedRoleDeletion: ServiceLinkedRoleDeletion
  SecurityGroup: SecurityGroup
  FixedResourceTags: FixedResourceTags
  KeyPair: KeyPair
  Instance: Instance
}
export type Kind = keyof EntityKinds

/** The key of a row's only entity, where an account has one of its kind. */
export const SINGLETON = 'account'
