import type { AccountView } from '../../account/account.js'
import type { Tag } from '../../account/entities.js'
import type { RunInstancesRequest } from '../../aws/model/ec2.types.js'
import { requestTagContext } from '../../iam/tag-context.js'
import type { Need } from '../../runner/operation.js'
import { ec2Arn } from '../arns.js'
import { defaultVpcId } from '../default-network.js'
import { groupById } from '../find-security-group.js'
import { fixedTags } from '../fixed-tags.js'
import { imageIn } from '../images.js'
import { keyPairNamed } from '../key-pairs.js'
import { resourceTagKeys } from '../needs.js'
import { tagsAtCreation } from '../tags.js'
import { passRole, profileArnIn } from './instance-profiles.js'
import { chosenSubnet, DEFAULT_TYPE, namedGroups, ROOT_GIB, wantsPublicAddress } from './launch.js'
import { LAUNCHED } from './launch-checks.js'

type Values = Record<string, string | string[]>
type Given = Record<string, string | undefined>

const present = (values: Given): Values =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))

/**
 * What a launch must be allowed: RunInstances on each resource that it uses or makes, in AWS's order, CreateTags on what
 * gets tags, and PassRole on the profile's role. A parameter of the metadata service counts if the request has it.
 * Sources: Service Authorization Reference, "RunInstances"; EC2 User Guide, "Example policies to control access".
 */
export function launchNeeds(account: AccountView, region: string, input: RunInstancesRequest): Need[] {
  const { accountId } = account
  const arn = (type: string, id: string) => ec2Arn(region, accountId, type, id)
  const subnet = chosenSubnet(account, region, input)
  const subnetId = subnet?.subnetId ?? input.NetworkInterfaces?.[0]?.SubnetId ?? input.SubnetId
  const zone = subnet?.zone.name ?? input.Placement?.AvailabilityZone
  const vpc = arn('vpc', defaultVpcId(accountId, region))
  const tagged = (type: (typeof LAUNCHED)[number]): Tag[] => tagsAtCreation(input.TagSpecifications, type, LAUNCHED)
  const groups = namedGroups(account, region, input)
  const needs: Need[] = [
    {
      resource: arn('instance', '*'),
      context: { ...instanceKeys(account, input, zone), ...requestTagContext(tagged('instance')) },
    },
    { resource: ec2Arn(region, '', 'image', input.ImageId ?? ''), context: imageKeys(region, input.ImageId ?? '') },
    {
      resource: arn('subnet', subnetId ?? '*'),
      context: {
        ...present({ 'ec2:AvailabilityZone': zone, 'ec2:SubnetID': subnetId, 'ec2:Vpc': vpc }),
        ...resourceTagKeys(subnet ? fixedTags(account, subnet.subnetId) : []),
      },
    },
    {
      resource: arn('network-interface', '*'),
      context: {
        ...present({
          'ec2:AvailabilityZone': zone,
          'ec2:Subnet': subnetId === undefined ? undefined : arn('subnet', subnetId),
          'ec2:Vpc': vpc,
          'ec2:AssociatePublicIpAddress': String(wantsPublicAddress(input)),
        }),
        ...requestTagContext(tagged('network-interface')),
      },
    },
    ...volumeKeys(region, input).map((context) => ({
      resource: arn('volume', '*'),
      context: { ...present({ 'ec2:AvailabilityZone': zone }), ...context, ...requestTagContext(tagged('volume')) },
    })),
    ...groups.map((id = '*') => ({
      resource: arn('security-group', id),
      context: {
        'ec2:SecurityGroupID': id,
        'ec2:Vpc': vpc,
        ...resourceTagKeys(groupById(account, region, id)?.tags ?? []),
      },
    })),
    ...keyPairNeed(account, region, input),
  ]
  const tagging = LAUNCHED.filter((type) => tagged(type).length > 0).map((type) => ({
    action: 'ec2:CreateTags',
    resource: arn(type, '*'),
    context: { 'ec2:CreateAction': 'RunInstances', ...requestTagContext(tagged(type)) },
  }))
  return [...needs, ...tagging, ...passRole(account, input.IamInstanceProfile, arn('instance', '*'))]
}

const textOf = (value: boolean | number | undefined): string | undefined => (value === undefined ? undefined : String(value))

function instanceKeys(account: AccountView, input: RunInstancesRequest, zone: string | undefined): Values {
  const { MetadataOptions: metadata = {} } = input
  return present({
    'ec2:AvailabilityZone': zone,
    'ec2:EbsOptimized': String(input.EbsOptimized ?? false),
    'ec2:InstanceMarketType': 'on-demand',
    'ec2:InstanceMetadataTags': metadata.InstanceMetadataTags,
    'ec2:InstanceProfile': profileArnIn(account, input.IamInstanceProfile),
    'ec2:InstanceType': input.InstanceType ?? DEFAULT_TYPE,
    'ec2:MetadataHttpEndpoint': metadata.HttpEndpoint,
    'ec2:MetadataHttpPutResponseHopLimit': textOf(metadata.HttpPutResponseHopLimit),
    'ec2:MetadataHttpTokens': metadata.HttpTokens,
    'ec2:RootDeviceType': 'ebs',
    'ec2:Tenancy': 'default',
  })
}

function imageKeys(region: string, imageId: string): Values {
  if (!imageIn(region, imageId)) return { 'ec2:ImageID': imageId }
  return {
    'ec2:ImageID': imageId,
    'ec2:ImageType': 'machine',
    'ec2:Owner': 'amazon',
    'ec2:Public': 'true',
    'ec2:RootDeviceType': 'ebs',
  }
}

/** One set of keys for each volume that the launch makes. */
function volumeKeys(region: string, input: RunInstancesRequest): Values[] {
  const image = imageIn(region, input.ImageId ?? '')
  const mappings = (input.BlockDeviceMappings ?? []).filter(({ NoDevice }) => NoDevice === undefined)
  const isRoot = (name: string | undefined) => name !== undefined && name === image?.rootDeviceName
  const root = mappings.find(({ DeviceName }) => isRoot(DeviceName))?.Ebs ?? {}
  const rest = mappings.filter(({ DeviceName, Ebs }) => Ebs && !isRoot(DeviceName)).map(({ Ebs = {} }) => Ebs)
  const all = [{ VolumeSize: ROOT_GIB, VolumeType: image?.volumeType, ...root }, ...rest]
  return all.map((ebs) =>
    present({
      'ec2:Encrypted': String(ebs.Encrypted ?? false),
      'ec2:VolumeIops': textOf(ebs.Iops),
      'ec2:VolumeSize': textOf(ebs.VolumeSize),
      'ec2:VolumeThroughput': textOf(ebs.Throughput),
      'ec2:VolumeType': ebs.VolumeType ?? 'gp2',
    }),
  )
}

function keyPairNeed(account: AccountView, region: string, { KeyName: name }: RunInstancesRequest): Need[] {
  if (name === undefined) return []
  const keyPair = keyPairNamed(account, region, name)
  const context = {
    'ec2:KeyPairName': name,
    ...(keyPair ? { 'ec2:KeyPairType': keyPair.keyType, ...resourceTagKeys(keyPair.tags) } : {}),
  }
  return [{ resource: ec2Arn(region, account.accountId, 'key-pair', name), context }]
}
