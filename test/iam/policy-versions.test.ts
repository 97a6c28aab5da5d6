import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

describe('policy versions', () => {
  it('are five at most, never reused, and act at once', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const alice = await world.user('alice')
    const PolicyArn = arn('policy/P')
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    const version = { PolicyArn, PolicyDocument: policy(allow('iam:ListUsers')), SetAsDefault: true }
    await world.call('iam:CreatePolicyVersion', version)
    await world.call('iam:ListUsers', {}, alice)
    await world.call('iam:SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    for (let more = 0; more < 3; more++) await world.call('iam:CreatePolicyVersion', { ...version, SetAsDefault: false })
    await expect(world.call('iam:CreatePolicyVersion', version)).rejects.toMatchObject({ code: 'LimitExceeded' })
    await expect(world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).rejects.toMatchObject({
      message: 'Cannot delete the default version of a policy.',
    })
    await world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v5' })
    expect(await world.call('iam:CreatePolicyVersion', version)).toMatchObject({ PolicyVersion: { VersionId: 'v6' } })
    expect(await world.call('iam:ListEntitiesForPolicy', { PolicyArn })).toMatchObject({
      PolicyUsers: [{ UserName: 'alice' }],
      PolicyRoles: [],
    })
  })
})
