import type { AccountView, Entity } from '../account/account.js'
import type { SecurityGroup, SecurityGroupRule } from '../account/entities.js'
import { EC2_QUOTA } from '../account/quotas.js'
import { invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error, missingParameter } from '../aws/ec2-errors.js'
import { type Context, type Need, operation } from '../runner/operation.js'
import { ec2Arn } from './arns.js'
import { defaultVpcId } from './default-network.js'
import { describe } from './describe.js'
import {
  ALL_TRAFFIC,
  ANYWHERE,
  defaultGroupId,
  groupById,
  groupNamed,
  groupNameNotFound,
  groupNotFound,
  securityGroups,
} from './find-security-group.js'
import { isPresent } from './instances/lifecycle.js'
import { ipPermissions } from './ip-permissions.js'
import { creating, onResource } from './needs.js'
import { newResourceId } from './regional.js'
import type { Taggable } from './taggable.js'
import { tagsAtCreation } from './tags.js'
import { checkedText } from './text.js'
import { vpcNotFound } from './vpcs.js'

type Where = Pick<Context<unknown>, 'account' | 'request'>
interface Names {
  GroupId?: string | undefined
  GroupName?: string | undefined
}

/** Throws MissingParameter for a request that names no group. */
export function checkNamesGroup({ input: { GroupId, GroupName } }: { input: Names }): void {
  if (!GroupId && !GroupName) throw missingParameter('groupName or groupId')
}

const namedGroup = ({ account, request: { region } }: Where, { GroupId, GroupName = '' }: Names) =>
  GroupId ? groupById(account, region, GroupId) : groupNamed(account, region, GroupName)

/** By id or name; throws InvalidGroup.NotFound. */
export function findGroup(where: Where, names: Names): Entity<'SecurityGroup'> {
  const group = namedGroup(where, names)
  if (group) return group
  if (names.GroupId) throw groupNotFound([names.GroupId])
  throw groupNameNotFound(where.account, where.request.region, names.GroupName ?? '')
}

/** Authorization on the group that a request names, whether it exists or not. */
export function onGroup(context: Where, names: Names, need: { action?: string } = {}): Need {
  const group = namedGroup(context, names)
  const id = group?.groupId ?? names.GroupId ?? '*'
  return onResource(context as never, 'security-group', id, {
    ...need,
    tags: group?.tags ?? [],
    context: groupKeys(context, id),
  })
}

/** Source: Service Authorization Reference, "Resource types defined by Amazon EC2". */
function groupKeys({ account, request: { region } }: Where, id: string): Record<string, string> {
  const vpc = defaultVpcId(account.accountId, region)
  return {
    ...(id === '*' ? {} : { 'ec2:SecurityGroupID': id }),
    'ec2:Vpc': ec2Arn(region, account.accountId, 'vpc', vpc),
  }
}

const RESERVED = /^sg-/i

/**
 * Creates a security group, which lets everything out and nothing in.
 * Limit: 500 in all Regions together.
 * Errors: InvalidGroup.Duplicate, InvalidParameterValue, InvalidVpcID.NotFound, SecurityGroupLimitExceeded.
 * @differs The limit of AWS is 2,500 in each Region.
 * Source: EC2 API Reference, "CreateSecurityGroup"; public replies.
 */
export const CreateSecurityGroup = operation('ec2', 'CreateSecurityGroup', {
  check({ input: { GroupName, Description, TagSpecifications } }) {
    checkedText('GroupName', GroupName)
    checkedText('GroupDescription', Description)
    if (RESERVED.test(GroupName)) {
      throw invalidParameterValue(
        `invalid value for parameter groupName: ${GroupName}. Group names may not be in the format sg-*.`,
      )
    }
    if (GroupName === 'default') throw invalidParameterValue('Cannot use reserved security group name: default')
    tagsAtCreation(TagSpecifications, 'security-group')
  },
  needs(context) {
    const { account, input, request } = context
    const vpc = input.VpcId ?? defaultVpcId(account.accountId, request.region)
    const group = onResource(context, 'security-group', '*', { context: groupKeys(context, '*') })
    const [create = group, ...tag] = creating(
      group,
      'CreateSecurityGroup',
      tagsAtCreation(input.TagSpecifications, 'security-group'),
    )
    return [create, onResource(context, 'vpc', vpc, { context: { 'ec2:VpcID': vpc } }), ...tag]
  },
  handle(context) {
    const { account, input, random, request } = context
    const { region } = request
    const vpc = defaultVpcId(account.accountId, region)
    if (input.VpcId !== undefined && input.VpcId !== vpc) throw vpcNotFound([input.VpcId])
    if (groupNamed(account, region, input.GroupName)) {
      throw ec2Error('InvalidGroup.Duplicate', `The security group '${input.GroupName}' already exists for VPC '${vpc}'`)
    }
    if (account.count('SecurityGroup') >= EC2_QUOTA.SecurityGroupsPerAccount) {
      const message = `The maximum number of security groups for VPC '${vpc}' has been reached.`
      const facts = { limit: EC2_QUOTA.SecurityGroupsPerAccount }
      throw ec2Error('SecurityGroupLimitExceeded', message, 'quota-security-groups', facts)
    }
    const group: SecurityGroup = {
      groupId: newResourceId('sg', random),
      region,
      groupName: input.GroupName,
      description: input.Description,
      tags: tagsAtCreation(input.TagSpecifications, 'security-group'),
      rules: [{ ruleId: newResourceId('sgr', random), isEgress: true, ...ALL_TRAFFIC, cidrIpv4: ANYWHERE, tags: [] }],
    }
    account.put('SecurityGroup', group)
    const { groupId, tags } = group
    return { GroupId: groupId, SecurityGroupArn: groupArn(account, group), Tags: [...tags] }
  },
  result: ({ GroupId }) => ({ groupId: GroupId }),
})

const groupArn = ({ accountId }: AccountView, { region, groupId }: SecurityGroup): string =>
  ec2Arn(region, accountId, 'security-group', groupId)

/**
 * Lists the security groups of the Region.
 * Errors: InvalidGroup.NotFound, InvalidGroupId.Malformed.
 * @differs The default group also lets SSH in from everywhere.
 * Source: EC2 API Reference, "DescribeSecurityGroups"; Amazon VPC User Guide, "Default security groups".
 */
export const DescribeSecurityGroups = describe('DescribeSecurityGroups', {
  member: 'SecurityGroups',
  items: ({ account, request }) =>
    securityGroups(account, request.region).map((group) => ({ group, account, inbound: direction(group, false) })),
  key: ({ group }) => group.groupId,
  size: ({ group }) => 1000 + 400 * group.rules.length,
  named: [
    { member: 'GroupIds', set: 'groupIds', of: ({ group }) => group.groupId, missing: groupNotFound },
    {
      member: 'GroupNames',
      set: 'groupNames',
      of: ({ group }) => group.groupName,
      missing: ([name = ''], { account, request }) => groupNameNotFound(account, request.region, name),
    },
  ],
  filters: {
    values: {
      description: ({ group }) => group.description,
      'group-id': ({ group }) => group.groupId,
      'group-name': ({ group }) => group.groupName,
      'owner-id': ({ account }) => account.accountId,
      'vpc-id': ({ account, group }) => defaultVpcId(account.accountId, group.region),
      'ip-permission.cidr': ({ inbound }) => inbound.map(({ cidrIpv4 }) => cidrIpv4),
      'ip-permission.ipv6-cidr': ({ inbound }) => inbound.map(({ cidrIpv6 }) => cidrIpv6),
      'ip-permission.group-id': ({ inbound }) => inbound.map(({ groupId }) => groupId),
      'ip-permission.group-name': ({ account, group, inbound }) =>
        inbound.map(({ groupId }) => groupId && groupById(account, group.region, groupId)?.groupName),
      'ip-permission.user-id': ({ account, inbound }) => inbound.map(({ groupId }) => groupId && account.accountId),
      'ip-permission.prefix-list-id': () => undefined,
      'ip-permission.protocol': ({ inbound }) => inbound.map(({ ipProtocol }) => ipProtocol),
      'ip-permission.from-port': ({ inbound }) => inbound.map(({ fromPort }) => fromPort),
      'ip-permission.to-port': ({ inbound }) => inbound.map(({ toPort }) => toPort),
      'egress.ip-permission.cidr': ({ group }) => direction(group, true).map(({ cidrIpv4 }) => cidrIpv4),
      'egress.ip-permission.protocol': ({ group }) => direction(group, true).map(({ ipProtocol }) => ipProtocol),
    },
    tags: ({ group }) => group.tags,
  },
  shown: ({ group, account }) => ({
    GroupId: group.groupId,
    IpPermissionsEgress: ipPermissions(direction(group, true), account.accountId),
    Tags: [...group.tags],
    VpcId: defaultVpcId(account.accountId, group.region),
    SecurityGroupArn: groupArn(account, group),
    OwnerId: account.accountId,
    GroupName: group.groupName,
    Description: group.description,
    IpPermissions: ipPermissions(direction(group, false), account.accountId),
  }),
})

const direction = ({ rules }: SecurityGroup, egress: boolean): readonly SecurityGroupRule[] =>
  rules.filter(({ isEgress }) => isEgress === egress)

/**
 * Deletes a security group that nothing uses.
 * Errors: InvalidGroup.NotFound, CannotDelete (the default group), DependencyViolation.
 * Source: EC2 API Reference, "DeleteSecurityGroup"; public replies.
 */
export const DeleteSecurityGroup = operation('ec2', 'DeleteSecurityGroup', {
  check: checkNamesGroup,
  needs: (context) => onGroup(context, context.input),
  handle(context) {
    const { account, input, request } = context
    const { groupId, groupName } = findGroup(context, input)
    if (groupId === defaultGroupId(account.accountId, request.region)) {
      const message = `the specified group: "${groupId}" name: "${groupName}" cannot be deleted by a user`
      throw ec2Error('CannotDelete', message)
    }
    if (isUsed(account, groupId)) {
      throw ec2Error('DependencyViolation', `resource ${groupId} has a dependent object`)
    }
    account.delete('SecurityGroup', groupId)
    return { Return: true, GroupId: groupId }
  },
})

/** Does another group's rule name this group, or does an instance have it? */
const isUsed = (account: AccountView, groupId: string): boolean =>
  account.where('SecurityGroup', 'peer', groupId).some((group) => group.groupId !== groupId) ||
  account.where('Instance', 'group', groupId).some(isPresent)

export const securityGroupTags: Taggable = {
  type: 'security-group',
  prefix: 'sg',
  all: (account, region) => securityGroups(account, region).map(({ groupId, tags }) => ({ id: groupId, tags })),
  find(account, region, id) {
    const group = groupById(account, region, id)
    return (
      group && {
        tags: group.tags,
        put: (draft, tags) => draft.put('SecurityGroup', { ...(draft.get('SecurityGroup', id) ?? group), tags }),
      }
    )
  },
  missing: (id) => groupNotFound([id]),
}

export const securityGroupOperations = [CreateSecurityGroup, DescribeSecurityGroups, DeleteSecurityGroup]
