import type { Draft } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import { QUOTA } from '../../account/quotas.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import { stateOf } from './lifecycle.js'

/** `wanted`: how many would run. Source: public replies of the time when EC2 counted instances. */
export const instanceLimitExceeded = (wanted: number): Error =>
  ec2Error(
    'InstanceLimitExceeded',
    `You have requested more instances (${wanted}) than your current instance limit of ${QUOTA.RunningInstancesPerAccount} allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
    'quota-running-instances',
    { quota: 'running instances', limit: QUOTA.RunningInstancesPerAccount },
  )

/** Deletes the rows of those that are gone, and the oldest of more terminated ones than an account keeps. */
export function forgetTerminated(account: Draft, now: Instant): void {
  const terminated = account
    .ordered('Instance')
    .flatMap((instance) => (instance.terminatedAt === undefined ? [] : [{ instance, at: instance.terminatedAt }]))
    .sort((a, b) => b.at - a.at)
  for (const [place, { instance }] of terminated.entries()) {
    const isGone = stateOf(instance, now) === undefined
    if (isGone || place >= QUOTA.InstancesPerAccount) account.delete('Instance', instance.instanceId)
  }
}
