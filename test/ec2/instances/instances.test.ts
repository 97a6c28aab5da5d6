import { beforeEach, describe, expect, it } from 'vitest'
import { accountOfInstanceId, instanceId } from '../../../server/account/ids.js'
import { refusal } from '../../support/refusal.js'
import { seededRandom } from '../../support/world.js'
import { InstanceBench } from './bench.js'

let bench: InstanceBench
beforeEach(async () => {
  bench = await InstanceBench.new()
})

describe('an instance id', () => {
  it('names its account', () => {
    const random = seededRandom()
    for (const account of ['100000000000', '123456789012', '000000000001', '999999999999']) {
      const ids = Array.from({ length: 20 }, () => instanceId(account, random))
      expect(new Set(ids).size).toBe(20)
      for (const id of ids) {
        expect(id).toMatch(/^i-0[0-9a-f]{16}$/)
        expect(accountOfInstanceId(id)).toBe(account)
      }
    }
    expect(accountOfInstanceId('i-12345678')).toBeUndefined()
    expect(accountOfInstanceId('sg-00000000000000000')).toBeUndefined()
  })
})

describe('DescribeInstances', () => {
  it('finds by filters, wildcards, and tags', async () => {
    const named = (Value: string) => ({ TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value }] }] })
    const web = await bench.running(named('web-1'))
    const db = await bench.running({ InstanceType: 't3.small', ...named('db-1') })
    await bench.change('Stop', [db])
    bench.world.clock.forward(10_000)
    const find = async (...Filters: [string, ...string[]][]) =>
      (await bench.list({ Filters: Filters.map(([Name, ...Values]) => ({ Name, Values })) })).map(
        ({ InstanceId }) => InstanceId,
      )
    expect(await find(['tag:Name', 'web-*'])).toEqual([web])
    expect(await find(['instance-state-name', 'running', 'pending'])).toEqual([web])
    expect(await find(['instance-type', 't3.*'], ['instance-state-code', '80'])).toEqual([db])
    const address = (await bench.one(web)).PublicIpAddress ?? ''
    expect(await find(['ip-address', address])).toEqual([web])
    expect(await find(['private-ip-address', '172.31.*'])).toEqual([web, db])
    expect(await find(['tag:Name', 'none'])).toEqual([])
  })

  it('answers in pages of instances', async () => {
    await bench.launch({ MinCount: 12, MaxCount: 12 })
    const { world } = bench
    type Page = { Reservations: { Instances: object[] }[]; NextToken?: string }
    const first = await world.call<Page>('ec2:DescribeInstances', { MaxResults: 10 })
    expect(first.Reservations.map(({ Instances }) => Instances.length)).toEqual([10])
    const second = await world.call<Page>('ec2:DescribeInstances', { MaxResults: 10, NextToken: first.NextToken })
    expect(second.Reservations.map(({ Instances }) => Instances.length)).toEqual([2])
    expect(second.NextToken).toBeUndefined()
  })
})

describe('DescribeInstanceStatus', () => {
  const status = async (input: object = {}) =>
    (await bench.world.call<{ InstanceStatuses: object[] }>('ec2:DescribeInstanceStatus', { ...input })).InstanceStatuses

  it('shows those that run, whose checks pass in the end', async () => {
    const id = await bench.running()
    expect(await status()).toMatchObject([
      {
        InstanceId: id,
        InstanceState: { Name: 'running' },
        SystemStatus: { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] },
      },
    ])
    bench.world.clock.forward(60_000)
    expect(await status({ InstanceIds: [id] })).toMatchObject([{ InstanceStatus: { Status: 'ok' } }])
    await bench.change('Stop', [id])
    expect(await status({ InstanceIds: [id] })).toEqual([])
    expect(await status({ IncludeAllInstances: true })).toMatchObject([{ InstanceStatus: { Status: 'not-applicable' } }])
  })
})

describe('ModifyInstanceMetadataOptions', () => {
  const modify = (InstanceId: string, input: object) =>
    bench.world.call<{ InstanceMetadataOptions: object }>('ec2:ModifyInstanceMetadataOptions', { InstanceId, ...input })

  it('changes what is given', async () => {
    const id = await bench.running()
    expect((await modify(id, { HttpTokens: 'optional' })).InstanceMetadataOptions).toMatchObject({
      State: 'pending',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 2,
    })
    expect((await bench.one(id)).MetadataOptions).toMatchObject({ State: 'applied', HttpTokens: 'optional' })
    expect(await refusal(modify(id, { HttpPutResponseHopLimit: 65 }))).toContain('InvalidParameterValue')
  })
})

describe('the instance profile of an instance', () => {
  const associate = (InstanceId: string, Name: string) =>
    bench.world.call<{ IamInstanceProfileAssociation: { AssociationId: string; State: string } }>(
      'ec2:AssociateIamInstanceProfile',
      { InstanceId, IamInstanceProfile: { Name } },
    )
  const associations = async () =>
    (
      await bench.world.call<{ IamInstanceProfileAssociations: { AssociationId: string; State: string }[] }>(
        'ec2:DescribeIamInstanceProfileAssociations',
      )
    ).IamInstanceProfileAssociations

  it('is given, replaced, and taken away', async () => {
    await bench.profile('web')
    const arn = await bench.profile('db')
    const id = await bench.running()
    const first = (await associate(id, 'web')).IamInstanceProfileAssociation
    expect(first).toMatchObject({ State: 'associating', AssociationId: expect.stringMatching(/^iip-assoc-0[0-9a-f]{16}$/) })
    expect(await associations()).toMatchObject([{ AssociationId: first.AssociationId, State: 'associated' }])
    expect(await refusal(associate(id, 'db'))).toBe(`IncorrectState 400: There is an existing association for instance ${id}`)
    const replaced = await bench.world.call<{ IamInstanceProfileAssociation: { AssociationId: string } }>(
      'ec2:ReplaceIamInstanceProfileAssociation',
      { AssociationId: first.AssociationId, IamInstanceProfile: { Arn: arn } },
    )
    const { AssociationId } = replaced.IamInstanceProfileAssociation
    expect(AssociationId).not.toBe(first.AssociationId)
    expect((await bench.one(id)).IamInstanceProfile?.Arn).toBe(arn)
    const remove = () => bench.world.call('ec2:DisassociateIamInstanceProfile', { AssociationId })
    expect(await remove()).toMatchObject({ IamInstanceProfileAssociation: { State: 'disassociating' } })
    expect(await associations()).toEqual([])
    expect(await refusal(remove())).toContain('InvalidAssociationID.NotFound')
  })

  it('is refused while the instance is pending, and to another account', async () => {
    await bench.profile('web')
    const { Instances } = await bench.launch()
    const id = Instances[0]?.InstanceId ?? ''
    expect(await refusal(associate(id, 'web'))).toBe(
      `IncorrectInstanceState 400: The instance '${id}' is not in the 'running' or 'stopped' states.`,
    )
    bench.world.clock.forward(10_000)
    const { AssociationId } = (await associate(id, 'web')).IamInstanceProfileAssociation
    await bench.world.enter(await bench.world.newAccount('neighbour@example.com'))
    expect(await refusal(bench.world.call('ec2:DisassociateIamInstanceProfile', { AssociationId }))).toContain(
      'InvalidAssociationID.NotFound',
    )
    expect(await refusal(associate(id, 'web'))).toContain('InvalidInstanceID.NotFound')
  })
})

describe('GetConsoleOutput', () => {
  const output = async (InstanceId: string) => {
    const { Output } = await bench.world.call<{ Output?: string }>('ec2:GetConsoleOutput', { InstanceId })
    return Output === undefined ? undefined : Buffer.from(Output, 'base64').toString()
  }

  it('shows the host key’s fingerprint, as there is an SSH host', async () => {
    const fingerprint = 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDzU4SDKnmCqRSPmkk'
    bench = await InstanceBench.new({ sshHostKeyFingerprint: async () => fingerprint })
    const { Instances } = await bench.launch()
    const id = Instances[0]?.InstanceId ?? ''
    expect(await output(id)).toBeUndefined()
    bench.world.clock.forward(10_000)
    const text = (await output(id)) ?? ''
    expect(text).toContain('-----BEGIN SSH HOST KEY FINGERPRINTS-----')
    expect(text).toContain(`256 ${fingerprint} root@ip-172-31-`)
    expect(text).toContain('no authorized SSH keys fingerprints found for user ec2-user')
  })

  it('shows none without an SSH host', async () => {
    const id = await bench.running()
    expect(await output(id)).toContain('Amazon Linux 2023')
    expect(await output(id)).not.toContain('FINGERPRINTS')
  })
})

describe('the catalogue', () => {
  type Images = { Images: { ImageId: string; Name: string; OwnerId: string; ImdsSupport?: string }[] }
  const images = async (input: object = {}, region = 'us-east-1') =>
    (await bench.world.call<Images>('ec2:DescribeImages', { ...input }, bench.world.root(), region)).Images

  it('has images of Amazon and of Canonical, with ids of each Region', async () => {
    expect(await images()).toHaveLength(8)
    const own = await images({
      Owners: ['099720109477'],
      Filters: [{ Name: 'name', Values: ['*ubuntu-noble-24.04-amd64-server-*'] }],
    })
    expect(own).toMatchObject([{ OwnerId: '099720109477' }])
    const [first] = await images({ Owners: ['amazon'] })
    expect(first).toMatchObject({ ImdsSupport: 'v2.0', OwnerId: '137112412989' })
    expect((await images({ Owners: ['amazon'] }, 'eu-west-1'))[0]?.ImageId).not.toBe(first?.ImageId)
    expect(await images({ Owners: ['self'] })).toEqual([])
    expect(await refusal(images({ ImageIds: ['ami-abcd1234'] }))).toBe(
      "InvalidAMIID.NotFound 400: The image id '[ami-abcd1234]' does not exist",
    )
  })

  it('has instance types with their figures', async () => {
    type Types = { InstanceTypes: { InstanceType: string }[] }
    const types = (input: object) => bench.world.call<Types>('ec2:DescribeInstanceTypes', { ...input })
    expect((await types({ InstanceTypes: ['t3.micro'] })).InstanceTypes).toMatchObject([
      { InstanceType: 't3.micro', VCpuInfo: { DefaultVCpus: 2 }, MemoryInfo: { SizeInMiB: 1024 }, FreeTierEligible: true },
    ])
    expect((await types({ Filters: [{ Name: 'free-tier-eligible', Values: ['true'] }] })).InstanceTypes).toHaveLength(4)
    expect(await refusal(types({ InstanceTypes: ['t9.micro'] }))).toBe(
      'InvalidInstanceType 400: The following supplied instance types do not exist: [t9.micro]',
    )
  })
})
