export interface Region {
  code: string
  /** As AWS's console names it. */
  name: string
  /** The part of the world, which is a heading of the menu. */
  group: string
  /** As AWS writes it outside of the menu: “Europe (Ireland)”. */
  fullName: string
}

const inGroup = (group: string, regions: Record<string, string>, area = group): Region[] =>
  Object.entries(regions).map(([code, name]) => ({ code, name, group, fullName: `${area} (${name})` }))

/** The Regions that every account has without opting in. Source: AWS General Reference, "AWS Regions". */
export const REGIONS: readonly Region[] = [
  ...inGroup('United States', { 'us-east-1': 'N. Virginia', 'us-east-2': 'Ohio' }, 'US East'),
  ...inGroup('United States', { 'us-west-1': 'N. California', 'us-west-2': 'Oregon' }, 'US West'),
  ...inGroup('Asia Pacific', {
    'ap-south-1': 'Mumbai',
    'ap-northeast-3': 'Osaka',
    'ap-northeast-2': 'Seoul',
    'ap-southeast-1': 'Singapore',
    'ap-southeast-2': 'Sydney',
    'ap-northeast-1': 'Tokyo',
  }),
  ...inGroup('Canada', { 'ca-central-1': 'Central' }),
  ...inGroup('Europe', {
    'eu-central-1': 'Frankfurt',
    'eu-west-1': 'Ireland',
    'eu-west-2': 'London',
    'eu-west-3': 'Paris',
    'eu-north-1': 'Stockholm',
  }),
  ...inGroup('South America', { 'sa-east-1': 'São Paulo' }),
]
