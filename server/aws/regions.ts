import { GLOBAL_REGION } from './global-region.js'

/**
 * The Regions that every account has without opting in, in AWS's order. Source: AWS General Reference, "AWS Regions";
 * EC2's answer to DescribeRegions.
 */
export const DEFAULT_REGIONS = [
  'ap-south-1',
  'eu-north-1',
  'eu-west-3',
  'eu-west-2',
  'eu-west-1',
  'ap-northeast-3',
  'ap-northeast-2',
  'ap-northeast-1',
  'ca-central-1',
  'sa-east-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  GLOBAL_REGION,
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const

export type Region = (typeof DEFAULT_REGIONS)[number]

export const isDefaultRegion = (region: string): region is Region => (DEFAULT_REGIONS as readonly string[]).includes(region)
