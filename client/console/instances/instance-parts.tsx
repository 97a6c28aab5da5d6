import type { Instance, InstanceStateName, InstanceStatus } from '@aws-sdk/client-ec2'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** Undefined for an instance without the tag that the console shows as its name. */
export const instanceName = ({ Tags = [] }: Instance): string | undefined => Tags.find(({ Key }) => Key === 'Name')?.Value

const STATES: Readonly<Record<InstanceStateName, readonly [StatusIndicatorProps.Type, string]>> = {
  pending: ['pending', 'Pending'],
  running: ['success', 'Running'],
  'shutting-down': ['in-progress', 'Shutting-down'],
  terminated: ['stopped', 'Terminated'],
  stopping: ['in-progress', 'Stopping'],
  stopped: ['stopped', 'Stopped'],
}

export const STATE_NAMES = Object.entries(STATES).map(([value, [, label]]) => ({ value, label }))

export function InstanceState({ instance: { State } }: { instance: Instance }) {
  if (!State?.Name) return texts.none
  const [type, label] = STATES[State.Name]
  return <StatusIndicator type={type}>{label}</StatusIndicator>
}

/** The three checks together, as the list has them. */
export function StatusCheck({ instanceId, query }: { instanceId: string | undefined; query: Loading<InstanceStatus[]> }) {
  const status = query.data?.find(({ InstanceId }) => InstanceId === instanceId)?.InstanceStatus?.Status
  if (status === 'initializing') return <StatusIndicator type="pending">{texts.checks.initializing}</StatusIndicator>
  if (status === 'ok') return <StatusIndicator type="success">{texts.checks.ok}</StatusIndicator>
  return texts.none
}
