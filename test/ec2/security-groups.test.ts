import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

interface Group {
  GroupId: string
  GroupName: string
  IpPermissions: unknown[]
  IpPermissionsEgress: unknown[]
}
interface Rule {
  SecurityGroupRuleId: string
  CidrIpv4?: string
  CidrIpv6?: string
}

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const call = <T = unknown>(action: string, input = {}, region = 'eu-west-1') =>
  world.call<T>(`ec2:${action}`, input, world.root(), region)
const created = async (GroupName: string, more = {}) =>
  (await call<{ GroupId: string }>('CreateSecurityGroup', { GroupName, Description: 'x', ...more })).GroupId
const groups = async (input = {}, region = 'eu-west-1') =>
  (await call<{ SecurityGroups: Group[] }>('DescribeSecurityGroups', input, region)).SecurityGroups
const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }

describe('CreateSecurityGroup', () => {
  it('makes a group that lets everything out, in its Region only', async () => {
    const GroupId = await created('web')
    expect(GroupId).toMatch(/^sg-0[0-9a-f]{16}$/)
    const [web] = await groups({ GroupNames: ['web'] })
    expect(web).toMatchObject({ GroupId, IpPermissions: [], IpPermissionsEgress: [{ IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] })
    await expect(groups({ GroupIds: [GroupId] }, 'us-east-1')).rejects.toMatchObject({
      code: 'InvalidGroup.NotFound',
      message: `The security group '${GroupId}' does not exist`,
    })
    await expect(groups({ GroupNames: ['web'] }, 'us-east-1')).rejects.toThrow(/'web' does not exist in default VPC 'vpc-/)
  })

  it.each([
    [{ GroupName: 'sg-web' }, 'InvalidParameterValue', /may not be in the format sg-\*/],
    [{ GroupName: 'default' }, 'InvalidParameterValue', /reserved security group name: default/],
    [{ GroupName: 'é' }, 'InvalidParameterValue', /^Value for parameter GroupName is invalid. Character sets beyond ASCII/],
    [{ Description: 'x'.repeat(256) }, 'InvalidParameterValue', /GroupDescription is invalid. Length exceeds maximum of 255/],
    [{ VpcId: 'vpc-12345678' }, 'InvalidVpcID.NotFound', /The vpc ID 'vpc-12345678' does not exist/],
    [
      { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }] },
      'InvalidParameterValue',
      /'instance' is not a valid taggable resource type for this operation/,
    ],
    [
      { TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'AWS:a', Value: 'b' }] }] },
      'InvalidParameterValue',
      /Tag keys starting with 'aws:' are reserved for internal use/,
    ],
  ])('refuses %j', async (input, code, message) => {
    const error = await call('CreateSecurityGroup', { GroupName: 'web', Description: 'x', ...input }).catch((thrown) => thrown)
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  it('refuses a second group of the same name, with case, and more than there may be', async () => {
    await created('web')
    await expect(created('web')).rejects.toThrow(/^The security group 'web' already exists for VPC 'vpc-/)
    await created('Web')
    for (let n = 0; n < 498; n++) await created(`group${n}`)
    await expect(created('one-too-many')).rejects.toMatchObject({ code: 'SecurityGroupLimitExceeded' })
  })

  it('asks for the group, its VPC, and for the tags', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const policy = (Condition?: object) =>
      world.call('iam:PutUserPolicy', {
        UserName: 'alice',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'ec2:CreateSecurityGroup', Resource: '*' },
            ...(Condition ? [{ Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition }] : []),
          ],
        }),
      })
    const tagged = {
      GroupName: 'web',
      Description: 'x',
      TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'team', Value: 'blue' }] }],
    }
    const make = async (input: object) =>
      world.call('ec2:CreateSecurityGroup', { ...input }, await world.user('alice'), 'eu-west-1')
    await policy()
    await expect(make(tagged)).rejects.toThrow(
      /not authorized to perform: ec2:CreateTags on resource: arn:aws:ec2:eu-west-1:\d+:security-group\/\*/,
    )
    await policy({ StringEquals: { 'ec2:CreateAction': 'RunInstances' } })
    await expect(make(tagged)).rejects.toMatchObject({ code: 'UnauthorizedOperation' })
    await policy({ StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', 'aws:RequestTag/team': 'blue' } })
    await make(tagged)
  })
})

describe('rules', () => {
  it('are added and listed one by one, with canonical addresses (AuthorizeSecurityGroupIngress, DescribeSecurityGroupRules)', async () => {
    const GroupId = await created('web')
    const permission = {
      ...ssh,
      IpRanges: [{ CidrIp: '100.68.0.18/18', Description: 'office' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:DB8::1/32' }],
    }
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission] })
    const { SecurityGroupRules: rules } = await call<{ SecurityGroupRules: Rule[] }>('DescribeSecurityGroupRules', {
      Filters: [{ Name: 'group-id', Values: [GroupId] }],
    })
    expect(rules.map(({ CidrIpv4, CidrIpv6 }) => CidrIpv4 ?? CidrIpv6)).toEqual(['0.0.0.0/0', '100.68.0.0/18', '2001:db8::/32'])
    const [group] = await groups({ Filters: [{ Name: 'ip-permission.cidr', Values: ['100.68.*'] }] })
    expect(group?.IpPermissions).toEqual([
      {
        ...ssh,
        UserIdGroupPairs: [],
        IpRanges: [{ CidrIp: '100.68.0.0/18', Description: 'office' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
        PrefixListIds: [],
      },
    ])
  })

  it.each([
    [{ ...ssh, CidrIp: '10.0.0.0' }, 'CIDR block 10.0.0.0 is malformed'],
    [{ ...ssh, CidrIp: '10.0.0.0/33' }, 'CIDR block 10.0.0.0/33 is malformed'],
    [
      { IpProtocol: 'tcp', CidrIp: '10.0.0.0/8' },
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    ],
    [{ ...ssh, ToPort: 21, CidrIp: '10.0.0.0/8' }, 'Invalid TCP port range (22:21)'],
    [{ ...ssh, ToPort: 65_536, CidrIp: '10.0.0.0/8' }, 'Invalid TCP port range (22:65536)'],
    [
      { ...ssh, IpProtocol: 'carrier-pigeon', CidrIp: '10.0.0.0/8' },
      "Invalid value 'carrier-pigeon' for IP protocol. Unknown protocol.",
    ],
    [
      { IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '10.1.0.0/8' }] }] },
      'The same permission must not appear multiple times',
    ],
    [{}, 'The request must contain the parameter ipPermissions'],
    [{ GroupId: undefined }, 'The request must contain the parameter groupName or groupId'],
  ])('are refused: %j', async (input, message) => {
    const GroupId = await created('web')
    await expect(call('AuthorizeSecurityGroupIngress', { GroupId, ...input })).rejects.toThrow(message)
  })

  it.each([
    [
      { IpProtocol: '6', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
      'peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW',
    ],
    [{ IpProtocol: '-1', CidrIp: '10.0.0.0/8' }, 'peer: 10.0.0.0/8, ALL, ALLOW'],
    [
      { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, CidrIp: '10.0.0.0/8' },
      'peer: 10.0.0.0/8, ICMP, type: 8, code: ALL, ALLOW',
    ],
  ])('exist once: %j', async (input, printed) => {
    const GroupId = await created('web')
    await call('AuthorizeSecurityGroupIngress', { GroupId, ...input })
    await expect(call('AuthorizeSecurityGroupIngress', { GroupId, ...input })).rejects.toMatchObject({
      code: 'InvalidPermission.Duplicate',
      message: `the specified rule "${printed}" already exists`,
    })
  })

  it('are 60 at most', async () => {
    const GroupId = await created('web')
    const IpRanges = Array.from({ length: 60 }, (_, n) => ({ CidrIp: `10.0.0.${n}/32` }))
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ ...ssh, IpRanges }] })
    const more = call('AuthorizeSecurityGroupIngress', { GroupId, ...ssh, CidrIp: '10.1.0.0/16' })
    await expect(more).rejects.toMatchObject({ code: 'RulesPerSecurityGroupLimitExceeded' })
  })

  it('of the default group let SSH in until somebody revokes it (RevokeSecurityGroupIngress)', async () => {
    const [before] = await groups()
    expect(before).toMatchObject({
      GroupName: 'default',
      IpPermissions: [{ IpProtocol: '-1' }, { ...ssh, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    })
    const revoke = () => call('RevokeSecurityGroupIngress', { GroupName: 'default', ...ssh, CidrIp: '0.0.0.0/0' })
    expect(await revoke()).toMatchObject({ Return: true, RevokedSecurityGroupRules: [{ CidrIpv4: '0.0.0.0/0' }] })
    expect(await revoke()).toMatchObject({ RevokedSecurityGroupRules: [], UnknownIpPermissions: [ssh] })
    const [after] = await groups()
    expect(after?.IpPermissions).toHaveLength(1)
    expect(after?.GroupId).toBe(before?.GroupId)
    expect((await groups({}, 'us-east-1'))[0]?.IpPermissions).toHaveLength(2)
  })

  it('are revoked by ID', async () => {
    const GroupId = await created('web')
    const {
      SecurityGroupRules: [rule],
    } = await call<{ SecurityGroupRules: [Rule] }>('AuthorizeSecurityGroupIngress', {
      GroupId,
      ...ssh,
      CidrIp: '10.0.0.0/8',
    })
    const revoke = () => call('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds: [rule.SecurityGroupRuleId] })
    await revoke()
    await expect(revoke()).rejects.toThrow(`The security group rule ID '${rule.SecurityGroupRuleId}' does not exist`)
  })
})

describe('DeleteSecurityGroup', () => {
  it('deletes a group that nothing uses, and not the default one', async () => {
    const [web, db] = [await created('web'), await created('db')]
    const peer = { IpPermissions: [{ ...ssh, UserIdGroupPairs: [{ GroupId: web }] }] }
    await call('AuthorizeSecurityGroupIngress', { GroupId: web, ...peer })
    await call('AuthorizeSecurityGroupIngress', { GroupId: db, ...peer })
    await expect(call('DeleteSecurityGroup', { GroupId: web })).rejects.toMatchObject({
      code: 'DependencyViolation',
      message: `resource ${web} has a dependent object`,
    })
    await call('DeleteSecurityGroup', { GroupName: 'db' })
    expect(await call('DeleteSecurityGroup', { GroupId: web })).toEqual({ Return: true, GroupId: web })
    await expect(call('DeleteSecurityGroup', { GroupName: 'default' })).rejects.toMatchObject({ code: 'CannotDelete' })
  })
})
