import { fixedResourceId } from './regional.js'
import { type Zone, zonesOf } from './zones.js'

/**
 * The network that a Region has from the start. It is made from the account and the Region, so it is the same each time
 * and needs no rows. Source: Amazon VPC User Guide, "Default VPCs".
 */
export const DEFAULT_VPC_CIDR = '172.31.0.0/16'

export const defaultVpcId = (accountId: string, region: string): string => fixedResourceId('vpc', accountId, region, 'default')

export interface DefaultSubnet {
  subnetId: string
  zone: Zone
  cidr: string
}

/** One in each Availability Zone, a /20 each. */
export const defaultSubnets = (accountId: string, region: string): readonly DefaultSubnet[] =>
  zonesOf(accountId, region).map((zone, place) => ({
    subnetId: fixedResourceId('subnet', accountId, region, zone.name),
    zone,
    cidr: `172.31.${place * 16}.0/20`,
  }))
