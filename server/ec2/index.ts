import type { Operation } from '../runner/operation.js'
import { DescribeRegions } from './regions.js'

/** Every EC2 operation that this server answers. */
export const ec2Operations: readonly Operation[] = [DescribeRegions]
