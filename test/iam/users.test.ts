import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('a user', () => {
  it('finds names ignoring case and keeps the case they were given', async () => {
    await world.call('iam:CreateUser', { UserName: 'Alice' })
    await expect(world.call('iam:CreateUser', { UserName: 'alice' })).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'User with name alice already exists.',
    })
    expect(await world.call('iam:GetUser', { UserName: 'ALICE' })).toMatchObject({ User: { UserName: 'Alice' } })
  })

  it('names what is in the way of a deletion, one thing after the other', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'G' })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    const attempt = () =>
      world.call('iam:DeleteUser', { UserName: 'alice' }).then(
        () => 'deleted',
        (error: Error) => error.message,
      )
    expect(await attempt()).toBe('Cannot delete entity, must remove users from group first.')
    await world.call('iam:RemoveUserFromGroup', { UserName: 'alice', GroupName: 'G' })
    expect(await attempt()).toBe('Cannot delete entity, must delete login profile first.')
    await world.call('iam:DeleteLoginProfile', { UserName: 'alice' })
    expect(await attempt()).toBe('Cannot delete entity, must detach all policies first.')
    await world.call('iam:DetachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    expect(await attempt()).toBe('Cannot delete entity, must delete policies first.')
    await world.call('iam:DeleteUserPolicy', { UserName: 'alice', PolicyName: 'p' })
    expect(await attempt()).toBe('Cannot delete entity, must delete access keys first.')
    await world.call('iam:DeleteAccessKey', { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId })
    expect(await attempt()).toBe('deleted')
  })

  it('keeps memberships, keys and policies through a rename', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'G' })
    await world.call('iam:CreateAccessKey', { UserName: 'alice' })
    await world.call('iam:UpdateUser', { UserName: 'alice', NewUserName: 'alicia', NewPath: '/team/' })
    expect(await world.call('iam:GetGroup', { GroupName: 'G' })).toMatchObject({
      Users: [{ UserName: 'alicia', Arn: `arn:aws:iam::${world.accountId}:user/team/alicia` }],
    })
    expect(await world.call('iam:ListAccessKeys', { UserName: 'alicia' })).toMatchObject({
      AccessKeyMetadata: [{ UserName: 'alicia' }],
    })
  })
})

describe('root', () => {
  it('has no name, and is not the user who is called like the account', async () => {
    const { User } = await world.call<{ User: Record<string, unknown> }>('iam:GetUser')
    expect(User).toMatchObject({ Arn: `arn:aws:iam::${world.accountId}:root`, UserId: world.accountId })
    expect(User).not.toHaveProperty('UserName')
    await expect(world.call('iam:GetUser', { UserName: world.accountId })).rejects.toMatchObject({ code: 'NoSuchEntity' })
    await world.call('iam:CreateUser', { UserName: world.accountId })
    expect(await world.call('iam:GetUser', { UserName: world.accountId })).toMatchObject({
      User: { Arn: `arn:aws:iam::${world.accountId}:user/${world.accountId}` },
    })
  })
})
