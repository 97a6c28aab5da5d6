import type { Instant } from './ports.js'

/** How a request was signed. Times are on the account's clock. */
export interface SigningCredential {
  accessKeyId: string
  /**
   * `long-term`: an AKIA key. `session`: GetSessionToken's. `console`: handed to a signed-in page; IAM is allowed
   * with it, and `mfaPresent` is always set.
   */
  kind: 'long-term' | 'session' | 'console'
  /** Absent for long-term keys, as `aws:MultiFactorAuthPresent` is. */
  mfaPresent?: boolean
  mfaAuthenticatedAt?: Instant
  issuedAt?: Instant
  expiresAt?: Instant
}

interface CallerBase {
  accountId: string
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
/** The authenticated principal of a request. Roles and federated users join with AssumeRole. */
export type Caller = RootCaller | UserCaller
