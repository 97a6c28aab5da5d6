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
    changedAt: Instant /** zxcvbn's 0–4 when it was set; only the score is kept. */
    score: number
  }
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

/** Customer managed policy. AWS's own stand in `aws-managed-policies.ts`. */
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
  hardExpiry: boolean
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

/** Every kind of row and the entity it holds. */
export interface EntityKinds {
  Account: AccountEntity
  User: User
  Group: Group
  ManagedPolicy: ManagedPolicy
  LoginProfile: LoginProfile
  AccountPasswordPolicy: AccountPasswordPolicy
  AccessKey: AccessKey
  VirtualMFADevice: VirtualMFADevice
}
export type Kind = keyof EntityKinds

/** The key of a row's only entity, where an account has one of its kind. */
export const SINGLETON = 'account'
