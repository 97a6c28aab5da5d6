import { beforeAll, describe, expect, it } from 'vitest'
import { defaultSubnets } from '../../../server/ec2/default-network.js'
import { defaultGroupId } from '../../../server/ec2/find-security-group.js'
import { refusal } from '../../support/refusal.js'
import { InstanceBench } from './bench.js'
import { type Facts, ROWS } from './launch-permissions.js'

let bench: InstanceBench
let facts: Facts
beforeAll(async () => {
  bench = await InstanceBench.new()
  const { world } = bench
  const [subnet] = defaultSubnets(world.accountId, 'us-east-1')
  const group = defaultGroupId(world.accountId, 'us-east-1')
  facts = { accountId: world.accountId, image: bench.image(), subnet: subnet?.subnetId ?? '', group }
  await bench.profile('web')
  const TagSpecifications = [{ ResourceType: 'key-pair', Tags: [{ Key: 'Owner', Value: 'alice' }] }]
  await world.call('ec2:CreateKeyPair', { KeyName: 'laptop', KeyType: 'ed25519', TagSpecifications })
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

/** `allowed`, or what is refused first. Nothing is launched: a dry run is decided alike. */
async function verdict(input: object): Promise<string> {
  const said = await refusal(bench.launch({ DryRun: true, ...input }, await bench.world.user('alice')))
  if (said === 'DryRunOperation 412: Request would have succeeded, but DryRun flag is set.') return 'allowed'
  const [, action, resource] = / to perform: (\S+) on resource: (\S+)/.exec(said) ?? []
  return action ? `${action} ${resource}` : said
}

describe('RunInstances with', () => {
  it.each(ROWS.map((row) => [row.title, row] as const))('%s', async (_title, { policy, launch, verdict: expected }) => {
    const Statement = policy(facts).map((one) => ({
      Effect: 'Allow',
      ...('NotResource' in one ? {} : { Resource: '*' }),
      ...one,
    }))
    if (Statement.length > 0) {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
      await bench.world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    }
    expect(await verdict(launch?.(facts) ?? {})).toBe(typeof expected === 'string' ? expected : expected(facts))
  })
})

describe('an action on an instance', () => {
  it('is decided by the instance’s ARN and its tags, for each of them', async () => {
    const { world } = bench
    const Statement = {
      Effect: 'Allow',
      Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
      Resource: 'arn:aws:ec2:us-east-1:*:instance/*',
      Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
    }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    const tags = (Value: string) => ({
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Owner', Value }] }],
    })
    const [own, other] = [await bench.running(tags('alice')), await bench.running(tags('bob'))]
    const alice = await world.user('alice')
    const stop = (...InstanceIds: string[]) => refusal(world.call('ec2:StopInstances', { InstanceIds }, alice))
    expect(await stop(own, other)).toContain(
      `is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:us-east-1:${world.accountId}:instance/${other} because no identity-based policy allows the ec2:StopInstances action. Encoded authorization failure message: `,
    )
    expect(await stop(own)).toBe('not refused')
    expect(await stop('i-00000000000000001')).toContain('UnauthorizedOperation 403')
  })

  it('asks for everything on which it can be refused, where it lists', async () => {
    const said = await refusal(bench.world.call('ec2:DescribeInstances', {}, await bench.world.user('alice')))
    expect(said).toMatch(/ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action$/)
  })
})
