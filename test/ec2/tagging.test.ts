import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
let group: string
let vpc: string

const call = <T = unknown>(action: string, input = {}, region = 'eu-west-1') =>
  world.call<T>(`ec2:${action}`, input, world.root(), region)
const tags = async (Filters: object[] = []) =>
  (await call<{ Tags: { ResourceId: string; Key: string; Value: string }[] }>('DescribeTags', { Filters })).Tags.map(
    ({ ResourceId, Key, Value }) => `${ResourceId} ${Key}=${Value}`,
  )

beforeEach(async () => {
  world = await World.withAccount()
  group = (await call<{ GroupId: string }>('CreateSecurityGroup', { GroupName: 'web', Description: 'x' })).GroupId
  vpc = (await call<{ Vpcs: [{ VpcId: string }] }>('DescribeVpcs')).Vpcs[0].VpcId
})

describe('CreateTags', () => {
  it('tags several resources, replaces values, and answers in DescribeTags', async () => {
    await call('CreateTags', { Resources: [group, vpc], Tags: [{ Key: 'team', Value: 'blue' }, { Key: 'a' }] })
    await call('CreateTags', { Resources: [group], Tags: [{ Key: 'team', Value: 'red' }] })
    expect(await tags()).toEqual([`${group} a=`, `${group} team=red`, `${vpc} a=`, `${vpc} team=blue`])
    expect(await tags([{ Name: 'resource-type', Values: ['vpc'] }])).toHaveLength(2)
    expect(await tags([{ Name: 'tag:team', Values: ['r*'] }])).toEqual([`${group} team=red`])
    const found = await call('DescribeVpcs', { Filters: [{ Name: 'tag-key', Values: ['te?m'] }] })
    expect(found).toMatchObject({
      Vpcs: [
        {
          Tags: [
            { Key: 'a', Value: '' },
            { Key: 'team', Value: 'blue' },
          ],
        },
      ],
    })
  })

  it('tags all or none', async () => {
    const Tags = [{ Key: 'team', Value: 'blue' }]
    await expect(call('CreateTags', { Resources: [group, 'sg-12345678'], Tags })).rejects.toMatchObject({
      code: 'InvalidGroup.NotFound',
    })
    await expect(call('CreateTags', { Resources: [group, 'x-12345678'], Tags })).rejects.toMatchObject({
      code: 'InvalidID',
      message: "The ID 'x-12345678' is not valid",
    })
    expect(await tags()).toEqual([])
  })

  it('refuses keys that are AWS’s own, too long, or there twice, and more than 50', async () => {
    const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ({ Key: `k${n + from}`, Value: '' }))
    const refusals: [object[], string][] = [
      [[{ Key: 'aws:x' }], "Tag keys starting with 'aws:' are reserved for internal use"],
      [[{ Key: 'x'.repeat(129) }], 'Tag key exceeds the maximum length of 128 characters'],
      [[{ Key: 'a' }, { Key: 'a' }], "Duplicate tag key 'a' specified."],
      [[{ Value: 'a' }], 'Tag keys may not be empty.'],
      [many(51), 'The maximum number of Tags for a resource has been reached.'],
    ]
    for (const [Tags, message] of refusals) {
      await expect(call('CreateTags', { Resources: [group], Tags })).rejects.toThrow(message)
    }
    await call('CreateTags', { Resources: [group], Tags: many(50) })
    await expect(call('CreateTags', { Resources: [group], Tags: many(1, 50) })).rejects.toMatchObject({
      code: 'TagLimitExceeded',
    })
  })

  it('is authorized on each resource, with the tags that it has and those that it gets', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const Condition = { StringEquals: { 'ec2:ResourceTag/owner': 'alice', 'aws:RequestTag/team': 'blue' } }
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: 'arn:aws:ec2:*:*:security-group/*', Condition },
    })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    const alice = await world.user('alice')
    const tag = (Resources: string[], Value = 'blue') =>
      world.call('ec2:CreateTags', { Resources, Tags: [{ Key: 'team', Value }] }, alice, 'eu-west-1')
    await expect(tag([group])).rejects.toMatchObject({ code: 'UnauthorizedOperation' })
    await call('CreateTags', { Resources: [group], Tags: [{ Key: 'owner', Value: 'alice' }] })
    await tag([group])
    await expect(tag([group], 'red')).rejects.toMatchObject({ code: 'UnauthorizedOperation' })
    await expect(tag([group, vpc])).rejects.toThrow(`on resource: arn:aws:ec2:eu-west-1:${world.accountId}:vpc/${vpc}`)
  })
})

describe('DeleteTags', () => {
  it('removes by key, by key and value, or all', async () => {
    const Tags = ['a', 'b', 'c', 'd'].map((Key) => ({ Key, Value: Key }))
    await call('CreateTags', { Resources: [group], Tags })
    await call('DeleteTags', { Resources: [group], Tags: [{ Key: 'a' }, { Key: 'b', Value: 'b' }, { Key: 'c', Value: '' }] })
    expect(await tags()).toEqual([`${group} c=c`, `${group} d=d`])
    await call('DeleteTags', { Resources: [group] })
    expect(await tags()).toEqual([])
  })
})

it('tells CloudTrail in EC2’s own form', async () => {
  await call('CreateTags', { Resources: [group], Tags: [{ Key: 'team', Value: 'blue' }] })
  await call('DeleteSecurityGroup', { GroupId: 'sg-12345678' }).catch(() => undefined)
  await world.accounts.flush()
  const { Events } = await lookup<{ Events: { CloudTrailEvent: string; Resources: object[]; EventName: string }[] }>()
  const [deleted, tagged, , made] = Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as Record<string, unknown>)
  expect(deleted).toMatchObject({
    errorCode: 'Client.InvalidGroup.NotFound',
    awsRegion: 'eu-west-1',
    eventSource: 'ec2.amazonaws.com',
  })
  expect(tagged).toMatchObject({
    requestParameters: {
      resourcesSet: { items: [{ resourceId: group }] },
      tagSet: { items: [{ key: 'team', value: 'blue' }] },
    },
    responseElements: { requestId: expect.any(String), _return: true },
    readOnly: false,
  })
  expect(made).toMatchObject({
    requestParameters: { groupName: 'web', groupDescription: 'x' },
    responseElements: { groupId: group },
  })
  expect(Events[3]?.Resources).toContainEqual({ ResourceType: 'AWS::EC2::SecurityGroup', ResourceName: group })
})

const lookup = <T>() => world.call<T>('cloudtrail:LookupEvents', {}, world.root(), 'eu-west-1')
