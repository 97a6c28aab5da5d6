import type { AccountView } from '../../account/account.js'
import { type DefaultSubnet, defaultSubnets } from '../default-network.js'
import { groupById } from '../find-security-group.js'
import type { Instance } from './lifecycle.js'

/** Where an instance is: its subnet. */
export const subnetOf = (account: AccountView, { region, subnetId }: Instance): DefaultSubnet | undefined =>
  defaultSubnets(account.accountId, region).find((subnet) => subnet.subnetId === subnetId)

export const zoneOf = (account: AccountView, instance: Instance): string => subnetOf(account, instance)?.zone.name ?? ''

/** Its security groups as they are called now. */
export const groupIdentifiers = (account: AccountView, { region, securityGroupIds }: Instance) =>
  securityGroupIds.map((id) => ({ GroupId: id, GroupName: groupById(account, region, id)?.groupName ?? '' }))
