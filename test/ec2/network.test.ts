import { beforeAll, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

interface Zones {
  AvailabilityZones: { ZoneName: string; ZoneId: string; GroupName: string }[]
}
interface Subnets {
  Subnets: { SubnetId: string; AvailabilityZone: string; CidrBlock: string; Tags: unknown[] }[]
}
interface Vpcs {
  Vpcs: { VpcId: string; IsDefault: boolean }[]
}

let world: World
beforeAll(async () => {
  world = await World.withAccount()
})

const call = <T>(action: string, input = {}, region = 'eu-west-1') =>
  world.call<T>(`ec2:${action}`, input, world.root(), region)
const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] })

describe('what a Region has from the start', () => {
  it('is among the Regions that need no opting in (DescribeRegions)', async () => {
    const { Regions } = await call<{ Regions: { RegionName: string; Endpoint: string }[] }>('DescribeRegions')
    expect(Regions).toHaveLength(17)
    expect(Regions.map(({ RegionName }) => RegionName)).toContain('us-east-1')
    await expect(call('DescribeRegions', { RegionNames: ['xx-west-1'] })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message: 'Invalid region provided: xx-west-1',
    })
  })

  it('is Availability Zones, whose letters differ among accounts and whose IDs do not (DescribeAvailabilityZones)', async () => {
    const { AvailabilityZones: zones } = await call<Zones>('DescribeAvailabilityZones', {}, 'us-east-1')
    expect(zones.map(({ ZoneName }) => ZoneName.slice(-1)).join('')).toBe('abcdef')
    expect(zones.map(({ ZoneId }) => ZoneId).sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `use1-az${n}`))
    expect(zones[0]?.GroupName).toBe('us-east-1-zg-1')
    const byId = await call<Zones>('DescribeAvailabilityZones', { ZoneIds: [zones[2]?.ZoneId] }, 'us-east-1')
    expect(byId.AvailabilityZones).toEqual([zones[2]])
    await expect(call('DescribeAvailabilityZones', { ZoneNames: ['us-east-1a'] })).rejects.toMatchObject({
      message: 'Invalid availability zone: [us-east-1a]',
    })
  })

  it('is a default VPC, the same each time and another one in each Region (DescribeVpcs)', async () => {
    const [first, again, elsewhere] = [
      await call<Vpcs>('DescribeVpcs'),
      await call<Vpcs>('DescribeVpcs', filter('is-default', 'true')),
      await call<Vpcs>('DescribeVpcs', {}, 'sa-east-1'),
    ]
    expect(first.Vpcs).toHaveLength(1)
    expect(first.Vpcs[0]).toMatchObject({ IsDefault: true, VpcId: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/) })
    expect(again).toEqual(first)
    expect(elsewhere.Vpcs[0]?.VpcId).not.toBe(first.Vpcs[0]?.VpcId)
    await expect(call('DescribeVpcs', { VpcIds: [elsewhere.Vpcs[0]?.VpcId, 'vpc-12345678'] })).rejects.toMatchObject({
      code: 'InvalidVpcID.NotFound',
      message: `The vpc IDs '${elsewhere.Vpcs[0]?.VpcId}, vpc-12345678' do not exist`,
    })
  })

  it('is a subnet in each zone (DescribeSubnets)', async () => {
    const { Subnets: subnets } = await call<Subnets>('DescribeSubnets')
    expect(subnets.map(({ AvailabilityZone, CidrBlock }) => [AvailabilityZone, CidrBlock])).toEqual([
      ['eu-west-1a', '172.31.0.0/20'],
      ['eu-west-1b', '172.31.16.0/20'],
      ['eu-west-1c', '172.31.32.0/20'],
    ])
    const found = await call<Subnets>('DescribeSubnets', filter('availability-zone', '*b', 'x'))
    expect(found.Subnets).toEqual([subnets[1]])
  })
})

describe('filters', () => {
  const regions = async (...filters: { Name: string; Values: string[] }[]) => {
    const { Regions } = await call<{ Regions: { RegionName: string }[] }>('DescribeRegions', { Filters: filters })
    return Regions.map(({ RegionName }) => RegionName)
  }

  it('have alternatives in their values, and must all match', async () => {
    const one = { Name: 'region-name', Values: ['us-*', 'sa-east-1'] }
    expect(await regions(one)).toHaveLength(5)
    expect(await regions(one, { Name: 'endpoint', Values: ['*sa-east-?.amazonaws.com'] })).toEqual(['sa-east-1'])
    expect(await regions({ Name: 'region-name', Values: [] })).toEqual([])
  })

  it('take characters for themselves after a backslash, and case seriously', async () => {
    expect(await regions({ Name: 'region-name', Values: ['us-east-\\1'] })).toEqual(['us-east-1'])
    expect(await regions({ Name: 'region-name', Values: ['us-east-\\*', 'us-east-\\?', 'US-EAST-1', '\\'] })).toEqual([])
  })
})
