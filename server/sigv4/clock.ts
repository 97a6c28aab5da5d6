import type { Instant } from '../account/ports.js'
import { signatureDoesNotMatch } from '../aws/aws-error.js'
import { basicTime, instantOf } from './basic-time.js'
import type { Presented } from './parse.js'

const TOLERANCE_MS = 15 * 60_000

/** A signature lives 15 minutes either way, a presigned one its X-Amz-Expires; real time counts, not the account's. */
export function checkClock({ time, expires }: Presented, now: Instant): void {
  const signedAt = instantOf(time)
  const lifeMs = expires === undefined ? TOLERANCE_MS : expires * 1000
  const life = expires === undefined ? '15 min.' : `${expires} sec.`
  if (signedAt < now - lifeMs) {
    throw signatureDoesNotMatch(
      `Signature expired: ${time} is now earlier than ${basicTime(now - lifeMs)} (${basicTime(now)} - ${life})`,
      'clock',
    )
  }
  if (signedAt > now + TOLERANCE_MS) {
    throw signatureDoesNotMatch(
      `Signature not yet current: ${time} is still later than ${basicTime(now + TOLERANCE_MS)} (${basicTime(now)} + 15 min.)`,
      'clock',
    )
  }
}
