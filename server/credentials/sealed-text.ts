import { type AccountView, accountEntity } from '../account/account.js'
import { open, seal } from '../aes-gcm.js'

/** Sealed under the account's own key, and bound to the account and a place. */
export const sealText = (account: AccountView, place: string, text: string): string =>
  seal(sealingKey(account), `${account.accountId}/${place}`, text)

/** Undefined for a text of another place, another account, an older key, or garbage. */
export function openText(account: AccountView, place: string, sealed: string): string | undefined {
  try {
    return open(sealingKey(account), `${account.accountId}/${place}`, sealed)
  } catch {
    return undefined
  }
}

const sealingKey = (account: AccountView): Buffer => Buffer.from(accountEntity(account).sealingKey.reveal(), 'base64')
