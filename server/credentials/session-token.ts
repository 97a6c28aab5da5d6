import type { AccountView } from '../account/account.js'
import type { SessionFacts } from '../account/caller.js'
import { accessKeyId, secretAccessKey } from '../account/ids.js'
import type { Instant, Random } from '../account/ports.js'
import { Secret } from '../account/secret.js'
import { openText, sealText } from './sealed-text.js'

/** What a session token holds, sealed; times on the account's clock. */
export interface Session {
  /** User id, role id, or the account id for root; for a federated session whoever asked for it. */
  principalId: string
  secret: string
  kind: 'session' | 'console' | 'role' | 'federated'
  /** Of a role session, or of the federated user. */
  name?: string
  facts?: SessionFacts
  mfaPresent: boolean
  mfaAuthenticatedAt?: Instant
  issuedAt: Instant
  expiresAt: Instant
}

export interface IssuedSession {
  accessKeyId: string
  secret: Secret
  sessionToken: string
  expiresAt: Instant
}

export interface IssueOptions {
  account: AccountView
  principalId: string
  kind: Session['kind']
  name?: string
  facts?: SessionFacts
  /** When MFA was shown, or undefined. */
  mfaAuthenticatedAt: Instant | undefined
  durationSeconds: number
  /** The account's clock. */
  now: Instant
  random: Random
}

/** As STS answers them. */
export const credentialsOf = ({ accessKeyId, secret, sessionToken, expiresAt }: IssuedSession) => ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secret.reveal(),
  SessionToken: sessionToken,
  Expiration: expiresAt,
})

/** Temporary credentials: key id, secret and a token that only this account can open. */
export function issueSession(options: IssueOptions): IssuedSession {
  const { account, now, mfaAuthenticatedAt } = options
  const keyId = accessKeyId('ASIA', account.accountId, options.random)
  const secret = secretAccessKey(options.random)
  // AWS prints expirations in whole seconds; the token must not outlive what it printed.
  const expiresAt = Math.floor((now + options.durationSeconds * 1000) / 1000) * 1000
  const session: Session = {
    principalId: options.principalId,
    secret,
    kind: options.kind,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.facts === undefined ? {} : { facts: options.facts }),
    mfaPresent: mfaAuthenticatedAt !== undefined,
    ...(mfaAuthenticatedAt === undefined ? {} : { mfaAuthenticatedAt }),
    issuedAt: now,
    expiresAt,
  }
  return { accessKeyId: keyId, secret: new Secret(secret), sessionToken: seal(account, keyId, session), expiresAt }
}

/** Opaque Base64, bound to the account and the key id. */
const seal = (account: AccountView, keyId: string, session: Session): string =>
  sealText(account, keyId, JSON.stringify(session))

/** Undefined for a token of another key, another account, an older sealing key, or garbage. */
export function openSession(account: AccountView, keyId: string, token: string): Session | undefined {
  const text = openText(account, keyId, token)
  return text === undefined ? undefined : (JSON.parse(text) as Session)
}
