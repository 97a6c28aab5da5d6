import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../support/refusal.js'
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

describe('the password policy', () => {
  const get = () => world.call('iam:GetAccountPasswordPolicy')
  const update = (input: object) => world.call('iam:UpdateAccountPasswordPolicy', { ...input })
  const LOOSE = {
    MinimumPasswordLength: 6,
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ExpirePasswords: false,
  }

  it('is replaced as a whole by UpdateAccountPasswordPolicy', async () => {
    const strict = { MinimumPasswordLength: 14, RequireSymbols: true, RequireNumbers: true, RequireUppercaseCharacters: true }
    await update({ ...strict, MaxPasswordAge: 90, PasswordReusePrevention: 5, HardExpiry: true })
    expect(await get()).toEqual({
      PasswordPolicy: {
        ...LOOSE,
        ...strict,
        ExpirePasswords: true,
        MaxPasswordAge: 90,
        PasswordReusePrevention: 5,
        HardExpiry: true,
      },
    })
    await update({ AllowUsersToChangePassword: true })
    const { PasswordPolicy } = await get()
    expect(PasswordPolicy).toMatchObject({ ...LOOSE, AllowUsersToChangePassword: true })
    for (const member of ['MaxPasswordAge', 'PasswordReusePrevention']) expect(PasswordPolicy).not.toHaveProperty(member)
  })

  it('is the default one again after DeleteAccountPasswordPolicy', async () => {
    const none = `NoSuchEntity 404: The Password Policy with domain name ${world.accountId} cannot be found.`
    const remove = () => world.call('iam:DeleteAccountPasswordPolicy')
    expect(await refusal(get())).toBe(none)
    expect(await refusal(remove())).toBe('NoSuchEntity 404: The account policy with name PasswordPolicy cannot be found.')
    await update({})
    await remove()
    expect(await refusal(get())).toBe(none)
    await world.call('iam:CreateUser', { UserName: 'alice' })
    expect(await refusal(world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'simple' }))).toBe(
      'PasswordPolicyViolation 400: Password should have a minimum length of 8',
    )
  })
})
