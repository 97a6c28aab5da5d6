import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('ChangePassword', () => {
  it('takes no password that is remembered', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:UpdateAccountPasswordPolicy', { PasswordReusePrevention: 2, AllowUsersToChangePassword: true })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'First+Password1' })
    const alice = await world.user('alice')
    const change = (OldPassword: string, NewPassword: string) =>
      world.call('iam:ChangePassword', { OldPassword, NewPassword }, alice)
    await expect(change('wrong', 'Second+Password1')).rejects.toMatchObject({
      code: 'AccessDenied',
      reason: 'old-password-wrong',
    })
    await change('First+Password1', 'Second+Password1')
    await expect(change('Second+Password1', 'First+Password1')).rejects.toMatchObject({ reason: 'password-reused' })
    await change('Second+Password1', 'Third+Password1')
    await change('Third+Password1', 'First+Password1')
  })

  it('is not for root', async () => {
    await expect(world.call('iam:ChangePassword', { OldPassword: 'a', NewPassword: 'b' })).rejects.toMatchObject({
      code: 'InvalidUserType',
    })
  })
})
