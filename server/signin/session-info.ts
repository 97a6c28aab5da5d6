import { accountEntity } from '../account/account.js'
import type { ConsoleSession } from './console-sessions.js'
import { arnOf, principalById } from './principal.js'
import type { SignInServices } from './services.js'

/** What a page may know of its session. */
export interface SessionInfo {
  id: string
  accountId: string
  accountName: string
  accountAlias?: string
  type: 'Root' | 'IAMUser'
  userName?: string
  /** Root's. */
  email?: string
  arn: string
  mfa: boolean
  signedInAt: string
  expiresAt: string
  /** How far the account's clock is ahead, in milliseconds. */
  clockOffset: number
}

/** Undefined when the user or the account is gone. */
export async function sessionInfo({ accounts }: SignInServices, session: ConsoleSession): Promise<SessionInfo | undefined> {
  const principal = await principalById(accounts, session.accountId, session.principalId)
  if (!principal) return undefined
  const { name, alias, email, clockOffset } = accountEntity(principal.account)
  return {
    id: session.id,
    accountId: session.accountId,
    accountName: name,
    ...(alias ? { accountAlias: alias } : {}),
    type: principal.type,
    ...(principal.userName === undefined ? { email } : { userName: principal.userName }),
    arn: arnOf(principal),
    mfa: session.mfaAt !== undefined,
    signedInAt: new Date(session.signedInAt).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
    clockOffset,
  }
}
