import type { Operation } from '../runner/operation.js'
import { DescribeAvailabilityZones } from './availability-zones.js'
import { DescribeImages } from './describe-images.js'
import { DescribeInstanceTypes } from './describe-instance-types.js'
import { instanceOperations } from './instances/index.js'
import { keyPairOperations } from './key-pairs.js'
import { DescribeRegions } from './regions.js'
import { securityGroupRuleOperations } from './security-group-rules.js'
import { securityGroupOperations } from './security-groups.js'
import { DescribeSubnets } from './subnets.js'
import { taggingOperations } from './tagging.js'
import { DescribeVpcs } from './vpcs.js'

/** Every EC2 operation that this server answers. */
export const ec2Operations: readonly Operation[] = [
  DescribeRegions,
  DescribeAvailabilityZones,
  DescribeVpcs,
  DescribeSubnets,
  ...keyPairOperations,
  ...securityGroupOperations,
  ...securityGroupRuleOperations,
  ...taggingOperations,
  DescribeImages,
  DescribeInstanceTypes,
  ...instanceOperations,
]
