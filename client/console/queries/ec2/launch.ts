import {
  DescribeImagesCommand,
  DescribeInstanceTypesCommand,
  DescribeSecurityGroupsCommand,
  type Image,
  type InstanceTypeInfo,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import { allEc2Pages } from './pages.js'
import { useEc2Query } from './use-ec2-query.js'

/** What AWS and its partners publish changes seldom. */
const SELDOM_MS = 3_600_000

/** The public images of the Region. */
export function useImages() {
  return useEc2Query<Image[]>({
    key: ['images'],
    every: SELDOM_MS,
    load: (ec2) =>
      allEc2Pages(
        (next) => ec2.send(new DescribeImagesCommand(next)),
        ({ Images }) => Images,
      ),
  })
}

export function useInstanceTypes() {
  return useEc2Query<InstanceTypeInfo[]>({
    key: ['instance-types'],
    every: SELDOM_MS,
    load: (ec2) =>
      allEc2Pages(
        (next) => ec2.send(new DescribeInstanceTypesCommand(next)),
        ({ InstanceTypes }) => InstanceTypes,
      ),
  })
}

export function useSecurityGroups() {
  return useEc2Query<SecurityGroup[]>({
    key: ['security-groups'],
    load: (ec2) =>
      allEc2Pages(
        (next) => ec2.send(new DescribeSecurityGroupsCommand(next)),
        ({ SecurityGroups }) => SecurityGroups,
      ),
  })
}
