import { DEFAULT_VPC_CIDR, defaultVpcId } from './default-network.js'
import { describe } from './describe.js'
import { fixedTaggable, fixedTags } from './fixed-tags.js'
import { notFound } from './not-found.js'
import { fixedResourceId } from './regional.js'

const NOT_FOUND = { code: 'InvalidVpcID.NotFound', noun: 'vpc ID' }

/** The Region's VPCs: there is its default one. */
const vpcIds = (accountId: string, region: string): readonly string[] => [defaultVpcId(accountId, region)]

export const vpcNotFound = (ids: readonly string[]) => notFound(NOT_FOUND.code, NOT_FOUND.noun, ids)

/**
 * Lists the VPCs of the Region.
 * Errors: InvalidVpcID.NotFound, InvalidVpcID.Malformed.
 * @differs Each Region has its default VPC, and there are no others.
 * Source: EC2 API Reference, "DescribeVpcs"; Amazon VPC User Guide, "Default VPCs".
 */
export const DescribeVpcs = describe('DescribeVpcs', {
  member: 'Vpcs',
  items: ({ account, request: { region } }) =>
    vpcIds(account.accountId, region).map((vpcId) => ({
      VpcId: vpcId,
      OwnerId: account.accountId,
      CidrBlock: DEFAULT_VPC_CIDR,
      CidrBlockAssociationSet: [
        {
          AssociationId: fixedResourceId('vpc-cidr-assoc', account.accountId, region, vpcId),
          CidrBlock: DEFAULT_VPC_CIDR,
          CidrBlockState: { State: 'associated' },
        },
      ],
      DhcpOptionsId: fixedResourceId('dopt', account.accountId, region, 'default'),
      InstanceTenancy: 'default',
      IsDefault: true,
      State: 'available',
      Tags: [...fixedTags(account, vpcId)],
    })),
  key: ({ VpcId }) => VpcId,
  named: [{ member: 'VpcIds', set: 'vpcIds', of: ({ VpcId }) => VpcId, missing: vpcNotFound }],
  filters: {
    values: {
      cidr: ({ CidrBlock }) => CidrBlock,
      'cidr-block-association.association-id': ({ CidrBlockAssociationSet: [first] }) => first?.AssociationId,
      'cidr-block-association.cidr-block': ({ CidrBlock }) => CidrBlock,
      'cidr-block-association.state': () => 'associated',
      'dhcp-options-id': ({ DhcpOptionsId }) => DhcpOptionsId,
      'is-default': ({ IsDefault }) => IsDefault,
      isDefault: ({ IsDefault }) => IsDefault,
      'owner-id': ({ OwnerId }) => OwnerId,
      state: ({ State }) => State,
      'vpc-id': ({ VpcId }) => VpcId,
    },
    tags: ({ Tags }) => Tags,
  },
  shown: (vpc) => vpc,
})

export const vpcTags = fixedTaggable({ type: 'vpc', ...NOT_FOUND }, vpcIds)
