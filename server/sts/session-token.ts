import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type AccountView, accountEntity } from '../account/account.js'
import type { SessionFacts } from '../account/caller.js'
import { accessKeyId, secretAccessKey } from '../account/ids.js'
import type { Instant, Random } from '../account/ports.js'
import { Secret } from '../account/secret.js'

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

const NONCE_BYTES = 12
const TAG_BYTES = 16

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

/** Opaque Base64, bound to the account and the key id as associated data. */
function seal(account: AccountView, keyId: string, session: Session): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(account), nonce)
  cipher.setAAD(Buffer.from(`${account.accountId}/${keyId}`))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Undefined for a token of another key, another account, an older sealing key, or garbage. */
export function openSession(account: AccountView, keyId: string, token: string): Session | undefined {
  const bytes = Buffer.from(token, 'base64')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(account), bytes.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(`${account.accountId}/${keyId}`))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    return JSON.parse(text) as Session
  } catch {
    return undefined
  }
}

const sealingKey = (account: AccountView): Buffer => Buffer.from(accountEntity(account).sealingKey.reveal(), 'base64')
