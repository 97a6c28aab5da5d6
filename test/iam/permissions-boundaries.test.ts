import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

describe('a permissions boundary', () => {
  it('limits and never grants; the condition key lets it be delegated', async () => {
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('iam:GetUser')) })
    await world.call('iam:CreateUser', { UserName: 'lead' })
    const edge = { Condition: { StringEquals: { 'iam:PermissionsBoundary': arn('policy/Edge') } } }
    await world.call('iam:PutUserPolicy', {
      UserName: 'lead',
      PolicyName: 'p',
      PolicyDocument: policy(allow(['iam:CreateUser', 'iam:AttachUserPolicy'], '*', edge)),
    })
    const lead = await world.user('lead')
    await expect(world.call('iam:CreateUser', { UserName: 'bob' }, lead)).rejects.toMatchObject({ code: 'AccessDenied' })
    await world.call('iam:CreateUser', { UserName: 'bob', PermissionsBoundary: arn('policy/Edge') }, lead)
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn }, lead)
    const bob = await world.user('bob')
    await world.call('iam:GetUser', {}, bob)
    await expect(world.call('iam:ListUsers', {}, bob)).rejects.toThrow('because no permissions boundary allows')
    await world.call('iam:DeleteUserPermissionsBoundary', { UserName: 'bob' })
    await world.call('iam:ListUsers', {}, bob)
  })
})
