import { ec2Arn } from './arns.js'
import { defaultSubnets, defaultVpcId } from './default-network.js'
import { describe } from './describe.js'
import { fixedTaggable, fixedTags } from './fixed-tags.js'
import { notFound } from './not-found.js'

const NOT_FOUND = { code: 'InvalidSubnetID.NotFound', noun: 'subnet ID' }

export const subnetNotFound = (ids: readonly string[]) => notFound(NOT_FOUND.code, NOT_FOUND.noun, ids)

/** A /20 has 4,096 addresses, of which AWS keeps five. */
const FREE_ADDRESSES = 4091

/**
 * Lists the subnets of the Region: the default one of each Availability Zone.
 * Errors: InvalidSubnetID.NotFound, InvalidSubnetID.Malformed.
 * @differs There are only default subnets, and instances don't lower the number of free addresses.
 * Source: EC2 API Reference, "DescribeSubnets"; Amazon VPC User Guide, "Default subnets".
 */
export const DescribeSubnets = describe('DescribeSubnets', {
  member: 'Subnets',
  items: ({ account, request: { region } }) =>
    defaultSubnets(account.accountId, region).map(({ subnetId, zone, cidr }) => ({
      SubnetId: subnetId,
      SubnetArn: ec2Arn(region, account.accountId, 'subnet', subnetId),
      VpcId: defaultVpcId(account.accountId, region),
      OwnerId: account.accountId,
      CidrBlock: cidr,
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      AvailableIpAddressCount: FREE_ADDRESSES,
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
      MapCustomerOwnedIpOnLaunch: false,
      AssignIpv6AddressOnCreation: false,
      Ipv6CidrBlockAssociationSet: [],
      EnableDns64: false,
      Ipv6Native: false,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: 'ip-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: false,
      },
      State: 'available',
      Tags: [...fixedTags(account, subnetId)],
    })),
  key: ({ SubnetId }) => SubnetId,
  named: [{ member: 'SubnetIds', set: 'subnetIds', of: ({ SubnetId }) => SubnetId, missing: subnetNotFound }],
  filters: {
    values: {
      availabilityZone: ({ AvailabilityZone }) => AvailabilityZone,
      'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
      availabilityZoneId: ({ AvailabilityZoneId }) => AvailabilityZoneId,
      'availability-zone-id': ({ AvailabilityZoneId }) => AvailabilityZoneId,
      'available-ip-address-count': ({ AvailableIpAddressCount }) => AvailableIpAddressCount,
      cidr: ({ CidrBlock }) => CidrBlock,
      cidrBlock: ({ CidrBlock }) => CidrBlock,
      'cidr-block': ({ CidrBlock }) => CidrBlock,
      defaultForAz: ({ DefaultForAz }) => DefaultForAz,
      'default-for-az': ({ DefaultForAz }) => DefaultForAz,
      'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch,
      'owner-id': ({ OwnerId }) => OwnerId,
      state: ({ State }) => State,
      'subnet-arn': ({ SubnetArn }) => SubnetArn,
      'subnet-id': ({ SubnetId }) => SubnetId,
      'vpc-id': ({ VpcId }) => VpcId,
    },
    tags: ({ Tags }) => Tags,
  },
  shown: (subnet) => subnet,
})

export const subnetTags = fixedTaggable({ type: 'subnet', ...NOT_FOUND }, (accountId, region) =>
  defaultSubnets(accountId, region).map(({ subnetId }) => subnetId),
)
