import { invalidParameterValue } from '../../aws/aws-error.js'
import { ec2Error, invalidParameterCombination, missingParameter } from '../../aws/ec2-errors.js'
import type { RunInstancesRequest } from '../../aws/model/ec2.types.js'
import { tagsAtCreation } from '../tags.js'
import { checkProfileSpecification } from './instance-profiles.js'
import { USER_DATA_BYTES, userDataBytes } from './user-data.js'

/** What RunInstances makes and can put tags on. */
export const LAUNCHED = ['instance', 'volume', 'network-interface'] as const

const MAX_CLIENT_TOKEN = 64
/** What an instance type of this server's can attach. */
const MAX_VOLUMES = 27

/** Throws for parameters of a launch that are wrong whatever the account holds. Sources: public replies of EC2. */
export function checkLaunch(input: RunInstancesRequest): void {
  if (!input.ImageId) throw missingParameter('ImageId')
  checkCounts(input)
  checkNetwork(input)
  checkVolumes(input)
  const { UserData: userData, IamInstanceProfile: profile, ClientToken: token = '' } = input
  if (userData !== undefined) checkUserData(userData)
  if (profile) checkProfileSpecification(profile)
  if (token.length > MAX_CLIENT_TOKEN || /[^\x20-\x7e]/.test(token)) {
    throw ec2Error('InvalidClientToken', `The client token must have at most ${MAX_CLIENT_TOKEN} ASCII characters.`)
  }
  const { HttpPutResponseHopLimit: hops = 1 } = input.MetadataOptions ?? {}
  checkHopLimit(hops)
  const { Tenancy: tenancy = 'default', GroupName: group = '' } = input.Placement ?? {}
  if (tenancy !== 'default') throw unsupported()
  if (group !== '') throw ec2Error('InvalidPlacementGroup.Unknown', `The Placement Group '${group}' is unknown.`)
  for (const type of LAUNCHED) tagsAtCreation(input.TagSpecifications, type, LAUNCHED)
}

/** Source: public replies. */
const unsupported = () =>
  ec2Error(
    'Unsupported',
    'The requested configuration is currently not supported. Please check the documentation for supported configurations.',
  )

export function checkHopLimit(hops: number): void {
  if (hops < 1 || hops > 64) {
    throw invalidParameterValue(
      `Value (${hops}) for parameter HttpPutResponseHopLimit is invalid. Valid values are integers from 1 to 64.`,
    )
  }
}

function checkCounts({ MinCount: min, MaxCount: max }: RunInstancesRequest): void {
  if (min < 1)
    throw invalidParameterValue(`Value (${min}) for parameter minCount is invalid. Expecting a value greater than 0.`)
  if (max < min) {
    throw invalidParameterValue(
      `Value (${max}) for parameter maxCount is invalid. It must be greater than or equal to minCount.`,
    )
  }
}

function checkNetwork(input: RunInstancesRequest): void {
  const { NetworkInterfaces: interfaces = [], SubnetId, SecurityGroupIds = [], SecurityGroups = [], PrivateIpAddress } = input
  const many = input.MaxCount > 1
  if (interfaces.length === 0) {
    if (SubnetId && SecurityGroups.length > 0) {
      throw invalidParameterCombination('The parameter groupName cannot be used with the parameter subnet')
    }
    if (many && PrivateIpAddress !== undefined) throw oneAddress()
    return
  }
  const at = (what: string) =>
    invalidParameterCombination(`Network interfaces and an instance-level ${what} may not be specified on the same request`)
  if (SubnetId) throw at('subnet ID')
  if (SecurityGroupIds.length > 0 || SecurityGroups.length > 0) throw at('security groups')
  if (PrivateIpAddress !== undefined) throw at('private address')
  const [first] = interfaces
  if (interfaces.length > 1 || !first) throw unsupported()
  if (first.DeviceIndex === undefined && first.NetworkInterfaceId === undefined) {
    throw missingParameter('NetworkInterface.1.DeviceIndex')
  }
  if ((first.DeviceIndex ?? 0) !== 0) {
    throw invalidParameterValue('When specifying network interfaces, you must include a device at index 0.')
  }
  if (first.NetworkInterfaceId) {
    throw ec2Error('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${first.NetworkInterfaceId}' does not exist`)
  }
  if (many && first.PrivateIpAddress !== undefined) throw oneAddress()
}

const oneAddress = () =>
  invalidParameterCombination('The parameter privateIpAddress cannot be used when more than one instance is launched')

const MAX_GIB = 16_384

function checkVolumes({ BlockDeviceMappings: mappings = [] }: RunInstancesRequest): void {
  if (mappings.length > MAX_VOLUMES) {
    throw ec2Error('AttachmentLimitExceeded', `An instance can have no more than ${MAX_VOLUMES} volumes.`)
  }
  const names = new Set<string>()
  for (const { DeviceName: name = '', Ebs: ebs = {} } of mappings) {
    if (!/^[\w/-]{1,64}$/.test(name)) {
      throw ec2Error('InvalidBlockDeviceMapping', `Invalid device name ${name.slice(0, 64)}`)
    }
    if (names.has(name)) throw ec2Error('InvalidBlockDeviceMapping', `Duplicate device name ${name}`)
    names.add(name)
    const { VolumeSize: size = 1, VolumeType: type = 'gp2' } = ebs
    if (size < 1 || size > MAX_GIB) {
      throw invalidParameterValue(
        `Volume of ${size}GiB is not valid for volume type ${type}. The size must be 1 to ${MAX_GIB} GiB.`,
      )
    }
    if (ebs.SnapshotId)
      throw ec2Error('InvalidSnapshot.NotFound', `The snapshot '${ebs.SnapshotId.slice(0, 64)}' does not exist.`)
  }
}

function checkUserData(userData: string): void {
  const bytes = userDataBytes(userData)
  if (bytes === undefined) throw invalidParameterValue('Invalid BASE64 encoding of user data.')
  // Source: public replies.
  if (bytes > USER_DATA_BYTES) throw invalidParameterValue(`User data is limited to ${USER_DATA_BYTES} bytes`)
}
