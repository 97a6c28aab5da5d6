import type { RequestRecord } from './request-record.js'

/** What an account keeps of its request records at most; the bytes are those of their JSON text. */
export const RECORD_BOUNDS = { count: 10_000, bytes: 16_000_000 }

/**
 * A lane is a caller's writes, or their reading and refused calls. So much of an account's records may be one lane's,
 * in tenths: two callers who use all of it leave each other's history whole. Writes matter more.
 */
const TENTHS = { write: 3, read: 2 }

/**
 * Whose history a record may push out: only that of its own lane. A caller is an access key; the sessions of a user, a
 * role or root, console and API apart; all other accounts together; and all strangers together, who only ever fail to
 * sign in. So an intruder with a stolen key fills that key's lanes, and new sessions give them no new ones.
 */
export function laneOf({ category, outcome, readOnly, principal }: RequestRecord): string {
  // A loop on an instance reads without end, and pushes out nothing but such reads.
  if (category === 'metadata') return 'metadata read'
  const use = outcome === 'success' && !readOnly ? 'write' : 'read'
  return `${callerOf(principal)} ${use}`
}

function callerOf({ type, accessKeyId, credentialKind, sessionIssuer, userId = '' }: RequestRecord['principal']): string {
  if (type === 'Unknown' || type === 'AWSAccount' || type === 'AWSService' || type === 'WebIdentityUser') return type
  if (credentialKind === 'long-term' && accessKeyId) return accessKeyId
  return `${credentialKind ?? 'sign-in'} ${sessionIssuer?.id ?? userId}`
}

/**
 * How much of `total` each lane may keep, where `held` says what it has: nothing is taken from a lane that has less than
 * its part; the others share what is left, and none keeps more than its tenths.
 */
export function allowances(held: ReadonlyMap<string, number>, total: number): Map<string, number> {
  const wanted = [...held].map(([lane, amount]) => {
    const tenths = lane.endsWith(' write') ? TENTHS.write : TENTHS.read
    return { lane, tenths, amount: Math.min(amount, (total * tenths) / 10) }
  })
  wanted.sort((one, other) => one.amount / one.tenths - other.amount / other.tenths)
  const allowed = new Map<string, number>()
  let left = total
  let tenthsLeft = wanted.reduce((sum, { tenths }) => sum + tenths, 0)
  for (const { lane, tenths, amount } of wanted) {
    const part = Math.floor(Math.min(amount, (left * tenths) / tenthsLeft))
    allowed.set(lane, part)
    left -= part
    tenthsLeft -= tenths
  }
  return allowed
}
