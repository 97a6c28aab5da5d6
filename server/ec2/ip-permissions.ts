import type { SecurityGroupRule } from '../account/entities.js'
import { invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error, missingParameter } from '../aws/ec2-errors.js'
import type { IpPermission, UserIdGroupPair } from '../aws/model/ec2.types.js'
import { clipped } from '../bounds/clipped.js'
import { canonicalV4, canonicalV6 } from './cidr.js'
import { notFound } from './not-found.js'
import { checkedText } from './text.js'

/** What a rule allows, without its name: two rules of a group differ in this. */
export type Permission = Pick<
  SecurityGroupRule,
  'ipProtocol' | 'fromPort' | 'toPort' | 'cidrIpv4' | 'cidrIpv6' | 'groupId' | 'description'
>

/** The parameters that both forms of a request have. */
export interface PermissionInput {
  IpPermissions?: IpPermission[] | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIp?: string | undefined
  SourceSecurityGroupName?: string | undefined
}

/** The id of a group that a rule names; throws if there is none. */
export type FindGroup = (pair: UserIdGroupPair) => string

/**
 * Every single permission of a request, whether it gives IpPermissions or the older single parameters. CIDR blocks become
 * canonical. Throws InvalidParameterValue, MissingParameter, InvalidPrefixListID.NotFound.
 * Sources: EC2 API Reference, "AuthorizeSecurityGroupIngress" and "IpPermission"; public replies.
 */
export function permissionsOf(input: PermissionInput, find: FindGroup): Permission[] {
  const permissions = (input.IpPermissions ?? [flat(input)]).flatMap((permission) => single(permission, find))
  const seen = new Set<string>()
  for (const permission of permissions) {
    const key = permissionKey(permission)
    if (seen.has(key)) throw invalidParameterValue('The same permission must not appear multiple times')
    seen.add(key)
  }
  return permissions
}

function flat({ IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName: GroupName }: PermissionInput): IpPermission {
  if (IpProtocol === undefined && CidrIp === undefined && GroupName === undefined) throw missingParameter('ipPermissions')
  // A whole group may be let in without a protocol.
  const protocol = IpProtocol ?? (GroupName === undefined ? undefined : '-1')
  return {
    IpProtocol: protocol,
    FromPort,
    ToPort,
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    ...(GroupName === undefined ? {} : { UserIdGroupPairs: [{ GroupName }] }),
  }
}

function single(permission: IpPermission, find: FindGroup): Permission[] {
  const { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] } = permission
  const traffic = trafficOf(permission)
  const found = [
    ...IpRanges.map(({ CidrIp = '', Description }) => ({
      cidrIpv4: block(CidrIp, canonicalV4(CidrIp)),
      ...described(Description),
    })),
    ...Ipv6Ranges.map(({ CidrIpv6 = '', Description }) => ({
      cidrIpv6: block(CidrIpv6, canonicalV6(CidrIpv6)),
      ...described(Description),
    })),
    ...UserIdGroupPairs.map((pair) => ({ groupId: find(pair), ...described(pair.Description) })),
  ]
  const [list] = PrefixListIds
  if (list) throw notFound('InvalidPrefixListID.NotFound', 'prefix list ID', [list.PrefixListId ?? ''])
  if (found.length === 0) throw missingParameter('cidrIp')
  return found.map((source) => ({ ...traffic, ...source }))
}

function block(given: string, canonical: string | undefined): string {
  if (canonical !== undefined) return canonical
  throw invalidParameterValue(`CIDR block ${clipped(given, MAX_ECHOED)} is malformed`)
}

const MAX_ECHOED = 100

/** Source: EC2 API Reference, "IpRange". */
const DESCRIPTION = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/

function described(text: string | undefined): Pick<Permission, 'description'> {
  if (text === undefined || text === '') return {}
  if (!DESCRIPTION.test(text)) {
    throw ec2Error(
      'InvalidParameterValue',
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    )
  }
  return { description: checkedText('Description', text) }
}

/** By number. Source: IANA, "Protocol Numbers"; EC2 API Reference, "IpPermission". */
const NAMED: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6', all: '-1' }
const ALL = -1

function trafficOf({ IpProtocol, FromPort, ToPort }: IpPermission): Pick<Permission, 'ipProtocol' | 'fromPort' | 'toPort'> {
  if (IpProtocol === undefined || IpProtocol === '') throw missingParameter('ipProtocol')
  const lower = IpProtocol.toLowerCase()
  const ipProtocol = NAMED[lower] ?? lower
  switch (ipProtocol) {
    case 'tcp':
    case 'udp':
      return { ipProtocol, ...ports(ipProtocol, FromPort, ToPort) }
    case 'icmp':
    case 'icmpv6':
      return { ipProtocol, ...icmp(FromPort, ToPort) }
    default:
      if (ipProtocol !== '-1' && !(/^\d{1,3}$/.test(ipProtocol) && Number(ipProtocol) < 256)) {
        throw invalidParameterValue(`Invalid value '${clipped(IpProtocol, MAX_ECHOED)}' for IP protocol. Unknown protocol.`)
      }
      // Ports play no part, whatever they are.
      return { ipProtocol, fromPort: ALL, toPort: ALL }
  }
}

function ports(protocol: string, from: number | undefined, to: number | undefined) {
  if (from === undefined || to === undefined) {
    throw invalidParameterValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
  }
  if (from < 0 || to > 65_535 || from > to) {
    throw invalidParameterValue(`Invalid ${protocol.toUpperCase()} port range (${from}:${to})`)
  }
  return { fromPort: from, toPort: to }
}

/** Type and code. */
function icmp(type = ALL, code = ALL) {
  if (type < ALL || type > 255 || code < ALL || code > 255) {
    throw invalidParameterValue(`ICMP code (${type}:${code}) is invalid.`)
  }
  return { fromPort: type, toPort: code }
}

/** Equal for permissions that allow the same. */
export const permissionKey = ({ ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, groupId }: Permission): string =>
  [ipProtocol, fromPort, toPort, cidrIpv4 ?? cidrIpv6 ?? groupId].join(' ')

/** `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`. Source: a recorded reply. */
export function printedPermission(permission: Permission): string {
  const { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, groupId } = permission
  const number = (value: number): string => (value === ALL ? 'ALL' : String(value))
  const traffic = ipProtocol.startsWith('icmp')
    ? [`type: ${number(fromPort)}`, `code: ${number(toPort)}`]
    : fromPort === ALL
      ? []
      : [`from port: ${fromPort}`, `to port: ${toPort}`]
  const protocol = ipProtocol === '-1' ? 'ALL' : ipProtocol.toUpperCase()
  return [`peer: ${cidrIpv4 ?? cidrIpv6 ?? groupId}`, protocol, ...traffic, 'ALLOW'].join(', ')
}

/** Rules as DescribeSecurityGroups shows them: those for the same traffic in one. */
export function ipPermissions(rules: readonly SecurityGroupRule[], owner: string): IpPermission[] {
  const byTraffic = new Map<string, SecurityGroupRule[]>()
  for (const rule of rules) {
    const key = [rule.ipProtocol, rule.fromPort, rule.toPort].join(' ')
    byTraffic.set(key, [...(byTraffic.get(key) ?? []), rule])
  }
  return [...byTraffic.values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...shownTraffic(first), ...shownSources(same, owner) }] : []
  })
}

/** For all traffic there are no ports. */
const shownTraffic = ({ ipProtocol, fromPort, toPort }: Permission): IpPermission =>
  ipProtocol === '-1' ? { IpProtocol: ipProtocol } : { IpProtocol: ipProtocol, FromPort: fromPort, ToPort: toPort }

/** The sources of permissions for the same traffic. */
export function shownSources(
  permissions: readonly Permission[],
  owner: string,
): Omit<IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  const words = ({ description }: Permission) => (description === undefined ? {} : { Description: description })
  return {
    UserIdGroupPairs: permissions.flatMap((one) =>
      one.groupId === undefined ? [] : [{ GroupId: one.groupId, UserId: owner, ...words(one) }],
    ),
    IpRanges: permissions.flatMap((one) => (one.cidrIpv4 === undefined ? [] : [{ CidrIp: one.cidrIpv4, ...words(one) }])),
    Ipv6Ranges: permissions.flatMap((one) => (one.cidrIpv6 === undefined ? [] : [{ CidrIpv6: one.cidrIpv6, ...words(one) }])),
    PrefixListIds: [],
  }
}

/** A permission that no rule allows, as RevokeSecurityGroupIngress tells it. */
export const unknownPermission = (permission: Permission, owner: string): IpPermission => ({
  ...shownTraffic(permission),
  ...shownSources([permission], owner),
})
