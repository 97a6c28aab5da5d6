import { type AccountView, accountTime } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import { assumedRoleArn, federatedUserArn, rootArn, userArn } from '../account/arns.js'
import type { Caller, SigningCredential } from '../account/caller.js'
import { SINGLETON } from '../account/entities.js'
import { accountOfAccessKeyId } from '../account/ids.js'
import type { OpenAccount } from '../account/open-account.js'
import type { Instant } from '../account/ports.js'
import { Secret } from '../account/secret.js'
import { expiredToken, invalidClientTokenId } from '../aws/aws-error.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { estimatedSize } from '../bounds/estimated-size.js'
import { openSession, type Session } from './session-token.js'

export interface FoundCredential {
  /** The account of the key. */
  opened: OpenAccount
  caller: Caller
  secret: Secret
}

/** Sessions opened lately by token: opening costs more than the rest of a request, and its secret must be one object. */
const sessions = new BoundedMap<string, { accountId: string; session: Session; secret: Secret; sealedUnder: Secret }>({
  maxSize: 8_000_000,
  // The secret stands in the session as well.
  sizeOf: ({ session }) => 2 * estimatedSize(session),
})

/** Drops the sessions of an account that ended. */
export const forgetSessions = (accountId: string): void => sessions.deleteWhere((_, entry) => entry.accountId === accountId)

/**
 * Who signs with this key, in AWS's order: key known and Active, token, expiry, principal still there. Throws
 * InvalidClientTokenId or ExpiredToken. Source: public STS conformance findings (order and codes).
 */
export async function findCredential(
  accounts: Accounts,
  accessKeyId: string,
  sessionToken: string | undefined,
  realNow: Instant,
): Promise<FoundCredential> {
  const accountId = accountOfAccessKeyId(accessKeyId)
  const opened = accountId === undefined ? undefined : await accounts.open(accountId)
  if (!opened) throw invalidClientTokenId('foreign-key')
  const { account } = opened
  if (accessKeyId.startsWith('ASIA')) {
    return { opened, ...temporary(account, accessKeyId, sessionToken, accountTime(account, realNow)) }
  }
  const key = account.get('AccessKey', accessKeyId)
  if (!key) throw invalidClientTokenId('unknown-key')
  if (key.status !== 'Active') throw invalidClientTokenId('inactive-key')
  const credential: SigningCredential = { accessKeyId, kind: 'long-term' }
  const caller = callerOf(account, credential, { principalId: key.ownerId, kind: 'long-term' })
  return { opened, caller, secret: key.secret }
}

function temporary(
  account: AccountView,
  accessKeyId: string,
  token: string | undefined,
  now: Instant,
): Omit<FoundCredential, 'opened'> {
  if (!token) throw invalidClientTokenId('missing-token')
  const { session, secret } = open(account, accessKeyId, token)
  if (session.expiresAt <= now || isEnded(account, session)) throw expiredToken('expired')
  const credential: SigningCredential = {
    accessKeyId,
    kind: session.kind,
    mfaPresent: session.mfaPresent,
    ...(session.mfaAuthenticatedAt === undefined ? {} : { mfaAuthenticatedAt: session.mfaAuthenticatedAt }),
    issuedAt: session.issuedAt,
    expiresAt: session.expiresAt,
  }
  return { caller: callerOf(account, credential, session), secret }
}

/** Root recovered the password since: what an open page holds ends as its console session did. */
function isEnded(account: AccountView, { kind, principalId, issuedAt }: Session): boolean {
  const from = account.get('Account', SINGLETON)?.rootSessionsFrom
  return from !== undefined && kind === 'console' && principalId === account.accountId && issuedAt < from
}

function open(account: AccountView, accessKeyId: string, token: string): { session: Session; secret: Secret } {
  const id = `${accessKeyId}/${token}`
  const sealedUnder = account.get('Account', SINGLETON)?.sealingKey
  const known = sessions.get(id)
  if (known && known.sealedUnder === sealedUnder) return known
  const session = openSession(account, accessKeyId, token)
  if (!session || !sealedUnder) throw invalidClientTokenId('wrong-token')
  const entry = { accountId: account.accountId, session, secret: new Secret(session.secret), sealedUnder }
  sessions.set(id, entry)
  return entry
}

/** The principal of a key or session; InvalidClientTokenId when it was deleted, even if recreated under its name. */
function callerOf(
  account: AccountView,
  credential: SigningCredential,
  { principalId, kind, name = '', facts = {} }: Principal,
): Caller {
  const { accountId, incarnation } = account
  if (kind === 'role') {
    const role = account.get('Role', principalId)
    if (!role) throw invalidClientTokenId('principal-gone')
    const { roleId, roleName } = role
    const arn = assumedRoleArn(accountId, roleName, name)
    return {
      type: 'AssumedRole',
      accountId,
      incarnation,
      arn,
      userId: `${roleId}:${name}`,
      roleId,
      roleName,
      sessionName: name,
      session: facts,
      credential,
    }
  }
  const root = principalId === accountId
  const user = root ? undefined : account.get('User', principalId)
  if (!root && !user) throw invalidClientTokenId('principal-gone')
  if (kind === 'federated') {
    const arn = federatedUserArn(accountId, name)
    return {
      type: 'FederatedUser',
      accountId,
      incarnation,
      arn,
      userId: `${accountId}:${name}`,
      name,
      issuerId: principalId,
      session: facts,
      credential,
    }
  }
  if (!user) return { type: 'Root', accountId, incarnation, arn: rootArn(accountId), userId: accountId, credential }
  const { userId, userName } = user
  return { type: 'IAMUser', accountId, incarnation, arn: userArn(accountId, user), userId, userName, credential }
}

/** Whose a key or session is. */
type Principal = Pick<Session, 'principalId' | 'name' | 'facts'> & { kind: SigningCredential['kind'] }
