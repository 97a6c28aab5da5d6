import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  type EC2Client,
  GetConsoleOutputCommand,
  type Instance,
  type InstanceStatus,
} from '@aws-sdk/client-ec2'
import { errorCode } from '../../../shared/error-parts.js'
import { allEc2Pages } from './pages.js'
import { useSettling } from './settling.js'
import { useEc2Query } from './use-ec2-query.js'

const CHANGING: readonly (string | undefined)[] = ['pending', 'stopping', 'shutting-down']

const isChanging = ({ State }: Instance): boolean => CHANGING.includes(State?.Name)

const load = (ec2: EC2Client, InstanceIds?: string[]): Promise<Instance[]> =>
  allEc2Pages(
    // Ids and pages exclude each other.
    (next) => ec2.send(new DescribeInstancesCommand(InstanceIds ? { InstanceIds } : next)),
    ({ Reservations = [] }) => Reservations.flatMap(({ Instances = [] }) => Instances),
  )

/** The Region's instances; asked for again soon while a state is about to change. */
export function useInstances() {
  const every = useSettling((instances: Instance[]) => instances.some(isChanging))
  return useEc2Query<Instance[]>({ key: ['instances'], every, load: (ec2) => load(ec2) })
}

/** `null`: there is no such instance in the Region. */
export function useInstance(instanceId: string) {
  const every = useSettling((instance: Instance | null) => instance !== null && isChanging(instance))
  return useEc2Query<Instance | null>({
    key: ['instances', instanceId],
    every,
    load: async (ec2) => {
      try {
        return (await load(ec2, [instanceId]))[0] ?? null
      } catch (error) {
        if (/^InvalidInstanceID\./.test(errorCode(error))) return null
        throw error
      }
    },
  })
}

const isInitializing = ({ InstanceStatus }: InstanceStatus): boolean => InstanceStatus?.Status === 'initializing'

/** The status checks of running instances, by instance id. */
export function useInstanceStatuses() {
  const every = useSettling((statuses: InstanceStatus[]) => statuses.some(isInitializing))
  return useEc2Query<InstanceStatus[]>({
    key: ['instance-statuses'],
    every,
    load: (ec2) =>
      allEc2Pages(
        (next) => ec2.send(new DescribeInstanceStatusCommand(next)),
        ({ InstanceStatuses }) => InstanceStatuses,
      ),
  })
}

export interface SystemLog {
  /** Undefined before there is any. */
  text: string | undefined
  at: Date | undefined
}

/** What the instance wrote to its serial console. */
export function useSystemLog(instanceId: string) {
  return useEc2Query<SystemLog>({
    key: ['system-log', instanceId],
    load: async (ec2) => {
      const { Output, Timestamp } = await ec2.send(new GetConsoleOutputCommand({ InstanceId: instanceId }))
      return { text: Output ? decoded(Output) : undefined, at: Timestamp }
    },
  })
}

const decoded = (base64: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
