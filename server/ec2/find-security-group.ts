import type { AccountView, Entity } from '../account/account.js'
import type { SecurityGroup, SecurityGroupRule } from '../account/entities.js'
import type { AwsError } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import { clipped } from '../bounds/clipped.js'
import { defaultVpcId } from './default-network.js'
import { notFound } from './not-found.js'
import { fixedResourceId, getInRegion, inRegion } from './regional.js'

export const defaultGroupId = (accountId: string, region: string): string => fixedResourceId('sg', accountId, region, 'default')

/**
 * The group that a Region has from the start, as long as nobody has changed it. As in many a lab's account it lets SSH
 * in; at AWS, it lets in only what comes from the group itself.
 * Source: Amazon VPC User Guide, "Default security groups".
 */
function untouchedDefault(accountId: string, region: string): SecurityGroup {
  const groupId = defaultGroupId(accountId, region)
  const rule = (name: string, values: Omit<SecurityGroupRule, 'ruleId' | 'tags'>): SecurityGroupRule => ({
    ruleId: fixedResourceId('sgr', accountId, region, name),
    ...values,
    tags: [],
  })
  return {
    groupId,
    region,
    groupName: 'default',
    description: 'default VPC security group',
    tags: [],
    rules: [
      rule('self', { isEgress: false, ...ALL_TRAFFIC, groupId }),
      rule('ssh', { isEgress: false, ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: ANYWHERE }),
      rule('egress', { isEgress: true, ...ALL_TRAFFIC, cidrIpv4: ANYWHERE }),
    ],
  }
}

export const ANYWHERE = '0.0.0.0/0'
export const ALL_TRAFFIC = { ipProtocol: '-1', fromPort: -1, toPort: -1 } as const

/** All security groups of a Region, the default one first. */
export function securityGroups(account: AccountView, region: string): readonly Entity<'SecurityGroup'>[] {
  const id = defaultGroupId(account.accountId, region)
  const others = inRegion(account, 'SecurityGroup', region).filter(({ groupId }) => groupId !== id)
  return [groupById(account, region, id) ?? untouchedDefault(account.accountId, region), ...others.sort(byId)]
}

const byId = (a: SecurityGroup, b: SecurityGroup): number => (a.groupId < b.groupId ? -1 : 1)

export function groupById(account: AccountView, region: string, groupId: string): Entity<'SecurityGroup'> | undefined {
  const group = getInRegion(account, 'SecurityGroup', region, groupId)
  if (group) return group
  return groupId === defaultGroupId(account.accountId, region) ? untouchedDefault(account.accountId, region) : undefined
}

/** Names are unique in a VPC, and have case. */
export function groupNamed(account: AccountView, region: string, name: string): Entity<'SecurityGroup'> | undefined {
  if (name === 'default') return groupById(account, region, defaultGroupId(account.accountId, region))
  return account.where('SecurityGroup', 'name', `${region}/${name}`)[0]
}

const NOT_FOUND = 'InvalidGroup.NotFound'
const MAX_ECHOED = 255

export const groupNotFound = (ids: readonly string[]): AwsError => notFound(NOT_FOUND, 'security group', ids)

/** Source: public replies. */
export function groupNameNotFound({ accountId }: AccountView, region: string, name: string): AwsError {
  const vpc = defaultVpcId(accountId, region)
  return ec2Error(NOT_FOUND, `The security group '${clipped(name, MAX_ECHOED)}' does not exist in default VPC '${vpc}'`)
}

/** The group that has a rule. */
export function groupOfRule(account: AccountView, region: string, ruleId: string): Entity<'SecurityGroup'> | undefined {
  const [stored] = account.where('SecurityGroup', 'rule', ruleId)
  if (stored) return stored.region === region ? stored : undefined
  const group = groupById(account, region, defaultGroupId(account.accountId, region))
  return group?.rules.some((rule) => rule.ruleId === ruleId) ? group : undefined
}
