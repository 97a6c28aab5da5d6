import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../account/ports.js'
import type { Secret } from '../account/secret.js'

const EXPIRY_BYTES = 6

/** Whose bytes, and what for: they hold nowhere else. */
export interface Holder {
  /** An account's sealing key. */
  key: Secret
  purpose: string
}

/** How many bytes of chance there are, and how many of the HMAC. */
export interface Form {
  chance: number
  mark: number
}

/**
 * Bytes that say when they end: nobody needs to remember them, so they are good at any process that has the account's key.
 * `chance` distinguishes those that end at the same time.
 */
export function expiringBytes(
  holder: Holder,
  form: Form,
  { expiresAt, chance }: { expiresAt: Instant; chance: Uint8Array },
): Buffer {
  const head = Buffer.alloc(EXPIRY_BYTES + form.chance)
  head.writeUIntBE(expiresAt, 0, EXPIRY_BYTES)
  head.set(chance, EXPIRY_BYTES)
  return Buffer.concat([head, markOf(holder, form, head)])
}

/** When they end, or have ended; undefined if the holder didn't make them. */
export function expiryOf(holder: Holder, form: Form, bytes: Buffer): Instant | undefined {
  const headBytes = EXPIRY_BYTES + form.chance
  if (bytes.length !== headBytes + form.mark) return undefined
  const head = bytes.subarray(0, headBytes)
  return timingSafeEqual(bytes.subarray(headBytes), markOf(holder, form, head)) ? head.readUIntBE(0, EXPIRY_BYTES) : undefined
}

const markOf = ({ key, purpose }: Holder, form: Form, head: Buffer): Buffer =>
  createHmac('sha256', key.reveal()).update(purpose).update(head).digest().subarray(0, form.mark)
