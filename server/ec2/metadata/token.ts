import { randomBytes } from 'node:crypto'
import type { Instant } from '../../account/ports.js'
import type { Secret } from '../../account/secret.js'
import { expiringBytes, expiryOf } from '../../credentials/expiring-bytes.js'

/** 56 characters, as the real ones have. */
const FORM = { chance: 2, mark: 32 }
const MOST_SECONDS = 21_600

/** Whose tokens: they hold on this instance alone. */
interface Holder {
  instanceId: string
  tokenKey: Secret
}

const holderOf = ({ instanceId, tokenKey }: Holder) => ({ key: tokenKey, purpose: `instance-metadata/${instanceId}/` })

/** The seconds that were asked for; undefined for anything but 1 to 21600. */
export function ttlOf(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,5}$/.test(header)) return undefined
  const seconds = Number(header)
  return seconds >= 1 && seconds <= MOST_SECONDS ? seconds : undefined
}

/** `now` is real time. */
export function newToken(holder: Holder, seconds: number, now: Instant): string {
  const made = { expiresAt: now + seconds * 1000, chance: randomBytes(FORM.chance) }
  return expiringBytes(holderOf(holder), FORM, made).toString('base64')
}

/** Seconds that it's still good for; undefined if it isn't, or isn't one of this instance. */
export function secondsLeft(holder: Holder, token: string, now: Instant): number | undefined {
  const expiresAt = expiryOf(holderOf(holder), FORM, Buffer.from(token, 'base64'))
  return expiresAt !== undefined && expiresAt > now ? Math.ceil((expiresAt - now) / 1000) : undefined
}
