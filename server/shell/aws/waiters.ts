import type { ServiceName } from '../../aws/model/model.js'

/** What an answer is compared with, and what that means. */
export type Acceptor = { state: 'success' | 'retry' | 'failure' } & (
  | { matcher: 'status'; expected: number }
  | { matcher: 'error'; expected: string }
  | { matcher: 'path'; argument: string; expected: boolean }
  | { matcher: 'pathAll' | 'pathAny'; argument: string; expected: string }
)

export interface Waiter {
  /** `UserExists` */
  name: string
  operation: string
  delaySeconds: number
  attempts: number
  acceptors: readonly Acceptor[]
}

const retryOn = (expected: string): Acceptor => ({ matcher: 'error', expected, state: 'retry' })
const answered: Acceptor = { matcher: 'status', expected: 200, state: 'success' }
const some = (argument: string): Acceptor => ({ ...{ matcher: 'path', argument, expected: true, state: 'success' } })
const all = (argument: string, expected: string): Acceptor => ({
  ...{ matcher: 'pathAll', argument, expected },
  state: 'success',
})
const any = (argument: string, expected: string): Acceptor => ({
  ...{ matcher: 'pathAny', argument, expected },
  state: 'failure',
})

const exists = (name: string, operation: string, attempts: number): Waiter => ({
  ...{ name, operation, delaySeconds: 1, attempts },
  acceptors: [answered, retryOn('NoSuchEntity')],
})

/** Every 15 seconds, for 10 minutes. */
const slow = (name: string, operation: string, ...acceptors: Acceptor[]): Waiter => ({
  ...{ name, operation, delaySeconds: 15, attempts: 40, acceptors },
})
const quick = (name: string, operation: string, attempts: number, ...acceptors: Acceptor[]): Waiter => ({
  ...{ name, operation, delaySeconds: 5, attempts, acceptors },
})

const STATE = 'Reservations[].Instances[].State.Name'
const noInstance = retryOn('InvalidInstanceID.NotFound')

/** `aws iam wait …` and `aws ec2 wait …`. Source: botocore's waiters, for the operations that this server has. */
export const WAITERS: Partial<Record<ServiceName, Readonly<Record<string, Waiter>>>> = {
  iam: {
    'instance-profile-exists': exists('InstanceProfileExists', 'GetInstanceProfile', 40),
    'policy-exists': exists('PolicyExists', 'GetPolicy', 20),
    'role-exists': exists('RoleExists', 'GetRole', 20),
    'user-exists': exists('UserExists', 'GetUser', 20),
  },
  ec2: {
    'image-exists': slow('ImageExists', 'DescribeImages', some('length(Images[]) > `0`'), retryOn('InvalidAMIID.NotFound')),
    'image-available': slow(
      ...(['ImageAvailable', 'DescribeImages'] as const),
      ...[all('Images[].State', 'available'), any('Images[].State', 'failed')],
    ),
    'instance-exists': quick('InstanceExists', 'DescribeInstances', 40, some('length(Reservations[]) > `0`'), noInstance),
    'instance-running': slow(
      ...(['InstanceRunning', 'DescribeInstances'] as const),
      ...[all(STATE, 'running'), any(STATE, 'shutting-down'), any(STATE, 'terminated'), any(STATE, 'stopping'), noInstance],
    ),
    'instance-status-ok': slow(
      ...(['InstanceStatusOk', 'DescribeInstanceStatus'] as const),
      ...[all('InstanceStatuses[].InstanceStatus.Status', 'ok'), noInstance],
    ),
    'instance-stopped': slow(
      ...(['InstanceStopped', 'DescribeInstances'] as const),
      ...[all(STATE, 'stopped'), any(STATE, 'pending'), any(STATE, 'terminated')],
    ),
    'instance-terminated': slow(
      ...(['InstanceTerminated', 'DescribeInstances'] as const),
      ...[all(STATE, 'terminated'), any(STATE, 'pending'), any(STATE, 'stopping')],
    ),
    'key-pair-exists': quick(
      ...(['KeyPairExists', 'DescribeKeyPairs', 6] as const),
      ...[some('length(KeyPairs[].KeyName) > `0`'), retryOn('InvalidKeyPair.NotFound')],
    ),
    'security-group-exists': quick(
      ...(['SecurityGroupExists', 'DescribeSecurityGroups', 6] as const),
      ...[some('length(SecurityGroups[].GroupId) > `0`'), retryOn('InvalidGroup.NotFound')],
    ),
    'subnet-available': slow('SubnetAvailable', 'DescribeSubnets', all('Subnets[].State', 'available')),
    'system-status-ok': slow(
      ...(['SystemStatusOk', 'DescribeInstanceStatus', all('InstanceStatuses[].SystemStatus.Status', 'ok')] as const),
    ),
    'vpc-available': slow('VpcAvailable', 'DescribeVpcs', all('Vpcs[].State', 'available')),
    'vpc-exists': {
      ...{ name: 'VpcExists', operation: 'DescribeVpcs', delaySeconds: 1, attempts: 5 },
      acceptors: [answered, retryOn('InvalidVpcID.NotFound')],
    },
  },
}
