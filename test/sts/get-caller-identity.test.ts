import { beforeEach, describe, expect, it } from 'vitest'
import { deny, policy, trust } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice', Path: '/team/' })
})

describe('GetCallerIdentity', () => {
  it('knows root, a user with their path, and a session of a role', async () => {
    const alice = await world.user('alice')
    expect(await world.call('sts:GetCallerIdentity')).toEqual({
      Account: world.accountId,
      Arn: `arn:aws:iam::${world.accountId}:root`,
      UserId: world.accountId,
    })
    expect(await world.call('sts:GetCallerIdentity', {}, alice)).toEqual({
      Account: world.accountId,
      Arn: `arn:aws:iam::${world.accountId}:user/team/alice`,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    })
    const { Role } = await world.call<{ Role: { RoleId: string } }>('iam:CreateRole', {
      RoleName: 'Deploy',
      AssumeRolePolicyDocument: trust(alice.arn),
    })
    expect(await world.call('sts:GetCallerIdentity', {}, await world.assume('Deploy', alice))).toEqual({
      Account: world.accountId,
      Arn: `arn:aws:sts::${world.accountId}:assumed-role/Deploy/test`,
      UserId: `${Role.RoleId}:test`,
    })
  })

  it('is stopped by no deny', async () => {
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(deny('*')) })
    expect(await world.call('sts:GetCallerIdentity', {}, await world.user('alice'))).toMatchObject({
      Account: world.accountId,
    })
  })
})
