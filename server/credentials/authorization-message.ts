import type { AccountView } from '../account/account.js'
import { openText, sealText } from './sealed-text.js'

const PLACE = 'authorization-message'

/** What a refusal says only to whom the account allows to read it: sealed under the account's own key. */
export const encodeAuthorizationMessage = (account: AccountView, message: object): string =>
  sealText(account, PLACE, JSON.stringify(message))

/** The message as JSON; undefined for a text of another account, or garbage. */
export const decodeAuthorizationMessage = (account: AccountView, encoded: string): string | undefined =>
  openText(account, PLACE, encoded)
