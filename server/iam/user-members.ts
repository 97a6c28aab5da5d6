import { type AccountView, accountEntity, type Entity } from '../account/account.js'
import { rootArn, userArn } from '../account/arns.js'
import type { LastUsed } from '../account/last-used.js'
import type { User as UserShape } from '../aws/model/iam.types.js'
import { type AnswersWith, answerWith, type Known } from './answer-members.js'
import { boundaryOf } from './permissions-boundaries.js'

/**
 * All that answers can say of a user. PasswordLastUsed outlives the password: a user whose password was deleted still
 * shows the last sign-in. Source: public reports of GetUser and ListUsers.
 */
export const userMembers = (account: AccountView, user: Entity<'User'>, lastUsed: LastUsed): Known<'User'> => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.userId,
  Arn: userArn(account.accountId, user),
  CreateDate: user.createDate,
  PasswordLastUsed: lastUsed('Password', user.userId)?.at,
  PermissionsBoundary: boundaryOf(user),
  Tags: [...user.tags],
})

export const describeUser = (
  operation: Exclude<AnswersWith<'User'>, 'GetAccountAuthorizationDetails'>,
  account: AccountView,
  user: Entity<'User'>,
  lastUsed: LastUsed,
): UserShape => answerWith('User', operation, userMembers(account, user, lastUsed))

/** As describeUser, for pages of users. They change seldom: the same shape comes back, and its XML with it. */
export function listedUser(
  operation: keyof typeof listed,
  account: AccountView,
  user: Entity<'User'>,
  lastUsed: LastUsed,
): Readonly<UserShape> {
  const known = listed[operation].get(user)
  if (known && known.at === lastUsed('Password', user.userId)?.at) return known.shape
  const members = userMembers(account, user, lastUsed)
  const shape = Object.freeze(answerWith('User', operation, members))
  listed[operation].set(user, { shape, at: members.PasswordLastUsed })
  return shape
}

type Listed = WeakMap<Entity<'User'>, { shape: Readonly<UserShape>; at: number | undefined }>
const listed = { ListUsers: new WeakMap() as Listed, GetGroup: new WeakMap() as Listed }

/**
 * Root as a User: the account's id and ARN, without a path and a name, although the model has both for every user.
 * Source: public transcripts of GetUser and ListVirtualMFADevices.
 */
export const describeRoot = (operation: AnswersWith<'User'>, account: AccountView, lastUsed: LastUsed): UserShape =>
  answerWith('User', operation, {
    UserId: account.accountId,
    Arn: rootArn(account.accountId),
    CreateDate: accountEntity(account).createDate,
    PasswordLastUsed: lastUsed('Password', account.accountId)?.at,
  })
