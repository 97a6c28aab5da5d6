import { accountEntity } from '../account/account.js'
import type { ConsoleSession } from './console-sessions.js'
import { arnOf, principalOf } from './principal.js'
import type { SignInServices } from './services.js'

/** What a page may know of its session. */
export interface SessionInfo {
  id: string
  accountId: string
  accountName: string
  accountAlias?: string
  type: 'Root' | 'IAMUser' | 'AssumedRole'
  userName?: string
  /** The role that was switched to, and the session that it was switched from. */
  roleName?: string
  switchedFrom?: string
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
  const principal = await principalOf(accounts, session)
  if (!principal) return undefined
  const { name, alias, email, clockOffset } = accountEntity(principal.account)
  return {
    id: session.id,
    accountId: session.accountId,
    accountName: name,
    ...(alias ? { accountAlias: alias } : {}),
    type: principal.type,
    ...(principal.type === 'Root' ? { email } : {}),
    ...(principal.userName === undefined ? {} : { userName: principal.userName }),
    ...(principal.roleName === undefined ? {} : { roleName: principal.roleName }),
    ...(session.role ? { switchedFrom: session.role.from } : {}),
    arn: arnOf(principal),
    mfa: session.mfaAt !== undefined,
    signedInAt: new Date(session.signedInAt).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
    clockOffset,
  }
}
