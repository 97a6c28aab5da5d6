import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('passwords', () => {
  it('obey the default policy until there is another, which replaces it whole', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const give = (Password: string) => world.call('iam:CreateLoginProfile', { UserName: 'alice', Password })
    await expect(give('short')).rejects.toMatchObject({ message: 'Password should have a minimum length of 8' })
    await expect(give('onlylowercase')).rejects.toMatchObject({
      message:
        'Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol',
    })
    await world.call('iam:UpdateAccountPasswordPolicy', { MinimumPasswordLength: 6 })
    await give('simple')
  })
})
