import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type AccountView, accountEntity } from '../account/account.js'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under the account's own key, in Base64; bound to the account and a place as associated data. */
export function sealText(account: AccountView, place: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(account), nonce)
  cipher.setAAD(associated(account, place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Undefined for a text of another place, another account, an older key, or garbage. */
export function openText(account: AccountView, place: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(account), bytes.subarray(0, NONCE_BYTES))
  decipher.setAAD(associated(account, place))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

const associated = (account: AccountView, place: string): Buffer => Buffer.from(`${account.accountId}/${place}`)
const sealingKey = (account: AccountView): Buffer => Buffer.from(accountEntity(account).sealingKey.reveal(), 'base64')
