import type { AccountView, Entity } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import { validationError } from '../aws/aws-error.js'
import { findUser } from './named-entities.js'

/** Whose credentials an operation is about: a user, or the root user. */
export type CredentialOwner = { type: 'root'; id: string } | { type: 'user'; id: string; user: Entity<'User'> }

/** An omitted UserName is the caller's own: the user who signed, or root. Sessions of roles must name one. */
export function credentialOwner(account: AccountView, caller: Caller, userName: string | undefined): CredentialOwner {
  if (userName === undefined) {
    if (caller.type === 'Root') return { type: 'root', id: account.accountId }
    const user = account.get('User', caller.userId)
    if (!user) throw validationError('Must specify userName when calling with non-User credentials')
    return { type: 'user', id: user.userId, user }
  }
  const user = findUser(account, userName)
  return { type: 'user', id: user.userId, user }
}

/**
 * As credentialOwner; but where root signs, the account id means root: the model wants a UserName of those who change
 * MFA devices (docs/differences-from-aws.md).
 */
export const mfaOwner = (account: AccountView, caller: Caller, userName: string | undefined): CredentialOwner =>
  credentialOwner(account, caller, caller.type === 'Root' && userName === account.accountId ? undefined : userName)
