import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('a tag', () => {
  it('has no key that begins with aws:', async () => {
    const Tags = [{ Key: 'AWS:owner', Value: 'me' }]
    const message = 'aws: prefixed tag key names are not allowed for external use.'
    await expect(world.call('iam:CreateUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('iam:TagUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    const alice = await world.user('alice')
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('*')) })
    await expect(world.call('sts:GetFederationToken', { Name: 'x', Tags }, alice)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message,
    })
  })
})
