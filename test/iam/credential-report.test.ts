import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const HOUR = 3600_000

describe('the credential report', () => {
  const read = async () => {
    const { Content } = await world.call<{ Content: Uint8Array }>('iam:GetCredentialReport')
    return new TextDecoder().decode(Content)
  }

  it('is asked for, made, kept for four hours, and then expired', async () => {
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportNotPresent',
      httpStatus: 410,
      message: '',
    })
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    })
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({ State: 'INPROGRESS' })
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportInProgress',
      httpStatus: 404,
      message: '',
    })
    world.clock.forward(2000)
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({ State: 'COMPLETE' })
    await world.call('iam:CreateUser', { UserName: 'late' })
    world.clock.forward(4 * HOUR - 1)
    expect(await read()).not.toContain('late')
    world.clock.forward(1)
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportExpired',
      httpStatus: 410,
      message: '',
    })
    await world.call('iam:GenerateCredentialReport')
    world.clock.forward(2000)
    expect(await read()).toContain('\nlate,')
  })

  it('has a row for root and for each user, in 22 columns', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateLoginProfile', { UserName: 'alice', Password: 'Maple+Street+42' })
    await world.call('iam:UpdateAccountPasswordPolicy', { MaxPasswordAge: 90 })
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    world.clock.forward(HOUR)
    await world.call('iam:UpdateAccessKey', { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' })
    await world.enrol('alice')
    await world.call('iam:GenerateCredentialReport')
    world.clock.forward(2000)
    const [columns = '', root = '', alice = '', ...rest] = (await read()).split('\n')
    expect(rest).toEqual([])
    const names = columns.split(',')
    expect(names).toHaveLength(22)
    const cell = (row: string, name: string) => row.split(',')[names.indexOf(name)]
    expect(cell(root, 'user')).toBe('<root_account>')
    expect(cell(root, 'password_enabled')).toBe('not_supported')
    expect(cell(root, 'access_key_1_active')).toBe('false')
    expect(cell(alice, 'arn')).toBe(arn('user/alice'))
    expect(cell(alice, 'password_enabled')).toBe('true')
    expect(cell(alice, 'password_last_used')).toBe('no_information')
    expect(cell(alice, 'password_last_changed')).toBe('2026-01-31T10:20:30Z')
    expect(cell(alice, 'password_next_rotation')).toBe('2026-05-01T10:20:30Z')
    expect(cell(alice, 'mfa_active')).toBe('true')
    expect(cell(alice, 'access_key_1_active')).toBe('false')
    expect(cell(alice, 'access_key_1_last_rotated')).toBe('2026-01-31T11:20:30Z')
    expect(cell(alice, 'access_key_1_last_used_date')).toBe('N/A')
    expect(cell(alice, 'access_key_2_last_rotated')).toBe('N/A')
  })
})
