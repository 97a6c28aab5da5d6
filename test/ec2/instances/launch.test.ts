import { beforeEach, describe, expect, it } from 'vitest'
import { accountOfInstanceId } from '../../../server/account/ids.js'
import { refusal } from '../../support/refusal.js'
import { InstanceBench } from './bench.js'

let bench: InstanceBench
beforeEach(async () => {
  bench = await InstanceBench.new()
})

const tags = (type: string, ...list: [string, string][]) => ({
  ResourceType: type,
  Tags: list.map(([Key, Value]) => ({ Key, Value })),
})

describe('RunInstances', () => {
  it('answers a reservation whose instance is pending, with a private address and no public one', async () => {
    const { ReservationId, Instances } = await bench.launch()
    expect(ReservationId).toMatch(/^r-0[0-9a-f]{16}$/)
    const [instance] = Instances
    expect(instance).toMatchObject({
      InstanceId: expect.stringMatching(/^i-0[0-9a-f]{16}$/),
      State: { Code: 0, Name: 'pending' },
      StateReason: { Code: 'pending', Message: 'pending' },
      PublicDnsName: '',
      StateTransitionReason: '',
      PrivateIpAddress: expect.stringMatching(/^172\.31\./),
      Architecture: 'x86_64',
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
      SecurityGroups: [{ GroupId: expect.stringMatching(/^sg-0/), GroupName: 'default' }],
    })
    expect(accountOfInstanceId(instance?.InstanceId ?? '')).toBe(bench.world.accountId)
    expect(instance).not.toHaveProperty('PublicIpAddress')
  })

  it('launches as many as the quota allows, and none below the minimum', async () => {
    expect((await bench.launch({ MinCount: 2, MaxCount: 19 })).Instances.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual(
      Array.from({ length: 19 }, (_, place) => place),
    )
    expect((await bench.launch({ MaxCount: 5 })).Instances).toHaveLength(1)
    expect(await refusal(bench.launch())).toBe(
      'InstanceLimitExceeded 400: You have requested more instances (21) than your current instance limit of 20 allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
    )
  })

  it('counts only those that run, and limits the stopped ones, too', async () => {
    for (let round = 0; round < 5; round++) {
      const { Instances } = await bench.launch({ MinCount: 20, MaxCount: 20 })
      bench.world.clock.forward(10_000)
      await bench.change(
        'Stop',
        Instances.map(({ InstanceId }) => InstanceId),
      )
    }
    expect(await refusal(bench.launch())).toBe('VolumeLimitExceeded 400: Maximum number of active volumes, 100, exceeded.')
  })

  it('gives the same reservation for the same client token', async () => {
    const first = await bench.launch({ ClientToken: 'once' })
    const again = await bench.launch({ ClientToken: 'once' })
    expect(again.ReservationId).toBe(first.ReservationId)
    expect(again.Instances.map(({ InstanceId }) => InstanceId)).toEqual(first.Instances.map(({ InstanceId }) => InstanceId))
    expect(await bench.list()).toHaveLength(1)
    expect(await refusal(bench.launch({ ClientToken: 'once', InstanceType: 't3.small' }))).toBe(
      'IdempotentParameterMismatch 400: Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    )
    expect((await bench.launch({ ClientToken: 'once' }, bench.world.root(), 'eu-west-1')).ReservationId).not.toBe(
      first.ReservationId,
    )
    await bench.change('Terminate', [first.Instances[0]?.InstanceId ?? ''])
    expect(await refusal(bench.launch({ ClientToken: 'once' }))).toContain('IdempotentInstanceTerminated 400: The client token')
  })

  it('copies the public key, which outlives its key pair', async () => {
    await bench.world.call('ec2:CreateKeyPair', { KeyName: 'laptop', KeyType: 'ed25519' })
    const { Instances } = await bench.launch({ KeyName: 'laptop' })
    await bench.world.call('ec2:DeleteKeyPair', { KeyName: 'laptop' })
    const stored = (await bench.world.view()).get('Instance', Instances[0]?.InstanceId ?? '')
    expect(stored?.publicKey).toMatch(/^ssh-ed25519 AAAA[A-Za-z0-9+/=]+ laptop$/)
    expect(Instances[0]?.KeyName).toBe('laptop')
    await bench.world.call('ec2:TerminateInstances', { InstanceIds: [stored?.instanceId] })
    expect((await bench.world.view()).get('Instance', stored?.instanceId ?? '')?.publicKey).toBeUndefined()
  })

  it('takes the metadata options of the launch, then the image’s, then the default', async () => {
    const options = async (input: object) => (await bench.launch(input)).Instances[0]?.MetadataOptions
    expect(await options({})).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 })
    expect(await options({ ImageId: bench.image(/jammy.*amd64/) })).toMatchObject({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 1,
    })
    expect(await options({ MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 3 } })).toMatchObject({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 3,
    })
  })

  it('takes a profile by name or by ARN, with its id', async () => {
    const Arn = await bench.profile('web')
    for (const IamInstanceProfile of [{ Name: 'web' }, { Arn }]) {
      const { Instances } = await bench.launch({ IamInstanceProfile })
      expect(Instances[0]?.IamInstanceProfile).toEqual({ Arn, Id: expect.stringMatching(/^AIPA/) })
    }
  })

  it('tags what it makes', async () => {
    const { Instances } = await bench.launch({
      TagSpecifications: [tags('instance', ['Name', 'web']), tags('volume', ['Name', 'disk'])],
    })
    expect(Instances[0]?.Tags).toEqual([{ Key: 'Name', Value: 'web' }])
  })

  it.each<[string, object, string]>([
    ['no image', { ImageId: undefined }, 'MissingParameter 400: The request must contain the parameter ImageId'],
    [
      'an unknown image',
      { ImageId: 'ami-abcd1234' },
      "InvalidAMIID.NotFound 400: The image id '[ami-abcd1234]' does not exist",
    ],
    ['an unknown type', { InstanceType: 't9.micro' }, "InvalidParameterValue 400: Invalid value 't9.micro' for InstanceType."],
    [
      'no type',
      { InstanceType: undefined },
      "InvalidParameterCombination 400: Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type.",
    ],
    [
      'another architecture',
      { InstanceType: 't4g.micro' },
      "InvalidParameterValue 400: The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI.",
    ],
    ['an unknown key pair', { KeyName: 'x' }, "InvalidKeyPair.NotFound 400: The key pair 'x' does not exist"],
    [
      'an unknown group',
      { SecurityGroupIds: ['sg-00000000000000000'] },
      "InvalidGroup.NotFound 400: The security group 'sg-00000000000000000' does not exist",
    ],
    [
      'an unknown group name',
      { SecurityGroups: ['x'] },
      "InvalidGroup.NotFound 400: The security group 'x' does not exist in default VPC 'vpc-0",
    ],
    [
      'an unknown subnet',
      { SubnetId: 'subnet-00000000000000000' },
      "InvalidSubnetID.NotFound 400: The subnet ID 'subnet-00000000000000000' does not exist",
    ],
    [
      'an unknown zone',
      { Placement: { AvailabilityZone: 'us-east-1z' } },
      'InvalidParameterValue 400: Invalid availability zone: [us-east-1z]',
    ],
    [
      'an unknown profile',
      { IamInstanceProfile: { Name: 'p' } },
      'InvalidParameterValue 400: Value (p) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    ],
    [
      'an unknown profile ARN',
      { IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/p' } },
      'InvalidParameterValue 400: Value (arn:aws:iam::123456789012:instance-profile/p) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN',
    ],
    [
      'two names of a profile',
      { IamInstanceProfile: { Name: 'p', Arn: 'a' } },
      "InvalidParameterCombination 400: The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    ],
    [
      'an interface and a subnet',
      { NetworkInterfaces: [{ DeviceIndex: 0 }], SubnetId: 'subnet-00000000000000000' },
      'InvalidParameterCombination 400: Network interfaces and an instance-level subnet ID may not be specified on the same request',
    ],
    [
      'group names and a subnet',
      { SecurityGroups: ['default'], SubnetId: 'subnet-00000000000000000' },
      'InvalidParameterCombination 400: The parameter groupName cannot be used with the parameter subnet',
    ],
    [
      'too much user data',
      { UserData: btoa('x'.repeat(16_385)) },
      'InvalidParameterValue 400: User data is limited to 16384 bytes',
    ],
    [
      'user data that is no Base64',
      { UserData: '#!/bin/sh' },
      'InvalidParameterValue 400: Invalid BASE64 encoding of user data.',
    ],
    [
      'a small root volume',
      { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 4 } }] },
      'expect size >= 8GB',
    ],
    [
      'tags of a type that it does not make',
      { TagSpecifications: [tags('key-pair', ['a', 'b'])] },
      "InvalidParameterValue 400: 'key-pair' is not a valid taggable resource type for this operation.",
    ],
    [
      'tag keys that are no paths',
      { MetadataOptions: { InstanceMetadataTags: 'enabled' }, TagSpecifications: [tags('instance', ['a/b', 'c'])] },
      "'a/b' is not a valid tag key. Tag keys must match pattern",
    ],
    ['a count of none', { MinCount: 0 }, 'InvalidParameterValue 400: Value (0) for parameter minCount is invalid.'],
    [
      'an address elsewhere',
      { PrivateIpAddress: '10.0.0.1' },
      "Address 10.0.0.1 does not fall within the subnet's address range",
    ],
  ])('is refused with %s', async (_what, input, said) => {
    expect(await refusal(bench.launch(input))).toContain(said)
    expect(await bench.list()).toEqual([])
  })

  it('is refused with a profile that has no role', async () => {
    const arn = await bench.profile('empty', { role: false })
    expect(await refusal(bench.launch({ IamInstanceProfile: { Name: 'empty' } }))).toBe(
      `InvalidParameterValue 400: IAM Instance Profile "${arn}" has no associated IAM Roles`,
    )
  })

  it('gives a wanted private address once', async () => {
    const PrivateIpAddress = '172.31.1.2'
    const { Instances } = await bench.launch({ PrivateIpAddress })
    expect(Instances[0]).toMatchObject({ PrivateIpAddress, PrivateDnsName: 'ip-172-31-1-2.ec2.internal' })
    expect(await refusal(bench.launch({ PrivateIpAddress }))).toBe('InvalidIPAddress.InUse 400: Address 172.31.1.2 is in use.')
  })
})
