import { MINUTE_MS } from './durations.js'
import type { Stamp } from './repository.js'

/** Is a use at `at` to be noted, when `before` is the last one noted? */
export const isNewUse = (stamp: Stamp, before: Stamp | undefined): boolean =>
  before === undefined || stamp.at - before.at >= STAMP_GRAIN[stamp.kind]

export type LastUsed = (kind: Stamp['kind'], key: string) => Stamp | undefined

/**
 * AWS records a key's last use once in 15 minutes and a password's once in 5 (IAM User Guide, credential report); how
 * often it records a role's or a service's is not public.
 */
const STAMP_GRAIN: Record<Stamp['kind'], number> = {
  AccessKey: 15 * MINUTE_MS,
  Password: 5 * MINUTE_MS,
  Role: 15 * MINUTE_MS,
  Service: 15 * MINUTE_MS,
  Action: 15 * MINUTE_MS,
}
