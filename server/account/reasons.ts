/**
 * Why something was refused, more precisely than AWS says: kept in records for explanations and lessons, never sent to
 * the client. Each has its sentence in `records/explanations/`, or one of its AWS error code.
 */
export type Reason =
  | AuthenticationReason
  | PermissionReason
  | MfaReason
  | PasswordReason
  | SessionReason
  | FederationReason
  | ResourceReason
  | SshReason
  | MetadataReason
  | ToldByCode

/** A signature or its credential is not accepted. */
export type AuthenticationReason =
  | 'unsigned'
  | 'other-algorithm'
  | 'incomplete'
  | 'host-not-signed'
  | 'scope'
  | 'clock'
  | 'foreign-key'
  | 'unknown-key'
  | 'inactive-key'
  | 'account-gone'
  | 'missing-token'
  | 'wrong-token'
  | 'expired'
  | 'principal-gone'
  | 'signature'
  | 'unexpected-token'
  | 'session-without-mfa'
  | 'federated-session'
  | 'region'

/** The policies decide. */
export type PermissionReason = 'explicit-deny' | 'implicit-deny'

export type MfaReason =
  | 'mfa-code-reused'
  | 'clock-drift'
  | 'code-wrong'
  | 'codes-identical'
  | 'codes-not-consecutive'
  | 'foreign-device'
  | 'half-mfa'
  | 'mfa-session-needed'
  | 'passkey-unknown'
  | 'passkey-wrong'
  | 'passkey-counter'

export type PasswordReason =
  | 'wrong-password'
  | 'access-key-as-password'
  | 'no-console-access'
  | 'unknown-user'
  | 'password-expired'
  | 'old-password-wrong'
  | 'password-policy'
  | 'password-reused'
  | 'no-login-profile'
  | 'not-a-user'
  | 'too-many-guesses'
  | 'gave-up-waiting'
  | 'many-failures'
  | 'hashing-queue'
  | 'key-queue'

/** Temporary credentials that are not given. */
export type SessionReason =
  | 'session-credentials'
  | 'root'
  | 'unknown-role'
  | 'unknown-account'
  | 'role-arn'
  | 'duration-role'
  | 'duration-chain'
  | 'source-identity'
  | 'no-account'

export type FederationReason =
  | 'no-jwt'
  | 'unknown-provider'
  | 'no-keys'
  | 'token-expired'
  | 'token-invalid'
  | 'audience'
  | 'subject'
  | 'algorithm'
  | 'saml-not-simulated'

export type ResourceReason =
  | 'key-not-here'
  | 'aws-managed-policy'
  | 'reserved-tag'
  | 'reserved-path'
  | 'standalone-account'
  | 'no-partner'
  | 'unknown-service'
  | 'name-taken'
  | 'not-service-linked'
  | 'metadata'
  | 'private-key'
  | 'age-not-supported'
  | 'action'
  | 'context-value'
  | 'entity-arn'
  | 'boundaries'

/** An instance doesn't let somebody in by SSH, who is told the same in every case: `Permission denied (publickey)`. */
export type SshReason =
  | 'ssh-login-name'
  | 'ssh-no-instance'
  | 'ssh-not-running'
  | 'ssh-security-group'
  | 'ssh-wrong-user'
  | 'ssh-no-key'
  | 'ssh-wrong-key'
  | 'ssh-key-options'
  | 'ssh-key-type'
  | 'ssh-ambiguous'
  | 'ssh-password'
  | 'ssh-signature'
  | 'ssh-too-many-tries'

/** The metadata service of an instance refuses a request from inside it, with a status alone. */
export type MetadataReason =
  | 'imds-no-token'
  | 'imds-wrong-token'
  | 'imds-token-lifetime'
  | 'imds-forwarded'
  | 'imds-off'
  | 'imds-method'
  | 'imds-no-path'
  | 'imds-address'

/** AWS's code says as much. */
export type ToldByCode =
  | 'dry-run'
  | `quota-${string}`
  | 'constraint'
  | 'malformed-policy'
  | 'unknown-principal'
  | 'unknown-entity'
  | 'unknown-policy'
  | 'unknown-job'
  | 'device-exists'
  | 'service-linked-role'
