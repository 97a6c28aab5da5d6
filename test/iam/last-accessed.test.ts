import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const HOUR = 3600_000

describe('last accessed', () => {
  beforeEach(async () => {
    for (const UserName of ['alice', 'bob']) {
      await world.call('iam:CreateUser', { UserName })
      await world.call('iam:PutUserPolicy', {
        UserName,
        PolicyName: 'p',
        PolicyDocument: policy(allow(['iam:*', 's3:GetObject'])),
      })
    }
  })

  interface Report {
    ServicesLastAccessed: Record<string, unknown>[]
  }
  const report = async (Arn: string, Granularity = 'SERVICE_LEVEL') => {
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn, Granularity })
    return world.call<Report>('iam:GetServiceLastAccessedDetails', { JobId })
  }

  it('tells of each principal what they themselves called', async () => {
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    world.clock.forward(HOUR)
    await world.call('iam:GetUser', {}, await world.user('bob'))
    const at = world.clock.now()
    expect((await report(arn('user/alice'))).ServicesLastAccessed).toMatchObject([
      {
        ServiceNamespace: 'iam',
        LastAuthenticated: at - HOUR,
        LastAuthenticatedEntity: arn('user/alice'),
        TotalAuthenticatedEntities: 1,
      },
      { ServiceNamespace: 's3', TotalAuthenticatedEntities: 0 },
    ])
    const [iam] = (await report(arn('user/bob'), 'ACTION_LEVEL')).ServicesLastAccessed as {
      TrackedActionsLastAccessed: { ActionName: string; LastAccessedTime?: number }[]
    }[]
    expect(iam?.TrackedActionsLastAccessed.filter(({ LastAccessedTime }) => LastAccessedTime)).toMatchObject([
      { ActionName: 'GetUser', LastAccessedTime: at, LastAccessedEntity: arn('user/bob') },
    ])
  })

  it('tells of a group and a policy what those who have it called', async () => {
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:PutGroupPolicy', { GroupName: 'G', PolicyName: 'p', PolicyDocument: policy(allow('iam:*')) })
    await world.call('iam:AddUserToGroup', { GroupName: 'G', UserName: 'alice' })
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    await world.call('iam:ListUsers', {}, await world.user('bob'))
    expect((await report(arn('group/G'))).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/alice') },
    ])
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn })
    expect((await report(PolicyArn)).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/bob') },
    ])
  })

  it('shows a report to the principal that asked for it alone', async () => {
    const [alice, bob] = [await world.user('alice'), await world.user('bob')]
    const input = { Arn: arn('user/alice') }
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', input, alice)
    await world.call('iam:GetServiceLastAccessedDetails', { JobId }, alice)
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId }, bob)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    })
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId })).rejects.toMatchObject({ code: 'NoSuchEntity' })
  })
})
