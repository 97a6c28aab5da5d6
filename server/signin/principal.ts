import { type Account, type AccountRef, accountEntity, isSameAccount } from '../account/account.js'
import { foldedEmail } from '../account/account-names.js'
import type { Accounts } from '../account/accounts.js'
import { assumedRoleArn, rootArn, userArn } from '../account/arns.js'
import { foldName } from '../account/indexes.js'
import { userNamed } from '../account/named.js'

/** Who is signed in: root or a user, with what their password is checked against; or the role they switched to. */
export interface Principal {
  account: Account
  type: 'Root' | 'IAMUser' | 'AssumedRole'
  /** User id, role id, or the account id for root. */
  principalId: string
  userName?: string
  /** Only for a role. */
  roleName?: string
  sessionName?: string
  /** Undefined: no password, no console access. */
  passwordHash: string | undefined
}

/** What people type, in the one form in which it is looked up. */
export const foldedUser = (userName: string): string => foldName(userName.trim())

/** An id (with or without hyphens) or alias. */
export function foldedAccount(name: string): string {
  const digits = name.trim().replaceAll('-', '')
  return /^\d{12}$/.test(digits) ? digits : name.trim().toLowerCase()
}

export async function rootByEmail(accounts: Accounts, email: string): Promise<Principal | undefined> {
  const accountId = await accounts.repository.find({ kind: 'root-email', value: foldedEmail(email) })
  const account = accountId === undefined ? undefined : await accounts.get(accountId)
  return account && rootOf(account)
}

const rootOf = (account: Account): Principal => ({
  account,
  type: 'Root',
  principalId: account.accountId,
  passwordHash: accountEntity(account).rootPassword.hash,
})

/** An account by its id (with or without hyphens) or alias. */
export async function accountNamed(accounts: Accounts, name: string): Promise<Account | undefined> {
  const folded = foldedAccount(name)
  if (/^\d{12}$/.test(folded)) return accounts.get(folded)
  const accountId = await accounts.repository.find({ kind: 'alias', value: folded })
  return accountId === undefined ? undefined : accounts.get(accountId)
}

export function userNamedIn(account: Account, userName: string): Principal | undefined {
  const user = userNamed(account, userName.trim())
  return user && userOf(account, user.userId)
}

function userOf(account: Account, userId: string): Principal | undefined {
  const user = account.get('User', userId)
  if (!user) return undefined
  const passwordHash = account.get('LoginProfile', userId)?.password.hash
  return { account, type: 'IAMUser', principalId: userId, userName: user.userName, passwordHash }
}

/** The principal as it stands now; undefined when the user is gone, or the account, even if another has its id. */
export async function principalById(accounts: Accounts, of: AccountRef, principalId: string): Promise<Principal | undefined> {
  const account = await sameAccount(accounts, of)
  if (!account) return undefined
  return principalId === account.accountId ? rootOf(account) : userOf(account, principalId)
}

/** The principal of a console session as it stands now; undefined when user, role or account is gone. */
export async function principalOf(
  accounts: Accounts,
  { principalId, role, ...of }: AccountRef & { principalId: string; role?: { sessionName: string } },
): Promise<Principal | undefined> {
  if (!role) return principalById(accounts, of, principalId)
  const account = await sameAccount(accounts, of)
  const entity = account?.get('Role', principalId)
  if (!account || !entity) return undefined
  const { sessionName } = role
  return { account, type: 'AssumedRole', principalId, roleName: entity.roleName, sessionName, passwordHash: undefined }
}

async function sameAccount(accounts: Accounts, of: AccountRef): Promise<Account | undefined> {
  const account = await accounts.get(of.accountId)
  return account && isSameAccount(account, of) ? account : undefined
}

export function arnOf({ account, principalId, roleName, sessionName = '' }: Principal): string {
  if (roleName !== undefined) return assumedRoleArn(account.accountId, roleName, sessionName)
  const user = account.get('User', principalId)
  return user ? userArn(account.accountId, user) : rootArn(account.accountId)
}
