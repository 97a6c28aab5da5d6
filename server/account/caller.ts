import type { AccountRef } from './account.js'
import type { Tag } from './entities.js'
import type { Instant } from './ports.js'

/** How a request was signed. Times are on the account's clock. */
export interface SigningCredential {
  accessKeyId: string
  /**
   * `long-term`: an AKIA key. `session`: GetSessionToken's. `console`: handed to a signed-in page; IAM is allowed with
   * it, and `mfaPresent` is always set. `role`: AssumeRole's and its siblings'. `federated`: GetFederationToken's.
   */
  kind: 'long-term' | 'session' | 'console' | 'role' | 'federated'
  /** Absent for long-term keys, as `aws:MultiFactorAuthPresent` is. */
  mfaPresent?: boolean
  mfaAuthenticatedAt?: Instant
  issuedAt?: Instant
  expiresAt?: Instant
}

/** A session policy: inline text, or a managed policy by ARN, read afresh for each request. */
export type SessionPolicy = { document: string } | { arn: string }

/** What AssumeRole and GetFederationToken put into a session. */
export interface SessionFacts {
  /** Absent: none were passed. */
  policies?: readonly SessionPolicy[]
  tags?: readonly Tag[]
  /** Keys of the tags that go on into sessions made from this one. */
  transitiveTagKeys?: readonly string[]
  sourceIdentity?: string
  /** The provider's ARN or, for web identity, its name; AssumeRoleWithWebIdentity only. */
  federatedProvider?: string
  /** The instance that got the session from its metadata service, and by which version of it. */
  instance?: { arn: string; roleDelivery: '1.0' | '2.0' }
}

interface CallerBase extends AccountRef {
  arn: string
  /** What `aws:userid` and GetCallerIdentity show. */
  userId: string
  credential: SigningCredential
}
export interface RootCaller extends CallerBase {
  type: 'Root'
}
export interface UserCaller extends CallerBase {
  type: 'IAMUser'
  userName: string
}
export interface RoleCaller extends CallerBase {
  type: 'AssumedRole'
  roleId: string
  roleName: string
  sessionName: string
  session: SessionFacts
}
export interface FederatedCaller extends CallerBase {
  type: 'FederatedUser'
  name: string
  /** User id of who asked for the session, or the account id for root. */
  issuerId: string
  session: SessionFacts
}
/** Nobody signed: AssumeRoleWithWebIdentity and AssumeRoleWithSAML, which show a token instead. */
export interface AnonymousCaller extends CallerBase {
  type: 'Anonymous'
}
/** The principal of a request. */
export type Caller = RootCaller | UserCaller | RoleCaller | FederatedCaller | AnonymousCaller
