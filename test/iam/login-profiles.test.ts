import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

const create = (input: object = {}) =>
  world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42', ...input })
const get = () => world.call('iam:GetLoginProfile', { UserName: 'alice' })
const update = (input: object) => world.call('iam:UpdateLoginProfile', { UserName: 'alice', ...input })
/** Alice proves that this is her password, by changing it. */
const knows = async (OldPassword: string) => {
  const NewPassword = `${OldPassword}x`
  const changed = await refusal(world.call('iam:ChangePassword', { OldPassword, NewPassword }, await world.user('alice')))
  return changed === 'not refused'
}

const NONE = 'NoSuchEntity 404: Login Profile for User alice cannot be found.'

beforeEach(() => world.call('iam:UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true }))

describe('CreateLoginProfile', () => {
  it('gives a user a password, and never shows it', async () => {
    expect(await create({ PasswordResetRequired: true })).toEqual({
      LoginProfile: { UserName: 'alice', CreateDate: world.clock.now(), PasswordResetRequired: true },
    })
    expect(await get()).toEqual({
      LoginProfile: { UserName: 'alice', CreateDate: world.clock.now(), PasswordResetRequired: true },
    })
    expect(await refusal(create())).toBe('EntityAlreadyExists 409: Login Profile for user alice already exists.')
  })
})

describe('GetLoginProfile', () => {
  it('finds no password before it is created', async () => {
    await expect(get()).rejects.toMatchObject({
      message: 'Login Profile for User alice cannot be found.',
    })
  })
})

describe('UpdateLoginProfile', () => {
  it('replaces the password and keeps whether it must be changed', async () => {
    await create({ PasswordResetRequired: true })
    world.clock.forward(1000)
    await update({ Password: 'Other+Street+43' })
    expect(await get()).toEqual({
      LoginProfile: { UserName: 'alice', CreateDate: world.clock.now() - 1000, PasswordResetRequired: true },
    })
    expect(await knows('Maple+Street+42')).toBe(false)
    expect(await knows('Other+Street+43')).toBe(true)
  })

  it('sets only whether the password must be changed', async () => {
    await create()
    await update({ PasswordResetRequired: true })
    expect(await get()).toMatchObject({ LoginProfile: { PasswordResetRequired: true } })
    await update({})
    expect(await get()).toMatchObject({ LoginProfile: { PasswordResetRequired: true } })
    await update({ PasswordResetRequired: false })
    expect(await get()).toMatchObject({ LoginProfile: { PasswordResetRequired: false } })
    expect(await knows('Maple+Street+42')).toBe(true)
  })

  it('obeys the password policy, administrator or not', async () => {
    await world.call('iam:UpdateAccountPasswordPolicy', { MinimumPasswordLength: 12, PasswordReusePrevention: 1 })
    await create()
    expect(await refusal(update({ Password: 'Short+1' }))).toBe(
      'PasswordPolicyViolation 400: Password should have a minimum length of 12',
    )
    expect(await refusal(update({ Password: 'Maple+Street+42' }))).toBe(
      'PasswordPolicyViolation 400: Policy constraint violation with password reuse prevention during password change.',
    )
  })
})

describe('DeleteLoginProfile', () => {
  it('takes the password away, and a new one is a new profile', async () => {
    await create()
    await world.call('iam:DeleteLoginProfile', { UserName: 'alice' })
    expect(await refusal(get())).toBe(NONE)
    world.clock.forward(1000)
    await create({ Password: 'Other+Street+43' })
    expect(await get()).toMatchObject({ LoginProfile: { CreateDate: world.clock.now() } })
  })
})

it.each([
  ['iam:GetLoginProfile', {}],
  ['iam:UpdateLoginProfile', { Password: 'Other+Street+43' }],
  ['iam:UpdateLoginProfile', { PasswordResetRequired: true }],
  ['iam:DeleteLoginProfile', {}],
])('%s %j names a user who exists and has a password', async (action, input) => {
  expect(await refusal(world.call(action, { UserName: 'alice', ...input }))).toBe(NONE)
  expect(await refusal(world.call(action, { UserName: 'ghost', ...input }))).toBe(
    'NoSuchEntity 404: The user with name ghost cannot be found.',
  )
})
