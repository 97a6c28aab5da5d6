import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('a login profile', () => {
  it('is not there before it is created', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('iam:GetLoginProfile', { UserName: 'alice' })).rejects.toMatchObject({
      message: 'Login Profile for User alice cannot be found.',
    })
  })
})
