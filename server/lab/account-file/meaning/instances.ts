import type { EntityKinds } from '../../../account/entities.js'
import { accountOfInstanceId } from '../../../account/ids.js'
import { QUOTA } from '../../../account/quotas.js'
import { defaultSubnets } from '../../../ec2/default-network.js'
import { imageIn } from '../../../ec2/images.js'
import { INSTANCE_TYPES } from '../../../ec2/instance-types.js'
import { isInSubnet, isPublicAddress } from '../../../ec2/instances/network-names.js'
import { USER_DATA_BYTES, userDataBytes } from '../../../ec2/instances/user-data.js'
import { checkedTags } from '../../../ec2/tags.js'
import { entityLabel, must, mustHaveHappened, mustParse } from './findings.js'
import { mustBeUniqueId } from './principals.js'
import type { Seen } from './seen.js'

const ID = /^[a-z]+(?:-[a-z]+)*-0[0-9a-f]{16}$/
const KEY_NAME = /^[\x20-\x7e]{1,255}$/
/** An OpenSSH line; the comment is the key pair's name. */
const KEY_LINE = /^ssh-(?:rsa|ed25519) [A-Za-z0-9+/]+={0,2}(?: [\x20-\x7e]*)?$/
const DIGEST = /^[0-9a-f]{64}$/
const MAX_VOLUME_GIB = 16_384

export function instance(instance: EntityKinds['Instance'], seen: Seen): void {
  const { instanceId, region, terminatedAt } = instance
  const what = entityLabel('Instance', instanceId)
  must(accountOfInstanceId(instanceId) === seen.accountId, what, 'its id does not belong to the account')
  must(ID.test(instance.reservationId), what, 'the id of its reservation is not valid')
  must(imageIn(region, instance.imageId) !== undefined, what, 'its image does not exist')
  must(INSTANCE_TYPES.has(instance.instanceType), what, 'its instance type does not exist')
  mustHaveHappened(what, seen.now, {
    'launch time': instance.launchedAt,
    'start time': instance.startedAt,
    'time of its reboot': instance.rebootedAt,
    'time of its stop': instance.stoppedAt,
    'time of its termination': terminatedAt,
  })
  mustBeInNetwork(what, instance, seen.accountId)
  mustHaveParts(what, instance, seen)
  const parts = [instance, instance.networkInterface, ...instance.volumes]
  for (const { tags } of parts) mustParse(what, () => checkedTags(tags))
  if (terminatedAt === undefined) seen.quota('Instance', QUOTA.InstancesPerAccount, what)
  else seen.quota('TerminatedInstance', QUOTA.InstancesPerAccount, what)
}

function mustBeInNetwork(what: string, instance: EntityKinds['Instance'], accountId: string): void {
  const subnet = defaultSubnets(accountId, instance.region).find(({ subnetId }) => subnetId === instance.subnetId)
  must(subnet !== undefined, what, 'its subnet does not exist')
  must(subnet !== undefined && isInSubnet(subnet, instance.privateIpAddress), what, 'its private address is not in its subnet')
  const { publicIpAddress } = instance
  must(publicIpAddress === undefined || isPublicAddress(publicIpAddress), what, 'its public address is not one of this server')
  must(instance.securityGroupIds.length <= 5, what, 'it has more than five security groups')
  for (const id of instance.securityGroupIds) must(ID.test(id), what, 'the id of a security group is not valid')
}

function mustHaveParts(what: string, instance: EntityKinds['Instance'], seen: Seen): void {
  const { keyName, publicKey, userData, profile, volumes, clientToken, launchDigest, metadataOptions } = instance
  must(keyName === undefined || KEY_NAME.test(keyName), what, 'the name of its key pair is not valid')
  must(publicKey === undefined || (publicKey.length <= 4096 && KEY_LINE.test(publicKey)), what, 'its public key is not valid')
  must(
    userData === undefined || (userDataBytes(userData) ?? Number.POSITIVE_INFINITY) <= USER_DATA_BYTES,
    what,
    'its user data is not valid',
  )
  const { httpPutResponseHopLimit: hops } = metadataOptions
  must(hops >= 1 && hops <= 64, what, 'the hop limit of its metadata service is not 1 to 64')
  must(volumes.length >= 1 && volumes.length <= 27, what, 'it does not have 1 to 27 volumes')
  const { networkInterfaceId } = instance.networkInterface
  for (const id of [networkInterfaceId, ...volumes.map(({ volumeId }) => volumeId)]) {
    must(ID.test(id), what, 'the id of a volume or a network interface is not valid')
    seen.id('part of an instance', id, what)
  }
  for (const { deviceName, size, type } of volumes) {
    const fits = /^[\w/-]{1,64}$/.test(deviceName) && size >= 1 && size <= MAX_VOLUME_GIB && /^[a-z0-9]{1,16}$/.test(type)
    must(fits, what, 'a volume is not valid')
  }
  must(clientToken === undefined || /^[\x20-\x7e]{1,64}$/.test(clientToken), what, 'its client token is not valid')
  must(launchDigest === undefined || DIGEST.test(launchDigest), what, 'the digest of its launch is not valid')
  if (!profile) return
  must(ID.test(profile.associationId), what, 'the id of its instance profile association is not valid')
  seen.id('instance profile association', profile.associationId, what)
  mustBeUniqueId(what, 'AIPA', profile.instanceProfileId)
  must(profile.arn.startsWith(`arn:aws:iam::${seen.accountId}:instance-profile/`), what, 'the ARN of its profile is not valid')
  must(profile.arn.length <= 700 && /^[\x21-\x7e]+$/.test(profile.arn), what, 'the ARN of its profile is not valid')
  mustHaveHappened(what, seen.now, { 'date of its profile': profile.since })
}
