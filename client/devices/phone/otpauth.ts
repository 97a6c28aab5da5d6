import { MIN_SEED_LETTERS } from '../../shared/totp.js'
import type { PhoneAccount } from './store.js'

/**
 * What an `otpauth://totp/Issuer:name?secret=…&issuer=…` link says, or undefined where it is none.
 * Source: Key Uri Format of Google Authenticator's documentation.
 */
export function accountOf(link: string): Omit<PhoneAccount, 'id'> | undefined {
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  if (url.protocol !== 'otpauth:' || !/^\/*totp\//.test(`${url.host}${url.pathname}`)) return undefined
  const seed = seedOf(url.searchParams.get('secret') ?? '')
  if (seed === undefined) return undefined
  const label = decodeURIComponent(`${url.host}${url.pathname}`.replace(/^\/*totp\//, ''))
  const colon = label.indexOf(':')
  // AWS writes a device's name and its account: phone@123456789012.
  const accountId = /@(\d{12})$/.exec(label)?.[1]
  return {
    issuer: url.searchParams.get('issuer') ?? (colon < 0 ? '' : label.slice(0, colon)),
    name: label.slice(colon + 1).trim() || 'account',
    seed,
    ...(accountId === undefined ? {} : { accountId }),
  }
}

/** A typed seed: Base32 of 80 bits or more, spaces and case ignored; undefined where it is none. */
export function seedOf(text: string): string | undefined {
  const seed = text.replace(/[\s=-]/g, '').toUpperCase()
  return /^[A-Z2-7]+$/.test(seed) && seed.length >= MIN_SEED_LETTERS ? seed : undefined
}
