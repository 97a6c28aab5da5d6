import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../account/ports.js'
import type { Secret } from '../../account/secret.js'

const EXPIRY_BYTES = 6
const CHANCE_BYTES = 2
const HEAD_BYTES = EXPIRY_BYTES + CHANCE_BYTES
const MOST_SECONDS = 21_600

/** Whose tokens: they hold on this instance alone. */
interface Holder {
  instanceId: string
  tokenKey: Secret
}

/** The seconds that were asked for; undefined for anything but 1 to 21600. */
export function ttlOf(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,5}$/.test(header)) return undefined
  const seconds = Number(header)
  return seconds >= 1 && seconds <= MOST_SECONDS ? seconds : undefined
}

/**
 * A token that says when it ends, in 56 characters as the real ones have: nobody needs to remember it, so it's good at
 * any process that has the account's key. `now` is real time.
 */
export function newToken(holder: Holder, seconds: number, now: Instant): string {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUIntBE(now + seconds * 1000, 0, EXPIRY_BYTES)
  randomBytes(CHANCE_BYTES).copy(head, EXPIRY_BYTES)
  return Buffer.concat([head, mark(holder, head)]).toString('base64')
}

/** Seconds that it's still good for; undefined if it isn't, or isn't one of this instance. */
export function secondsLeft(holder: Holder, token: string, now: Instant): number | undefined {
  const bytes = Buffer.from(token, 'base64')
  const [head, given] = [bytes.subarray(0, HEAD_BYTES), bytes.subarray(HEAD_BYTES)]
  if (head.length < HEAD_BYTES) return undefined
  const own = mark(holder, head)
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined
  const left = head.readUIntBE(0, EXPIRY_BYTES) - now
  return left > 0 ? Math.ceil(left / 1000) : undefined
}

const mark = ({ instanceId, tokenKey }: Holder, head: Buffer): Buffer =>
  createHmac('sha256', tokenKey.reveal()).update(`instance-metadata/${instanceId}/`).update(head).digest()
