import { createHash } from 'node:crypto'
import type { AccountView, Draft } from '../../account/account.js'
import { instanceId } from '../../account/ids.js'
import { QUOTA } from '../../account/quotas.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import type { Reservation, RunInstancesRequest } from '../../aws/model/ec2.types.js'
import { type Context, operation } from '../../runner/operation.js'
import { newResourceId } from '../regional.js'
import { tagsAtCreation } from '../tags.js'
import { freePrivateAddress, freePublicAddress } from './addresses.js'
import { describeInstance } from './describe-instance.js'
import { newAssociation } from './instance-profiles.js'
import { type Launch, launchOf } from './launch.js'
import { checkLaunch, LAUNCHED } from './launch-checks.js'
import { launchNeeds } from './launch-needs.js'
import { type Instance, isOn, isPresent, stateOf } from './lifecycle.js'
import { forgetTerminated, instanceLimitExceeded } from './quotas.js'

type Launching = Context<RunInstancesRequest, Draft>

/**
 * Launches instances in the default VPC: as many as MaxCount and the quota allow, and at least MinCount or none. A client
 * token that was used before gives the same reservation again. The key pair's public half is copied to the instance.
 * Limits: 20 running instances and 100 in all per account; 16,384 bytes of user data.
 * Errors: InvalidAMIID.NotFound, InvalidKeyPair.NotFound, InvalidGroup.NotFound, InvalidSubnetID.NotFound,
 * InvalidParameterValue, InvalidParameterCombination, MissingParameter, InstanceLimitExceeded, VolumeLimitExceeded,
 * IdempotentParameterMismatch, IdempotentInstanceTerminated.
 * @differs The quota counts instances, as EC2's did until 2019, and stopped ones are limited, too.
 * Source: EC2 API Reference, "RunInstances"; EC2 Developer Guide, "Ensuring idempotency"; recorded and public replies.
 */
export const RunInstances = operation('ec2', 'RunInstances', {
  check: ({ input }) => checkLaunch(input),
  needs: ({ account, request, input }) => launchNeeds(account, request.region, input),
  handle(context) {
    const { account, request, input, now } = context
    const { ClientToken: token } = input
    const repeated = token ? launchedBefore(context, token) : []
    if (repeated.length > 0) return reservationOf(account, repeated, now)
    const launch = launchOf(account, request.region, input)
    const count = countWithinQuota(account, input, now)
    forgetTerminated(account, now)
    const reservationId = newResourceId('r', context.random)
    const launched = Array.from({ length: count }, (_, place) => {
      const instance = newInstance(context, launch, reservationId, place)
      account.put('Instance', instance)
      return instance
    })
    return reservationOf(account, launched, now)
  },
  result: ({ ReservationId, Instances = [] }) => ({
    reservationId: ReservationId,
    instancesSet: { items: Instances.map(({ InstanceId, ImageId }) => ({ instanceId: InstanceId, imageId: ImageId })) },
  }),
})

const reservationOf = (account: AccountView, instances: readonly Instance[], now: number): Reservation => {
  const [first] = instances
  return {
    ReservationId: first?.reservationId,
    OwnerId: account.accountId,
    Groups: [],
    Instances: instances.map((instance) => describeInstance(account, instance, now)),
  }
}

/** What this client token launched. Sources: EC2 Developer Guide, "Ensuring idempotency"; public replies. */
function launchedBefore({ account, request, input, now }: Launching, token: string): Instance[] {
  const found = account
    .where('Instance', 'token', `${request.region}/${token}`)
    .filter((instance) => stateOf(instance, now) !== undefined)
    .sort((a, b) => a.amiLaunchIndex - b.amiLaunchIndex)
  const [first] = found
  if (first && first.launchDigest !== digestOf(input)) {
    throw ec2Error(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    )
  }
  if (!found.every(isPresent)) {
    throw ec2Error(
      'IdempotentInstanceTerminated',
      'The client token you have provided is associated with a terminated instance. Please use a different client token.',
    )
  }
  return found
}

/** The parameters without the token, whatever their order. */
function digestOf({ ClientToken: _token, DryRun: _dryRun, ...parameters }: RunInstancesRequest): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(parameters)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, member]) => [key, sorted(member)])
}

/** How many instances to launch. Throws InstanceLimitExceeded, VolumeLimitExceeded. */
function countWithinQuota(account: AccountView, { MinCount, MaxCount }: RunInstancesRequest, now: number): number {
  const present = account.ordered('Instance').filter(isPresent)
  const running = present.filter((instance) => isOn(instance, now)).length
  const allowed = QUOTA.RunningInstancesPerAccount - running
  if (allowed < MinCount) throw instanceLimitExceeded(running + MinCount)
  const room = QUOTA.InstancesPerAccount - present.length
  if (room < MinCount) {
    throw ec2Error(
      'VolumeLimitExceeded',
      `Maximum number of active volumes, ${QUOTA.InstancesPerAccount}, exceeded.`,
      'quota-instances',
      { limit: QUOTA.InstancesPerAccount },
    )
  }
  return Math.min(MaxCount, allowed, room)
}

function newInstance(context: Launching, launch: Launch, reservationId: string, place: number): Instance {
  const { account, request, input, now, random } = context
  const { region } = request
  const id = freeInstanceId(context)
  const { keyPair, profile, hasPublicAddress } = launch
  const tags = (type: (typeof LAUNCHED)[number]) => tagsAtCreation(input.TagSpecifications, type, LAUNCHED)
  return {
    instanceId: id,
    region,
    reservationId,
    amiLaunchIndex: place,
    imageId: launch.image.imageId,
    instanceType: launch.type.instanceType,
    subnetId: launch.subnet.subnetId,
    privateIpAddress: freePrivateAddress(context, launch.subnet, launch.privateIpAddress),
    ...(hasPublicAddress ? { publicIpAddress: freePublicAddress(context) } : {}),
    securityGroupIds: launch.securityGroupIds,
    ...(keyPair ? { keyName: keyPair.keyName, publicKey: `${keyPair.publicKey} ${keyPair.keyName}` } : {}),
    ...(input.UserData ? { userData: input.UserData.replaceAll(/\s/g, '') } : {}),
    ...(profile ? { profile: newAssociation(account, profile, now, random) } : {}),
    metadataOptions: launch.metadataOptions,
    volumes: launch.volumes.map((volume) => ({ ...volume, volumeId: newResourceId('vol', random), tags: tags('volume') })),
    networkInterface: {
      networkInterfaceId: newResourceId('eni', random),
      deleteOnTermination: input.NetworkInterfaces?.[0]?.DeleteOnTermination ?? true,
      tags: tags('network-interface'),
    },
    ebsOptimized: input.EbsOptimized ?? false,
    monitoring: input.Monitoring?.Enabled ?? false,
    disableApiTermination: input.DisableApiTermination ?? false,
    disableApiStop: input.DisableApiStop ?? false,
    shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
    tags: tags('instance'),
    ...(input.ClientToken ? { clientToken: input.ClientToken, launchDigest: digestOf(input) } : {}),
    launchedAt: now,
    startedAt: now,
  }
}

function freeInstanceId({ account, random }: Launching): string {
  for (;;) {
    const id = instanceId(account.accountId, random)
    if (!account.get('Instance', id)) return id
  }
}
