import { describe } from './describe.js'
import { zoneNotFound, zonesOf } from './zones.js'

/**
 * Lists the Availability Zones of the Region. Local Zones and Wavelength Zones aren't here.
 * Errors: InvalidParameterValue (an unknown zone).
 * Source: EC2 API Reference, "DescribeAvailabilityZones".
 */
export const DescribeAvailabilityZones = describe('DescribeAvailabilityZones', {
  member: 'AvailabilityZones',
  items: ({ account, request }) => zonesOf(account.accountId, request.region),
  key: ({ name }) => name,
  named: [
    { member: 'ZoneNames', set: 'zoneNames', of: ({ name }) => name, missing: zoneNotFound },
    { member: 'ZoneIds', set: 'zoneIds', of: ({ id }) => id, missing: zoneNotFound },
  ],
  filters: {
    values: {
      'group-name': ({ name }) => groupOf(name.slice(0, -1)),
      message: () => undefined,
      'opt-in-status': () => 'opt-in-not-required',
      'parent-zone-id': () => undefined,
      'parent-zone-name': () => undefined,
      'region-name': ({ name }) => name.slice(0, -1),
      state: () => 'available',
      'zone-id': ({ id }) => id,
      'zone-name': ({ name }) => name,
      'zone-type': () => 'availability-zone',
    },
  },
  shown: ({ name, id }, { request: { region } }) => ({
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: region,
    ZoneName: name,
    ZoneId: id,
    GroupName: groupOf(region),
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
    State: 'available',
  }),
})

const groupOf = (region: string): string => `${region}-zg-1`
