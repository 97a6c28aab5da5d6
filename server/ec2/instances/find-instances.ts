import type { AccountView } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { AwsError } from '../../aws/aws-error.js'
import { notFound } from '../not-found.js'
import { getInRegion } from '../regional.js'
import { type Instance, stateOf } from './lifecycle.js'

/** Those of a Region that can be seen, the oldest first. */
export const instancesIn = (account: AccountView, region: string, now: Instant): Instance[] =>
  account.ordered('Instance').filter((instance) => instance.region === region && stateOf(instance, now) !== undefined)

export function instanceIn(account: AccountView, region: string, instanceId: string, now: Instant): Instance | undefined {
  const instance = getInRegion(account, 'Instance', region, instanceId)
  return instance && stateOf(instance, now) !== undefined ? instance : undefined
}

/** Source: recorded and public replies. */
export const instancesMissing = (ids: readonly string[]): AwsError => notFound('InvalidInstanceID.NotFound', 'instance ID', ids)

/** All of them, in the order given, or none: throws InvalidInstanceID.NotFound for those that don't exist. */
export function findInstances(account: AccountView, region: string, ids: readonly string[], now: Instant): Instance[] {
  const wanted = [...new Set(ids)]
  const found = wanted.map((id) => instanceIn(account, region, id, now))
  const missing = wanted.filter((_, place) => !found[place])
  if (missing.length > 0) throw instancesMissing(missing)
  return found.filter((instance) => instance !== undefined)
}

export function findInstance(account: AccountView, region: string, id: string, now: Instant): Instance {
  const instance = instanceIn(account, region, id, now)
  if (!instance) throw instancesMissing([id])
  return instance
}
