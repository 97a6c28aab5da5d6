import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('permissions', () => {
  it('come by groups, bind at once, and an explicit deny names its policy', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'Admins' })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    const alice = await world.user('alice')
    const create = () => world.call('iam:CreateUser', { UserName: 'bob' }, alice)
    await expect(create()).rejects.toMatchObject({
      code: 'AccessDenied',
      message: `User: ${alice.arn} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${world.accountId}:user/bob because no identity-based policy allows the iam:CreateUser action`,
    })
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'Admins' })
    await create()
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' })
    await expect(world.call('iam:GetUser', { UserName: 'bob' }, alice)).rejects.toMatchObject({
      message: `User: ${alice.arn} is not authorized to perform: iam:GetUser on resource: user bob with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSDenyAll`,
    })
  })
})
