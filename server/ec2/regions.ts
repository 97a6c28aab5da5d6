import { invalidParameterValue } from '../aws/aws-error.js'
import { DEFAULT_REGIONS } from '../aws/regions.js'
import { describe } from './describe.js'

const endpointOf = (region: string): string => `ec2.${region}.amazonaws.com`

/**
 * Lists the Regions of the account: those that need no opting in.
 * Errors: InvalidParameterValue (an unknown Region).
 * @differs Regions that an account must opt in to aren't here, so AllRegions adds none.
 * Source: EC2 API Reference, "DescribeRegions".
 */
export const DescribeRegions = describe('DescribeRegions', {
  member: 'Regions',
  items: () => DEFAULT_REGIONS,
  key: (region) => region,
  named: [
    {
      member: 'RegionNames',
      set: 'regionNames',
      of: (region) => region,
      missing: ([region = '']) => invalidParameterValue(`Invalid region provided: ${region}`),
    },
  ],
  filters: {
    values: {
      endpoint: endpointOf,
      'opt-in-status': () => 'opt-in-not-required',
      'region-name': (region) => region,
    },
  },
  shown: (region) => ({ OptInStatus: 'opt-in-not-required', RegionName: region, Endpoint: endpointOf(region) }),
})
