import type { AccountView } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { InstanceNetworkInterface, Instance as InstanceShape, StateReason } from '../../aws/model/ec2.types.js'
import { defaultVpcId } from '../default-network.js'
import { derivedId, macAddress } from '../derived-ids.js'
import { imageIn } from '../images.js'
import { INSTANCE_TYPES } from '../instance-types.js'
import { type Instance, publicAddressOf, STATE_CODES, type StateName, stateOf } from './lifecycle.js'
import { privateDnsName, publicDnsName } from './network-names.js'
import { groupIdentifiers, zoneOf } from './placement.js'

export const stateShape = (name: StateName): { Code: number; Name: StateName } => ({ Code: STATE_CODES[name], Name: name })

export const metadataShape = ({ metadataOptions: options }: Instance, state: 'pending' | 'applied') => ({
  State: state,
  HttpTokens: options.httpTokens,
  HttpPutResponseHopLimit: options.httpPutResponseHopLimit,
  HttpEndpoint: options.httpEndpoint,
  HttpProtocolIpv6: options.httpProtocolIpv6,
  InstanceMetadataTags: options.instanceMetadataTags,
})

/** An instance as RunInstances and DescribeInstances answer it. Source: EC2 API Reference, "Instance"; recorded answers. */
export function describeInstance(account: AccountView, instance: Instance, now: Instant): InstanceShape {
  const state = stateOf(instance, now) ?? 'terminated'
  const type = INSTANCE_TYPES.get(instance.instanceType)
  const image = imageIn(instance.region, instance.imageId)
  const nitro = type?.hypervisor === 'nitro'
  const { profile, keyName, clientToken } = instance
  return {
    AmiLaunchIndex: instance.amiLaunchIndex,
    ImageId: instance.imageId,
    InstanceId: instance.instanceId,
    InstanceType: instance.instanceType,
    ...(keyName === undefined ? {} : { KeyName: keyName }),
    LaunchTime: instance.startedAt,
    Monitoring: { State: instance.monitoring ? 'enabled' : 'disabled' },
    Placement: { AvailabilityZone: zoneOf(account, instance), GroupName: '', Tenancy: 'default' },
    ProductCodes: [],
    State: stateShape(state),
    StateTransitionReason: transitionReason(instance, state),
    ...reasonOf(instance, state),
    ...(image ? { Architecture: image.architecture, RootDeviceName: image.rootDeviceName } : {}),
    ...(image?.bootMode ? { BootMode: image.bootMode } : {}),
    ...(clientToken === undefined ? {} : { ClientToken: clientToken }),
    ...(profile ? { IamInstanceProfile: { Arn: profile.arn, Id: profile.instanceProfileId } } : {}),
    ...(type ? { CpuOptions: { CoreCount: type.vcpus / type.threadsPerCore, ThreadsPerCore: type.threadsPerCore } } : {}),
    EbsOptimized: instance.ebsOptimized,
    EnaSupport: true,
    Hypervisor: 'xen',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    EnclaveOptions: { Enabled: false },
    MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
    MetadataOptions: metadataShape(instance, 'applied'),
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: instance.launchedAt,
    CurrentInstanceBootMode: nitro && image?.bootMode ? 'uefi' : 'legacy-bios',
    Tags: [...instance.tags],
    ...(state === 'terminated' ? WITHOUT_NETWORK : networkMembers(account, instance, now)),
  }
}

/** A terminated instance has lost its network and its disks. */
const WITHOUT_NETWORK = {
  PrivateDnsName: '',
  PublicDnsName: '',
  BlockDeviceMappings: [],
  NetworkInterfaces: [],
  SecurityGroups: [],
}

function networkMembers(account: AccountView, instance: Instance, now: Instant): Partial<InstanceShape> {
  const { region, privateIpAddress, subnetId } = instance
  const publicIp = publicAddressOf(instance, now)
  return {
    PrivateDnsName: privateDnsName(region, privateIpAddress),
    PrivateIpAddress: privateIpAddress,
    PublicDnsName: publicIp === undefined ? '' : publicDnsName(region, publicIp),
    ...(publicIp === undefined ? {} : { PublicIpAddress: publicIp }),
    SubnetId: subnetId,
    VpcId: defaultVpcId(account.accountId, region),
    SourceDestCheck: true,
    SecurityGroups: groupIdentifiers(account, instance),
    BlockDeviceMappings: instance.volumes.map((volume) => ({
      DeviceName: volume.deviceName,
      Ebs: {
        AttachTime: instance.launchedAt,
        DeleteOnTermination: volume.deleteOnTermination,
        Status: 'attached',
        VolumeId: volume.volumeId,
      },
    })),
    NetworkInterfaces: [interfaceOf(account, instance, publicIp)],
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
  }
}

function interfaceOf(account: AccountView, instance: Instance, publicIp: string | undefined): InstanceNetworkInterface {
  const { region, instanceId, privateIpAddress, launchedAt } = instance
  const association =
    publicIp === undefined
      ? {}
      : { Association: { IpOwnerId: 'amazon', PublicDnsName: publicDnsName(region, publicIp), PublicIp: publicIp } }
  const privateName = privateDnsName(region, privateIpAddress)
  return {
    ...association,
    Attachment: {
      AttachTime: launchedAt,
      AttachmentId: derivedId('eni-attach', instanceId),
      DeleteOnTermination: instance.networkInterface.deleteOnTermination,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      Status: 'attached',
    },
    Description: '',
    Groups: groupIdentifiers(account, instance),
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    MacAddress: macAddress(instanceId),
    NetworkInterfaceId: instance.networkInterface.networkInterfaceId,
    OwnerId: account.accountId,
    PrivateDnsName: privateName,
    PrivateIpAddress: privateIpAddress,
    PrivateIpAddresses: [{ ...association, Primary: true, PrivateDnsName: privateName, PrivateIpAddress: privateIpAddress }],
    SourceDestCheck: true,
    Status: 'in-use',
    SubnetId: instance.subnetId,
    VpcId: defaultVpcId(account.accountId, region),
  }
}

const USER_SHUTDOWN = 'Client.UserInitiatedShutdown'

function reasonOf({ terminatedAt }: Instance, state: StateName): { StateReason?: StateReason } {
  if (state === 'pending') return { StateReason: { Code: 'pending', Message: 'pending' } }
  if (state === 'running' && terminatedAt === undefined) return {}
  return { StateReason: { Code: USER_SHUTDOWN, Message: `${USER_SHUTDOWN}: User initiated shutdown` } }
}

/** `User initiated (2026-01-31 10:20:30 GMT)`; empty while it runs. */
function transitionReason({ stoppedAt, terminatedAt }: Instance, state: StateName): string {
  const at = state === 'pending' || state === 'running' ? undefined : (terminatedAt ?? stoppedAt)
  return at === undefined ? '' : `User initiated (${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} GMT)`
}
