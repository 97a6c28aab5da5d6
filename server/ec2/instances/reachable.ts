import type { AccountView } from '../../account/account.js'
import type { SecurityGroupRule } from '../../account/entities.js'
import { ipMatches } from '../../authorization/ip-address.js'
import { groupById } from '../find-security-group.js'
import type { Instance } from './lifecycle.js'

/**
 * Does one of an instance's security groups let packets from an address of outside in to a TCP port? A rule for the members
 * of a group names none. Source: Amazon VPC User Guide, "Security group rules".
 */
export const isReachable = (account: AccountView, instance: Instance, address: string, port: number): boolean =>
  instance.securityGroupIds
    .flatMap((id) => groupById(account, instance.region, id)?.rules ?? [])
    .some((rule) => !rule.isEgress && covers(rule, port) && isFrom(rule, address))

const covers = ({ ipProtocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean =>
  ipProtocol === '-1' || (ipProtocol === 'tcp' && fromPort <= port && port <= toPort)

const isFrom = ({ cidrIpv4, cidrIpv6 }: SecurityGroupRule, address: string): boolean =>
  [cidrIpv4, cidrIpv6].some((range) => range !== undefined && ipMatches(address, range))
