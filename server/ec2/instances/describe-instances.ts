import type { AccountView } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { DescribeInstancesResult, Reservation } from '../../aws/model/ec2.types.js'
import type { Operation } from '../../runner/operation.js'
import { defaultVpcId } from '../default-network.js'
import { describe } from '../describe.js'
import type { Filters } from '../filters.js'
import { imageIn } from '../images.js'
import { describeInstance, stateShape } from './describe-instance.js'
import { instancesIn, instancesMissing } from './find-instances.js'
import { checksOf, type Instance, isRunning, publicAddressOf, STATE_CODES, stateOf } from './lifecycle.js'
import { privateDnsName, publicDnsName } from './network-names.js'
import { groupIdentifiers, zoneOf } from './placement.js'

/** An instance at the time of the request. */
interface Seen {
  account: AccountView
  instance: Instance
  now: Instant
}

const seenIn = ({ account, request, now }: { account: AccountView; request: { region: string }; now: Instant }): Seen[] =>
  instancesIn(account, request.region, now).map((instance) => ({ account, instance, now }))

/** Once it is terminated an instance is in no network. */
const unlessTerminated =
  <T>(value: (seen: Seen) => T) =>
  (seen: Seen): T | undefined =>
    stateOf(seen.instance, seen.now) === 'terminated' ? undefined : value(seen)

const publicAddress = ({ instance, now }: Seen): string | undefined => publicAddressOf(instance, now)
const publicName = (seen: Seen): string | undefined => {
  const address = publicAddress(seen)
  return address === undefined ? undefined : publicDnsName(seen.instance.region, address)
}
const privateAddress = unlessTerminated(({ instance }) => instance.privateIpAddress)
const privateName = unlessTerminated(({ instance }) => privateDnsName(instance.region, instance.privateIpAddress))
const vpcId = unlessTerminated(({ account, instance }) => defaultVpcId(account.accountId, instance.region))
const groups = unlessTerminated(({ account, instance }) => groupIdentifiers(account, instance))
const groupIds = (seen: Seen) => (groups(seen) ?? []).map(({ GroupId }) => GroupId)
const groupNames = (seen: Seen) => (groups(seen) ?? []).map(({ GroupName }) => GroupName)
const subnetId = unlessTerminated(({ instance }) => instance.subnetId)
const stateName = ({ instance, now }: Seen) => stateOf(instance, now)
const stateCode = (seen: Seen) => STATE_CODES[stateName(seen) ?? 'terminated']

/** Source: EC2 API Reference, "DescribeInstances". */
const FILTERS: Filters<Seen> = {
  values: {
    architecture: ({ instance }) => imageIn(instance.region, instance.imageId)?.architecture,
    'availability-zone': ({ account, instance }) => zoneOf(account, instance),
    'block-device-mapping.device-name': unlessTerminated(({ instance }) =>
      instance.volumes.map(({ deviceName }) => deviceName),
    ),
    'block-device-mapping.volume-id': unlessTerminated(({ instance }) => instance.volumes.map(({ volumeId }) => volumeId)),
    'client-token': ({ instance }) => instance.clientToken,
    'dns-name': publicName,
    'group-id': groupIds,
    'group-name': groupNames,
    hypervisor: () => 'xen',
    'iam-instance-profile.arn': ({ instance }) => instance.profile?.arn,
    'iam-instance-profile.id': ({ instance }) => instance.profile?.instanceProfileId,
    'iam-instance-profile.name': ({ instance }) => instance.profile?.arn.split('/').at(-1),
    'image-id': ({ instance }) => instance.imageId,
    'instance-id': ({ instance }) => instance.instanceId,
    'instance-state-code': stateCode,
    'instance-state-name': stateName,
    'instance-type': ({ instance }) => instance.instanceType,
    'instance.group-id': groupIds,
    'instance.group-name': groupNames,
    'ip-address': publicAddress,
    'key-name': ({ instance }) => instance.keyName,
    'launch-index': ({ instance }) => instance.amiLaunchIndex,
    'launch-time': ({ instance }) => new Date(instance.startedAt).toISOString(),
    'metadata-options.http-endpoint': ({ instance }) => instance.metadataOptions.httpEndpoint,
    'metadata-options.http-put-response-hop-limit': ({ instance }) => instance.metadataOptions.httpPutResponseHopLimit,
    'metadata-options.http-tokens': ({ instance }) => instance.metadataOptions.httpTokens,
    'metadata-options.instance-metadata-tags': ({ instance }) => instance.metadataOptions.instanceMetadataTags,
    'monitoring-state': ({ instance }) => (instance.monitoring ? 'enabled' : 'disabled'),
    'network-interface.network-interface-id': unlessTerminated(({ instance }) => instance.networkInterface.networkInterfaceId),
    'network-interface.subnet-id': subnetId,
    'network-interface.vpc-id': vpcId,
    'owner-id': ({ account }) => account.accountId,
    'platform-details': () => 'Linux/UNIX',
    'private-dns-name': privateName,
    'private-ip-address': privateAddress,
    'reservation-id': ({ instance }) => instance.reservationId,
    'root-device-name': ({ instance }) => instance.volumes[0]?.deviceName,
    'root-device-type': () => 'ebs',
    'subnet-id': subnetId,
    tenancy: () => 'default',
    'virtualization-type': () => 'hvm',
    'vpc-id': vpcId,
  },
  tags: ({ instance }) => instance.tags,
}

const named = {
  member: 'InstanceIds',
  set: 'instancesSet',
  of: ({ instance }: Seen) => instance.instanceId,
  missing: instancesMissing,
} as const

/**
 * Lists instances with all their details, by reservation; terminated ones for an hour. A page counts instances.
 * Errors: InvalidInstanceID.NotFound. Source: EC2 API Reference, "DescribeInstances"; recorded and public replies.
 */
const listed = describe('DescribeInstances', {
  member: 'Reservations',
  items: seenIn,
  key: ({ instance }) => instance.instanceId,
  named: [named],
  filters: FILTERS,
  shown: ({ account, instance, now }): Reservation => ({
    ReservationId: instance.reservationId,
    OwnerId: account.accountId,
    Groups: [],
    Instances: [describeInstance(account, instance, now)],
  }),
})

export const DescribeInstances: Operation = {
  ...listed,
  handle(context) {
    const { Reservations = [], ...rest } = listed.handle(context) as DescribeInstancesResult
    return { Reservations: reservationsOf(Reservations), ...rest }
  },
}

/** Instances that were launched together are in one reservation. */
function reservationsOf(shown: readonly Reservation[]): Reservation[] {
  const byId = new Map<string | undefined, Reservation>()
  for (const reservation of shown) {
    const present = byId.get(reservation.ReservationId)
    if (present) present.Instances?.push(...(reservation.Instances ?? []))
    else byId.set(reservation.ReservationId, reservation)
  }
  return [...byId.values()]
}

const REACHABILITY = { initializing: 'initializing', ok: 'passed' } as const

function summaryOf({ instance, now }: Seen) {
  const status = checksOf(instance, now)
  if (status === 'not-applicable') return { Status: status, Details: [] }
  return { Status: status, Details: [{ Name: 'reachability', Status: REACHABILITY[status] }] }
}

/**
 * Lists the status checks of running instances, or of all instances with IncludeAllInstances.
 * Errors: InvalidInstanceID.NotFound.
 * @differs Checks pass 30 seconds after the start.
 * Source: EC2 API Reference, "DescribeInstanceStatus".
 */
export const DescribeInstanceStatus = describe('DescribeInstanceStatus', {
  member: 'InstanceStatuses',
  items: seenIn,
  key: ({ instance }) => instance.instanceId,
  named: [named],
  filters: {
    values: {
      'availability-zone': ({ account, instance }) => zoneOf(account, instance),
      'instance-state-code': stateCode,
      'instance-state-name': stateName,
      'instance-status.reachability': (seen) => summaryOf(seen).Details[0]?.Status,
      'instance-status.status': (seen) => summaryOf(seen).Status,
      'system-status.reachability': (seen) => summaryOf(seen).Details[0]?.Status,
      'system-status.status': (seen) => summaryOf(seen).Status,
      'attached-ebs-status.status': (seen) => summaryOf(seen).Status,
    },
  },
  keep: ({ instance, now }, { input }) => input.IncludeAllInstances === true || isRunning(instance, now),
  shown(seen) {
    const { account, instance } = seen
    return {
      AvailabilityZone: zoneOf(account, instance),
      InstanceId: instance.instanceId,
      InstanceState: stateShape(stateName(seen) ?? 'terminated'),
      InstanceStatus: summaryOf(seen),
      SystemStatus: summaryOf(seen),
      AttachedEbsStatus: summaryOf(seen),
    }
  },
})
