import type { PhoneAccount } from './store.js'
import { texts } from './texts.js'

type Owned = Pick<PhoneAccount, 'accountId' | 'userName'>

/** AWS's own convention: where an operation asks for a user's name, the account's ID means its root user. */
export const isRoot = ({ accountId, userName }: Owned): boolean => accountId !== undefined && userName === accountId

/** Whose codes these are, as far as the phone has seen. */
export function ownerText(account: Owned): string {
  const { accountId, userName } = account
  if (accountId === undefined) return ''
  if (isRoot(account)) return texts.rootOf(accountId)
  return userName === undefined ? texts.inAccount(accountId) : texts.userOf(userName, accountId)
}
