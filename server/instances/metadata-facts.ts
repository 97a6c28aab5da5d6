import { accountEntity } from '../account/account.js'
import { DEFAULT_VPC_CIDR, defaultVpcId } from '../ec2/default-network.js'
import { macAddress } from '../ec2/derived-ids.js'
import { publicAddressOf } from '../ec2/instances/lifecycle.js'
import { privateDnsName, publicDnsName } from '../ec2/instances/network-names.js'
import { groupIdentifiers, subnetOf } from '../ec2/instances/placement.js'
import type { MetadataFacts } from '../ec2/metadata/facts.js'
import type { OpenInstance } from './open-instances.js'

/** What an instance's metadata service tells of it. */
export function metadataFacts(opened: OpenInstance): MetadataFacts {
  const { account, instance, image, now } = opened
  const { region, instanceId, privateIpAddress, keyName, userData, metadataOptions } = instance
  const subnet = subnetOf(account, instance)
  const publicIp = publicAddressOf(instance, now)
  return {
    accountId: account.accountId,
    instanceId,
    imageId: instance.imageId,
    instanceType: instance.instanceType,
    architecture: image.architecture,
    reservationId: instance.reservationId,
    launchIndex: instance.amiLaunchIndex,
    region,
    availabilityZone: subnet?.zone.name ?? '',
    availabilityZoneId: subnet?.zone.id ?? '',
    launchedAt: instance.startedAt,
    privateIp: privateIpAddress,
    privateDnsName: privateDnsName(region, privateIpAddress),
    ...(publicIp === undefined ? {} : { publicIp, publicDnsName: publicDnsName(region, publicIp) }),
    mac: macAddress(instanceId),
    networkInterfaceId: instance.networkInterface.networkInterfaceId,
    subnetId: instance.subnetId,
    subnetCidr: subnet?.cidr ?? '',
    vpcId: defaultVpcId(account.accountId, region),
    vpcCidr: DEFAULT_VPC_CIDR,
    securityGroups: groupIdentifiers(account, instance).map(({ GroupId: id, GroupName: name }) => ({ id, name })),
    ...keyPairOf(instance.publicKey, keyName),
    ...(userData === undefined ? {} : { userData: Buffer.from(userData, 'base64').toString() }),
    tags: instance.tags,
    options: {
      endpoint: metadataOptions.httpEndpoint,
      tokens: metadataOptions.httpTokens,
      tags: metadataOptions.instanceMetadataTags,
    },
    ...profileOf(opened),
    tokenKey: accountEntity(account).sealingKey,
  }
}

/** `publicKey` is an OpenSSH line: type, key, comment. */
function keyPairOf(publicKey: string | undefined, name = ''): Pick<MetadataFacts, 'keyPair'> {
  if (publicKey === undefined) return {}
  return { keyPair: { name, publicKey: publicKey.split(' ').slice(0, 2).join(' ') } }
}

function profileOf({ account, instance: { profile } }: OpenInstance): Pick<MetadataFacts, 'profile'> {
  if (!profile) return {}
  const found = account.get('InstanceProfile', profile.instanceProfileId)
  const role = found?.roleId === undefined ? undefined : account.get('Role', found.roleId)
  return {
    profile: {
      ...{ arn: profile.arn, id: profile.instanceProfileId, associatedAt: profile.since, exists: found !== undefined },
      ...(role ? { roleName: role.roleName } : {}),
    },
  }
}
