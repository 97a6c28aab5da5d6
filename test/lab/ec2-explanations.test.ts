import { beforeEach, describe, expect, it } from 'vitest'
import { explainEc2 } from '../../server/records/explanations/ec2.js'
import { explainRecord } from '../../server/records/explanations/explain.js'
import type { Explanation } from '../../server/records/explanations/explanation.js'
import { InstanceBench } from '../ec2/instances/bench.js'

let bench: InstanceBench
beforeEach(async () => {
  bench = await InstanceBench.new()
})

/** The explanation of a call that must fail. */
async function explained(call: Promise<unknown>): Promise<Explanation> {
  await expect(call).rejects.toThrow()
  const { world } = bench
  await world.accounts.flush()
  const record = world.records.filter(({ outcome }) => outcome === 'error').at(-1)
  if (!record) throw new Error('no record of the failure')
  return explainRecord(record)
}

const launch = (input: Record<string, unknown>) => explained(bench.launch(input))
const call = (name: string, input: Record<string, unknown>) => explained(bench.world.call(`ec2:${name}`, input))

describe('a launch that EC2 refuses', () => {
  it.each([
    ['InvalidKeyPair.NotFound', { KeyName: 'web' }, /no key pair/, /describe-key-pairs/],
    ['InvalidAMIID.NotFound', { ImageId: 'ami-0123456789abcdef0' }, /no image/, /describe-images/],
    [
      'InvalidGroup.NotFound',
      { SecurityGroupIds: ['sg-0123456789abcdef0'] },
      /no such security group/,
      /describe-security-groups/,
    ],
    ['InvalidSubnetID.NotFound', { SubnetId: 'subnet-0123456789abcdef0' }, /no such subnet/, /describe-subnets/],
    ['InvalidParameterValue', { InstanceType: 't9.huge' }, /instance type/, /describe-instance-types/],
    ['InvalidParameterValue', { IamInstanceProfile: { Name: 'Web' } }, /instance profile/, /list-instance-profiles/],
    ['InvalidParameterValue', { MinCount: 0 }, /a value that EC2 doesn’t accept/, /that the message names/],
    ['InstanceLimitExceeded', { MinCount: 21, MaxCount: 21 }, /reached a quota/, /terminate-instances/],
    ['Unsupported', { Placement: { Tenancy: 'host' } }, /no such configuration/, /Leave out/],
  ])('%s is explained, with a way out', async (code, input, summary, way) => {
    const explanation = await launch(input)
    expect(explanation.outcome).toMatchObject({ code })
    expect(explanation.summary).toMatch(summary)
    expect(explanation.wayOut.join('\n')).toMatch(way)
  })

  it('names the Region of the call, and the key pair that is probably meant', async () => {
    const { state, wayOut } = await launch({ KeyName: 'web.pem' })
    expect(state).toEqual([expect.stringMatching(/^The call went to the Region [a-z]+-[a-z]+-\d\.$/)])
    expect(wayOut[0]).toBe('Leave out the ending of the file: the key pair is probably named web.')
  })

  it('tells an ID that is none, and whatever else isn’t found', () => {
    const explained = (errorCode: string) => explainEc2({ errorCode, params: {}, region: 'eu-west-1' })
    expect(explained('InvalidAMIID.Malformed')?.summary).toContain('isn’t written as EC2 writes IDs')
    expect(explained('InvalidVpcID.NotFound')?.state).toEqual(['The call went to the Region eu-west-1.'])
    expect(explained('SomethingElse')).toBeUndefined()
  })

  it('tells the limit', async () => {
    expect((await launch({ MinCount: 21, MaxCount: 21 })).rule).toContain('limited to 20')
  })
})

describe('a key pair that EC2 refuses', () => {
  it('has a name that is taken', async () => {
    await bench.world.call('ec2:CreateKeyPair', { KeyName: 'web', KeyType: 'ed25519' })
    const { kind, wayOut } = await call('CreateKeyPair', { KeyName: 'web', KeyType: 'ed25519' })
    expect([kind, wayOut[0]]).toEqual(['conflict', 'Choose another name.'])
  })

  it.each([
    ['InvalidKey.Format', 'web.pub', /isn’t a public key/],
    ['InvalidParameterValue', 'A'.repeat(3000), /too long for a public key/],
  ])('isn’t one: %s', async (code, text, summary) => {
    const explanation = await call('ImportKeyPair', { KeyName: 'own', PublicKeyMaterial: Buffer.from(text) })
    expect(explanation.outcome).toMatchObject({ code })
    expect(explanation.summary).toMatch(summary)
    expect(explanation.wayOut[0]).toContain('.pub')
  })
})
