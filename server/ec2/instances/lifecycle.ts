import type { Entity } from '../../account/account.js'
import { HOUR_MS } from '../../account/durations.js'
import type { Instant } from '../../account/ports.js'
import { ec2Error } from '../../aws/ec2-errors.js'

export type Instance = Entity<'Instance'>

export type StateName = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped'
/** Source: EC2 API Reference, "InstanceState". */
export const STATE_CODES: Readonly<Record<StateName, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
}

/** How long each change takes; at AWS some ten times as long. */
const STARTING_MS = 3000
const STOPPING_MS = 3000
const SHUTTING_DOWN_MS = 3000
/** After the start of a run. At AWS two to three minutes. */
const CHECKS_PASS_MS = 30_000
/** Source: EC2 API Reference, "DescribeInstances": terminated instances appear for usually less than an hour. */
const SHOWN_TERMINATED_MS = HOUR_MS

/** The state on the account's clock; undefined once a terminated instance is gone. */
export function stateOf(instance: Instance, now: Instant): StateName | undefined {
  const { startedAt, stoppedAt, terminatedAt } = instance
  if (terminatedAt !== undefined) {
    if (now >= terminatedAt + SHOWN_TERMINATED_MS) return undefined
    // Nothing has to be shut down if it was off.
    const wasOff = stoppedAt !== undefined && terminatedAt >= stoppedAt + STOPPING_MS
    return wasOff || now >= terminatedAt + SHUTTING_DOWN_MS ? 'terminated' : 'shutting-down'
  }
  if (stoppedAt !== undefined) return now < stoppedAt + STOPPING_MS ? 'stopping' : 'stopped'
  return now < startedAt + STARTING_MS ? 'pending' : 'running'
}

/** It has not been terminated. */
export const isPresent = ({ terminatedAt }: Instance): boolean => terminatedAt === undefined

/** Source: public replies. */
export const incorrectInstanceState = ({ instanceId }: Instance): Error =>
  ec2Error('IncorrectInstanceState', `The instance '${instanceId}' is not in the 'running' or 'stopped' states.`)

/** Counts against the quota of running instances. */
export const isOn = (instance: Instance, now: Instant): boolean => {
  const state = stateOf(instance, now)
  return state === 'pending' || state === 'running'
}

export const isRunning = (instance: Instance, now: Instant): boolean => stateOf(instance, now) === 'running'

/** Both status checks: nothing is known while they initialize. */
export const checksOf = (instance: Instance, now: Instant): 'initializing' | 'ok' | 'not-applicable' => {
  if (!isOn(instance, now)) return 'not-applicable'
  return now < instance.startedAt + CHECKS_PASS_MS ? 'initializing' : 'ok'
}

/** The public address of a running instance. It is given back when the instance stops. */
export const publicAddressOf = (instance: Instance, now: Instant): string | undefined =>
  isRunning(instance, now) ? instance.publicIpAddress : undefined

/** When the operating system started, for its uptime and its console output; at AWS's pace of this simulator. */
export const bootedAt = ({ startedAt, rebootedAt }: Instance): Instant => Math.max(startedAt, rebootedAt ?? 0)

/** A run begins, with an address of its own. */
export function started(instance: Instance, now: Instant, publicIpAddress: string | undefined): Instance {
  const { stoppedAt: _, publicIpAddress: _old, ...rest } = instance
  return { ...rest, startedAt: now, ...(publicIpAddress === undefined ? {} : { publicIpAddress }) }
}

export const stopped = (instance: Instance, now: Instant): Instance => ({ ...instance, stoppedAt: now })

/** Once it is terminated nobody logs in and nothing boots, so neither key nor user data is kept. */
export function terminated(instance: Instance, now: Instant): Instance {
  const { profile: _profile, publicKey: _key, userData: _data, ...rest } = instance
  return { ...rest, terminatedAt: now }
}
