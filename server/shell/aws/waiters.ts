import type { ServiceName } from '../../aws/model/model.js'

/** What an answer is compared with, and what that means. */
export type Acceptor = { state: 'success' | 'retry' | 'failure' } & (
  | { matcher: 'status'; expected: number }
  | { matcher: 'error'; expected: string }
  | { matcher: 'path'; argument: string; expected: boolean }
  | { matcher: 'pathAll' | 'pathAny'; argument: string; expected: string }
)

export interface Waiter {
  /** `UserExists`; on the command line, `user-exists`. */
  name: string
  operation: string
  delaySeconds: number
  attempts: number
  acceptors: readonly Acceptor[]
}

const retryOn = (expected: string): Acceptor => ({ matcher: 'error', expected, state: 'retry' })
const answered: Acceptor = { matcher: 'status', expected: 200, state: 'success' }
const some = (argument: string): Acceptor => ({ matcher: 'path', argument, expected: true, state: 'success' })
const all = (argument: string, expected: string): Acceptor => ({ matcher: 'pathAll', argument, expected, state: 'success' })
const any = (argument: string, expected: string): Acceptor => ({ matcher: 'pathAny', argument, expected, state: 'failure' })

const STATE = 'Reservations[].Instances[].State.Name'
const noEntity = retryOn('NoSuchEntity')
const noInstance = retryOn('InvalidInstanceID.NotFound')

/** How long to wait between attempts, and how often to ask. */
const SECONDS_20 = { delaySeconds: 1, attempts: 20 }
const MINUTES_10 = { delaySeconds: 15, attempts: 40 }

/** `aws iam wait …` and `aws ec2 wait …`. Source: botocore's waiters, for the operations that this server has. */
export const WAITERS: Partial<Record<ServiceName, readonly Waiter[]>> = {
  iam: [
    {
      name: 'InstanceProfileExists',
      operation: 'GetInstanceProfile',
      delaySeconds: 1,
      attempts: 40,
      acceptors: [answered, noEntity],
    },
    { name: 'PolicyExists', operation: 'GetPolicy', ...SECONDS_20, acceptors: [answered, noEntity] },
    { name: 'RoleExists', operation: 'GetRole', ...SECONDS_20, acceptors: [answered, noEntity] },
    { name: 'UserExists', operation: 'GetUser', ...SECONDS_20, acceptors: [answered, noEntity] },
  ],
  ec2: [
    {
      name: 'ImageExists',
      operation: 'DescribeImages',
      ...MINUTES_10,
      acceptors: [some('length(Images[]) > `0`'), retryOn('InvalidAMIID.NotFound')],
    },
    {
      name: 'ImageAvailable',
      operation: 'DescribeImages',
      ...MINUTES_10,
      acceptors: [all('Images[].State', 'available'), any('Images[].State', 'failed')],
    },
    {
      name: 'InstanceExists',
      operation: 'DescribeInstances',
      delaySeconds: 5,
      attempts: 40,
      acceptors: [some('length(Reservations[]) > `0`'), noInstance],
    },
    {
      name: 'InstanceRunning',
      operation: 'DescribeInstances',
      ...MINUTES_10,
      acceptors: [
        all(STATE, 'running'),
        any(STATE, 'shutting-down'),
        any(STATE, 'terminated'),
        any(STATE, 'stopping'),
        noInstance,
      ],
    },
    {
      name: 'InstanceStatusOk',
      operation: 'DescribeInstanceStatus',
      ...MINUTES_10,
      acceptors: [all('InstanceStatuses[].InstanceStatus.Status', 'ok'), noInstance],
    },
    {
      name: 'InstanceStopped',
      operation: 'DescribeInstances',
      ...MINUTES_10,
      acceptors: [all(STATE, 'stopped'), any(STATE, 'pending'), any(STATE, 'terminated')],
    },
    {
      name: 'InstanceTerminated',
      operation: 'DescribeInstances',
      ...MINUTES_10,
      acceptors: [all(STATE, 'terminated'), any(STATE, 'pending'), any(STATE, 'stopping')],
    },
    {
      name: 'KeyPairExists',
      operation: 'DescribeKeyPairs',
      delaySeconds: 5,
      attempts: 6,
      acceptors: [some('length(KeyPairs[].KeyName) > `0`'), retryOn('InvalidKeyPair.NotFound')],
    },
    {
      name: 'SecurityGroupExists',
      operation: 'DescribeSecurityGroups',
      delaySeconds: 5,
      attempts: 6,
      acceptors: [some('length(SecurityGroups[].GroupId) > `0`'), retryOn('InvalidGroup.NotFound')],
    },
    { name: 'SubnetAvailable', operation: 'DescribeSubnets', ...MINUTES_10, acceptors: [all('Subnets[].State', 'available')] },
    {
      name: 'SystemStatusOk',
      operation: 'DescribeInstanceStatus',
      ...MINUTES_10,
      acceptors: [all('InstanceStatuses[].SystemStatus.Status', 'ok')],
    },
    { name: 'VpcAvailable', operation: 'DescribeVpcs', ...MINUTES_10, acceptors: [all('Vpcs[].State', 'available')] },
    {
      name: 'VpcExists',
      operation: 'DescribeVpcs',
      delaySeconds: 1,
      attempts: 5,
      acceptors: [answered, retryOn('InvalidVpcID.NotFound')],
    },
  ],
}
