import type { AccountView, Entity } from '../../account/account.js'
import type { InstanceVolume, MetadataOptions } from '../../account/entities.js'
import { invalidParameterValue } from '../../aws/aws-error.js'
import { ec2Error, invalidParameterCombination, missingParameter } from '../../aws/ec2-errors.js'
import type { RunInstancesRequest } from '../../aws/model/ec2.types.js'
import { clipped } from '../../bounds/clipped.js'
import { type DefaultSubnet, defaultSubnets } from '../default-network.js'
import { defaultGroupId, groupById, groupNamed, groupNameNotFound, groupNotFound } from '../find-security-group.js'
import { type Image, imageIn, imageNotFound } from '../images.js'
import { INSTANCE_TYPES, type InstanceType } from '../instance-types.js'
import { keyPairNamed, keyPairNotFound } from '../key-pairs.js'
import { subnetNotFound } from '../subnets.js'
import { tagsAtCreation } from '../tags.js'
import { zoneNotFound, zonesOf } from '../zones.js'
import { profileFor } from './instance-profiles.js'
import { LAUNCHED } from './launch-checks.js'
import { checkMetadataTagKeys } from './metadata-tag-keys.js'
import { isInSubnet } from './network-names.js'

/** What RunInstances is asked for, with everything found that it names. */
export interface Launch {
  image: Image
  type: InstanceType
  keyPair: Entity<'KeyPair'> | undefined
  subnet: DefaultSubnet
  securityGroupIds: readonly string[]
  privateIpAddress: string | undefined
  hasPublicAddress: boolean
  profile: Entity<'InstanceProfile'> | undefined
  metadataOptions: MetadataOptions
  volumes: readonly LaunchVolume[]
}

/** A volume before it is made. */
type LaunchVolume = Omit<InstanceVolume, 'volumeId' | 'tags'>

/** The API's own default, which is older than virtualization by hardware. Source: EC2 API Reference, "RunInstances". */
export const DEFAULT_TYPE = 'm1.small'
const GROUPS_PER_INTERFACE = 5
const MAX_ECHOED = 200

/**
 * Finds what a launch names, in the order in which EC2 complains. Throws `Invalid….NotFound` and InvalidParameterValue.
 * Sources: recorded and public replies of RunInstances.
 */
export function launchOf(account: AccountView, region: string, input: RunInstancesRequest): Launch {
  const image = imageOf(region, input.ImageId ?? '')
  const type = typeOf(input.InstanceType ?? DEFAULT_TYPE, image)
  const keyPair = input.KeyName === undefined ? undefined : findKeyPair(account, region, input.KeyName)
  const subnet = subnetOf(account, region, input)
  const securityGroupIds = groupsOf(account, region, input)
  const addresses = addressesOf(input, subnet)
  const profile = input.IamInstanceProfile && profileFor(account, input.IamInstanceProfile)
  const metadataOptions = metadataOptionsOf(image, input)
  if (metadataOptions.instanceMetadataTags === 'enabled')
    checkMetadataTagKeys(tagsAtCreation(input.TagSpecifications, 'instance', LAUNCHED))
  return {
    image,
    type,
    keyPair,
    subnet,
    securityGroupIds,
    ...addresses,
    profile,
    metadataOptions,
    volumes: volumesOf(image, input),
  }
}

function imageOf(region: string, id: string): Image {
  const image = imageIn(region, id)
  if (!image) throw imageNotFound([id])
  return image
}

function typeOf(name: string, { architecture }: Image): InstanceType {
  const type = INSTANCE_TYPES.get(name)
  if (name === DEFAULT_TYPE) {
    throw invalidParameterCombination(
      "Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type.",
    )
  }
  if (!type) throw invalidParameterValue(`Invalid value '${clipped(name, MAX_ECHOED)}' for InstanceType.`)
  if (!type.architectures.includes(architecture)) {
    throw invalidParameterValue(
      `The architecture '${type.architectures.join(',')}' of the specified instance type does not match the architecture '${architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
    )
  }
  return type
}

function findKeyPair(account: AccountView, region: string, name: string): Entity<'KeyPair'> {
  const keyPair = keyPairNamed(account, region, name)
  if (!keyPair) throw keyPairNotFound(name)
  return keyPair
}

const firstInterface = ({ NetworkInterfaces: [first] = [] }: RunInstancesRequest) => first

/** The subnet that a launch names; else the default one of its zone, or of the first; undefined if there is no such subnet. */
export function chosenSubnet(account: AccountView, region: string, input: RunInstancesRequest): DefaultSubnet | undefined {
  const subnets = defaultSubnets(account.accountId, region)
  const id = firstInterface(input)?.SubnetId || input.SubnetId
  if (id) return subnets.find(({ subnetId }) => subnetId === id)
  const { AvailabilityZone: zone } = input.Placement ?? {}
  return zone ? subnets.find((subnet) => subnet.zone.name === zone) : subnets[0]
}

function subnetOf(account: AccountView, region: string, input: RunInstancesRequest): DefaultSubnet {
  const { AvailabilityZone: zone } = input.Placement ?? {}
  if (zone && !zonesOf(account.accountId, region).some(({ name }) => name === zone)) {
    throw zoneNotFound([zone])
  }
  const subnet = chosenSubnet(account, region, input)
  if (!subnet) {
    const id = firstInterface(input)?.SubnetId || input.SubnetId
    throw subnetNotFound([id ?? ''])
  }
  if (zone && subnet.zone.name !== zone) {
    throw invalidParameterCombination(`The subnet '${subnet.subnetId}' is not in the Availability Zone '${zone}'`)
  }
  return subnet
}

/** The security groups that a launch names, by id; a name that nobody has as undefined. The VPC's default one if none is named. */
export function namedGroups(account: AccountView, region: string, input: RunInstancesRequest): (string | undefined)[] {
  const byName = (input.SecurityGroups ?? []).map((name) => groupNamed(account, region, name)?.groupId)
  const named = [...(input.SecurityGroupIds ?? []), ...byName, ...(firstInterface(input)?.Groups ?? [])]
  return named.length > 0 ? [...new Set(named)] : [defaultGroupId(account.accountId, region)]
}

function groupsOf(account: AccountView, region: string, input: RunInstancesRequest): string[] {
  const unknownName = input.SecurityGroups?.find((name) => !groupNamed(account, region, name))
  if (unknownName !== undefined) throw groupNameNotFound(account, region, unknownName)
  const ids = namedGroups(account, region, input).filter((id) => id !== undefined)
  const unknown = ids.filter((id) => !groupById(account, region, id))
  if (unknown.length > 0) throw groupNotFound(unknown)
  if (ids.length > GROUPS_PER_INTERFACE) {
    throw ec2Error(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    )
  }
  return ids
}

/** A default subnet gives public addresses, unless the launch says otherwise. */
export const wantsPublicAddress = (input: RunInstancesRequest): boolean =>
  firstInterface(input)?.AssociatePublicIpAddress ?? true

function addressesOf(input: RunInstancesRequest, subnet: DefaultSubnet): Pick<Launch, 'privateIpAddress' | 'hasPublicAddress'> {
  const privateIpAddress = firstInterface(input)?.PrivateIpAddress ?? input.PrivateIpAddress
  if (privateIpAddress !== undefined && !isInSubnet(subnet, privateIpAddress)) {
    const shown = clipped(privateIpAddress, MAX_ECHOED)
    throw invalidParameterValue(`Address ${shown} does not fall within the subnet's address range`)
  }
  return { privateIpAddress, hasPublicAddress: wantsPublicAddress(input) }
}

/**
 * The launch's own parameters go first, then what the image asks for.
 * Source: EC2 User Guide, "Where to configure instance metadata options: order of precedence".
 */
function metadataOptionsOf({ imdsSupport }: Image, { MetadataOptions: given = {} }: RunInstancesRequest): MetadataOptions {
  return {
    httpTokens: given.HttpTokens ?? (imdsSupport ? 'required' : 'optional'),
    httpEndpoint: given.HttpEndpoint ?? 'enabled',
    httpPutResponseHopLimit: given.HttpPutResponseHopLimit ?? (imdsSupport ? 2 : 1),
    httpProtocolIpv6: given.HttpProtocolIpv6 ?? 'disabled',
    instanceMetadataTags: given.InstanceMetadataTags ?? 'disabled',
  }
}

/** GiB of every image's root volume. */
export const ROOT_GIB = 8

/** The root volume as the image has it, changed by the launch's mapping of its device, and any further ones. */
export function volumesOf(image: Image, { BlockDeviceMappings: mappings = [] }: RunInstancesRequest): LaunchVolume[] {
  const own = mappings.find(({ DeviceName }) => DeviceName === image.rootDeviceName)?.Ebs ?? {}
  const { VolumeSize: size = ROOT_GIB } = own
  if (size < ROOT_GIB) {
    throw ec2Error(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot '${image.snapshotId}', expect size >= ${ROOT_GIB}GB`,
    )
  }
  const root: LaunchVolume = {
    deviceName: image.rootDeviceName,
    size,
    type: own.VolumeType ?? image.volumeType,
    encrypted: own.Encrypted ?? false,
    deleteOnTermination: own.DeleteOnTermination ?? true,
  }
  const more = mappings.filter(
    ({ DeviceName, Ebs, NoDevice }) => DeviceName !== image.rootDeviceName && Ebs && NoDevice === undefined,
  )
  return [
    root,
    ...more.map(({ DeviceName: deviceName = '', Ebs: ebs = {} }) => {
      if (ebs.VolumeSize === undefined) {
        throw missingParameter('size or snapshotId')
      }
      return {
        deviceName,
        size: ebs.VolumeSize,
        type: ebs.VolumeType ?? 'gp2',
        encrypted: ebs.Encrypted ?? false,
        deleteOnTermination: ebs.DeleteOnTermination ?? true,
      }
    }),
  ]
}
