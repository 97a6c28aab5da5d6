import type { AccountView } from '../account/account.js'
import type { SecurityGroup, SecurityGroupRule } from '../account/entities.js'
import { EC2_QUOTA } from '../account/quotas.js'
import type { AwsError } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import type { Filter, SecurityGroupRule as ShownRule } from '../aws/model/ec2.types.js'
import { type Context, operation } from '../runner/operation.js'
import { ec2Arn } from './arns.js'
import { describe } from './describe.js'
import { groupOfRule, securityGroups } from './find-security-group.js'
import {
  type FindGroup,
  type Permission,
  permissionKey,
  permissionsOf,
  printedPermission,
  unknownPermission,
} from './ip-permissions.js'
import { creating, onResource } from './needs.js'
import { notFound } from './not-found.js'
import { newResourceId } from './regional.js'
import { checkNamesGroup, findGroup, onGroup } from './security-groups.js'
import type { Taggable } from './taggable.js'
import { tagLimitExceeded, tagsAtCreation } from './tags.js'

const TYPE = 'security-group-rule'

const ruleNotFound = (ids: readonly string[]): AwsError =>
  notFound('InvalidSecurityGroupRuleId.NotFound', 'security group rule ID', ids)

/** A group of this account and Region, which a rule names by id or by name. */
const finder =
  (where: Pick<Context<unknown>, 'account' | 'request'>): FindGroup =>
  (pair) =>
    findGroup(where, pair).groupId

/** Before authorization it isn't looked up whether a group exists. */
const anyGroup: FindGroup = ({ GroupId, GroupName }) => GroupId ?? GroupName ?? ''

/**
 * Adds rules that let traffic in.
 * Limit: 60 rules in each direction.
 * Errors: InvalidGroup.NotFound, InvalidPermission.Duplicate, InvalidParameterValue, RulesPerSecurityGroupLimitExceeded.
 * @differs All rules of a group together have 100 tags at most, and there are no prefix lists.
 * Source: EC2 API Reference, "AuthorizeSecurityGroupIngress"; a recorded reply.
 */
export const AuthorizeSecurityGroupIngress = operation('ec2', 'AuthorizeSecurityGroupIngress', {
  check({ input }) {
    checkNamesGroup({ input })
    tagsAtCreation(input.TagSpecifications, TYPE)
    permissionsOf(input, anyGroup)
  },
  needs(context) {
    const group = onGroup(context, context.input)
    const tags = tagsAtCreation(context.input.TagSpecifications, TYPE)
    if (tags.length === 0) return group
    const [, ...tag] = creating(onResource(context, TYPE, '*'), 'AuthorizeSecurityGroupIngress', tags)
    return [group, ...tag]
  },
  handle(context) {
    const { account, input, random } = context
    const group = findGroup(context, input)
    const permissions = permissionsOf(input, finder(context))
    const present = new Set(group.rules.filter(({ isEgress }) => !isEgress).map(permissionKey))
    const twice = permissions.find((permission) => present.has(permissionKey(permission)))
    if (twice) {
      throw ec2Error('InvalidPermission.Duplicate', `the specified rule "${printedPermission(twice)}" already exists`)
    }
    if (present.size + permissions.length > EC2_QUOTA.RulesPerSecurityGroup) {
      const message = 'The maximum number of rules per security group has been reached.'
      const facts = { limit: EC2_QUOTA.RulesPerSecurityGroup }
      throw ec2Error('RulesPerSecurityGroupLimitExceeded', message, 'quota-security-group-rules', facts)
    }
    const tags = tagsAtCreation(input.TagSpecifications, TYPE)
    const added = permissions.map(
      (permission): SecurityGroupRule => ({ ruleId: newResourceId('sgr', random), isEgress: false, ...permission, tags }),
    )
    account.put('SecurityGroup', withinTagQuota({ ...group, rules: [...group.rules, ...added] }))
    return { Return: true, SecurityGroupRules: added.map((rule) => shownRule(account, group, rule)) }
  },
})

function withinTagQuota(group: SecurityGroup): SecurityGroup {
  const count = group.rules.reduce((sum, { tags }) => sum + tags.length, 0)
  if (count <= EC2_QUOTA.RuleTagsPerSecurityGroup) return group
  throw tagLimitExceeded(EC2_QUOTA.RuleTagsPerSecurityGroup)
}

function shownRule(account: AccountView, { region, groupId }: SecurityGroup, rule: SecurityGroupRule): ShownRule {
  const { ruleId, isEgress, tags } = rule
  const { accountId } = account
  return {
    SecurityGroupRuleId: ruleId,
    GroupId: groupId,
    GroupOwnerId: accountId,
    IsEgress: isEgress,
    ...shownPermission(rule),
    ...(rule.groupId === undefined ? {} : { ReferencedGroupInfo: { GroupId: rule.groupId, UserId: accountId } }),
    Tags: [...tags],
    SecurityGroupRuleArn: ec2Arn(region, accountId, TYPE, ruleId),
  }
}

const shownPermission = ({ ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, description }: Permission) => ({
  IpProtocol: ipProtocol,
  FromPort: fromPort,
  ToPort: toPort,
  ...(cidrIpv4 === undefined ? {} : { CidrIpv4: cidrIpv4 }),
  ...(cidrIpv6 === undefined ? {} : { CidrIpv6: cidrIpv6 }),
  ...(description === undefined ? {} : { Description: description }),
})

/**
 * Removes rules that let traffic in, by what they allow or by their IDs. A rule that doesn't exist is no error in a default
 * VPC: the answer names it.
 * Errors: InvalidGroup.NotFound, InvalidSecurityGroupRuleId.NotFound, InvalidParameterValue.
 * Source: EC2 API Reference, "RevokeSecurityGroupIngress".
 */
export const RevokeSecurityGroupIngress = operation('ec2', 'RevokeSecurityGroupIngress', {
  check({ input }) {
    checkNamesGroup({ input })
    if (!input.SecurityGroupRuleIds?.length) permissionsOf(input, anyGroup)
  },
  needs: (context) => onGroup(context, context.input),
  handle(context) {
    const { account, input } = context
    const group = findGroup(context, input)
    const inbound = group.rules.filter(({ isEgress }) => !isEgress)
    const { revoked, unknown } = input.SecurityGroupRuleIds?.length
      ? { revoked: rulesOfIds(inbound, input.SecurityGroupRuleIds), unknown: [] }
      : rulesOf(inbound, permissionsOf(input, finder(context)))
    if (revoked.length > 0) {
      const gone = new Set(revoked.map(({ ruleId }) => ruleId))
      account.put('SecurityGroup', { ...group, rules: group.rules.filter(({ ruleId }) => !gone.has(ruleId)) })
    }
    return {
      Return: true,
      UnknownIpPermissions: unknown.map((permission) => unknownPermission(permission, account.accountId)),
      RevokedSecurityGroupRules: revoked.map((rule) => ({
        SecurityGroupRuleId: rule.ruleId,
        GroupId: group.groupId,
        IsEgress: false,
        ...shownPermission(rule),
        ...(rule.groupId === undefined ? {} : { ReferencedGroupId: rule.groupId }),
      })),
    }
  },
})

function rulesOfIds(rules: readonly SecurityGroupRule[], ids: readonly string[]): readonly SecurityGroupRule[] {
  const wanted = new Set(ids)
  const found = rules.filter(({ ruleId }) => wanted.has(ruleId))
  const known = new Set(found.map(({ ruleId }) => ruleId))
  const unknown = [...wanted].filter((id) => !known.has(id))
  if (unknown.length > 0) throw ruleNotFound(unknown)
  return found
}

function rulesOf(rules: readonly SecurityGroupRule[], permissions: readonly Permission[]) {
  const wanted = new Set(permissions.map(permissionKey))
  const revoked = rules.filter((rule) => wanted.has(permissionKey(rule)))
  const known = new Set(revoked.map(permissionKey))
  return { revoked, unknown: permissions.filter((permission) => !known.has(permissionKey(permission))) }
}

/** Every rule of the Region. */
function* rulesOfRegion(account: AccountView, region: string) {
  for (const group of securityGroups(account, region)) for (const rule of group.rules) yield { account, group, rule }
}

/**
 * Lists the rules of security groups.
 * Errors: InvalidSecurityGroupRuleId.NotFound, InvalidGroupId.Malformed (in the filter group-id).
 * Source: EC2 API Reference, "DescribeSecurityGroupRules"; a recorded reply.
 */
export const DescribeSecurityGroupRules = describe('DescribeSecurityGroupRules', {
  member: 'SecurityGroupRules',
  check: ({ input }) => checkGroupIds(input.Filters),
  items: ({ account, request }) => rulesOfRegion(account, request.region),
  key: ({ rule }) => rule.ruleId,
  named: [
    { member: 'SecurityGroupRuleIds', set: 'securityGroupRuleIds', of: ({ rule }) => rule.ruleId, missing: ruleNotFound },
  ],
  filters: {
    values: { 'group-id': ({ group }) => group.groupId, 'security-group-rule-id': ({ rule }) => rule.ruleId },
    tags: ({ rule }) => rule.tags,
  },
  shown: ({ account, group, rule }) => shownRule(account, group, rule),
})

function checkGroupIds(filters: readonly Filter[] = []): void {
  const ids = filters.filter(({ Name }) => Name === 'group-id').flatMap(({ Values = [] }) => Values)
  const wrong = ids.find((id) => !/^sg-[0-9a-f*?]+$/.test(id))
  if (wrong !== undefined) throw ec2Error('InvalidGroupId.Malformed', `The security group ID '${wrong}' is malformed`)
}

export const securityGroupRuleTags: Taggable = {
  type: TYPE,
  prefix: 'sgr',
  *all(account, region) {
    for (const { rule } of rulesOfRegion(account, region)) yield { id: rule.ruleId, tags: rule.tags }
  },
  find(account, region, id) {
    const found = groupOfRule(account, region, id)
    const rule = found?.rules.find(({ ruleId }) => ruleId === id)
    if (!found || !rule) return undefined
    return {
      tags: rule.tags,
      put(draft, tags) {
        // Another rule of the group may have changed in the same request.
        const group = draft.get('SecurityGroup', found.groupId) ?? found
        const rules = group.rules.map((one) => (one.ruleId === id ? { ...one, tags } : one))
        draft.put('SecurityGroup', withinTagQuota({ ...group, rules }))
      },
    }
  },
  missing: (id) => ruleNotFound([id]),
}

export const securityGroupRuleOperations = [
  AuthorizeSecurityGroupIngress,
  RevokeSecurityGroupIngress,
  DescribeSecurityGroupRules,
]
