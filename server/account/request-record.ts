import type { Authorized, Unauthorized } from '../authorization/considered.js'
import type { SigningCredential } from './caller.js'
import type { Instant } from './ports.js'
import type { Reason } from './reasons.js'

/**
 * What one request leaves behind, success or refusal. Event history, explanations, lesson checks and the board are
 * views of it. Never holds a secret: parameters and results arrive redacted by the model's `sensitive` members.
 */
export interface RequestRecord {
  accountId: string
  requestId: string
  /** On the account's clock. */
  time: Instant
  realTime: Instant
  /**
   * `api`: a signed call. `sign-in`: ConsoleLogin and the like. `ssh`: a login to an instance. `metadata`: a read of an
   * instance's metadata service. IAM and CloudTrail see neither of the last two.
   */
  category: 'api' | 'sign-in' | 'ssh' | 'metadata'
  /** `iam`, `sts`, `signin`, `ssh`, `imds`. */
  service: string
  /** `CreateUser`, `ConsoleLogin`, `Login`, `MetadataRead` … */
  name: string
  readOnly: boolean
  principal: RecordedPrincipal
  sourceIp: string
  userAgent: string
  region: string
  /** The time that was signed (YYYYMMDDTHHMMSSZ): a request that comes twice is the same signature again. */
  signedAt?: string
  /** Top-level members, names as on the wire with a lower-case first letter, sensitive ones left out. */
  params: Record<string, unknown>
  /** Facts of the result that lessons and history show (`responseElements`); never a secret. */
  result?: Record<string, unknown>
  outcome: 'success' | 'error'
  errorCode?: string
  errorMessage?: string
  /** The private diagnosis (`codes-not-consecutive`), for explanations and lessons, never for the API. */
  reason?: Reason
  /** What the server knew when it refused: time steps of codes, limits. */
  facts?: Facts
  /** Which statement decided; the full trace for refusals. */
  authorization?: Authorized | Unauthorized
}

/** Plain values for explanations; never a secret. */
export type Facts = Readonly<Record<string, string | number | boolean>>

export interface RecordedPrincipal {
  type: 'Root' | 'IAMUser' | 'AssumedRole' | 'FederatedUser' | 'WebIdentityUser' | 'AWSAccount' | 'AWSService' | 'Unknown'
  /** The service that called by itself: an `AWSService` only. */
  invokedBy?: string
  /** Of an `AWSAccount`: the other account that the call came from. */
  accountId?: string
  arn?: string
  userName?: string
  userId?: string
  accessKeyId?: string
  credentialKind?: SigningCredential['kind']
  mfaPresent?: boolean
  /** When the session was issued, on the account's clock: temporary credentials only. */
  sessionCreated?: Instant
  /** The role or user behind a session. */
  sessionIssuer?: { type: 'Role' | 'IAMUser' | 'Root'; arn: string; id: string; name: string }
  sourceIdentity?: string
  /** By which version of the metadata service an instance got its session. */
  ec2RoleDelivery?: '1.0' | '2.0'
  /** Of a web identity: its provider. */
  identityProvider?: string
}

/** A record with its number in its account's own sequence; order is by number, never by time. */
export interface NumberedRecord extends RequestRecord {
  sequence: number
}
