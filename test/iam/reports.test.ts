import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
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
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({ code: 'ReportNotPresent', httpStatus: 410 })
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    })
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({ State: 'INPROGRESS' })
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({ code: 'ReportInProgress', httpStatus: 404 })
    world.clock.forward(2000)
    expect(await world.call('iam:GenerateCredentialReport')).toEqual({ State: 'COMPLETE' })
    await world.call('iam:CreateUser', { UserName: 'late' })
    world.clock.forward(4 * HOUR - 1)
    expect(await read()).not.toContain('late')
    world.clock.forward(1)
    await expect(world.call('iam:GetCredentialReport')).rejects.toMatchObject({ code: 'ReportExpired', httpStatus: 410 })
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

describe('last accessed', () => {
  beforeEach(async () => {
    for (const UserName of ['alice', 'bob']) {
      await world.call('iam:CreateUser', { UserName })
      await world.call('iam:PutUserPolicy', {
        UserName,
        PolicyName: 'p',
        PolicyDocument: policy(allow(['iam:*', 's3:GetObject'])),
      })
    }
  })

  interface Report {
    ServicesLastAccessed: Record<string, unknown>[]
  }
  const report = async (Arn: string, Granularity = 'SERVICE_LEVEL') => {
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn, Granularity })
    return world.call<Report>('iam:GetServiceLastAccessedDetails', { JobId })
  }

  it('tells of each principal what they themselves called', async () => {
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    world.clock.forward(HOUR)
    await world.call('iam:GetUser', {}, await world.user('bob'))
    const at = world.clock.now()
    expect((await report(arn('user/alice'))).ServicesLastAccessed).toMatchObject([
      {
        ServiceNamespace: 'iam',
        LastAuthenticated: at - HOUR,
        LastAuthenticatedEntity: arn('user/alice'),
        TotalAuthenticatedEntities: 1,
      },
      { ServiceNamespace: 's3', TotalAuthenticatedEntities: 0 },
    ])
    const [iam] = (await report(arn('user/bob'), 'ACTION_LEVEL')).ServicesLastAccessed as {
      TrackedActionsLastAccessed: { ActionName: string; LastAccessedTime?: number }[]
    }[]
    expect(iam?.TrackedActionsLastAccessed.filter(({ LastAccessedTime }) => LastAccessedTime)).toMatchObject([
      { ActionName: 'GetUser', LastAccessedTime: at, LastAccessedEntity: arn('user/bob') },
    ])
  })

  it('tells of a group and a policy what those who have it called', async () => {
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:PutGroupPolicy', { GroupName: 'G', PolicyName: 'p', PolicyDocument: policy(allow('iam:*')) })
    await world.call('iam:AddUserToGroup', { GroupName: 'G', UserName: 'alice' })
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    await world.call('iam:ListUsers', {}, await world.user('bob'))
    expect((await report(arn('group/G'))).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/alice') },
    ])
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn })
    expect((await report(PolicyArn)).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/bob') },
    ])
  })

  it('shows a report to the principal that asked for it alone', async () => {
    const [alice, bob] = [await world.user('alice'), await world.user('bob')]
    const input = { Arn: arn('user/alice') }
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', input, alice)
    await world.call('iam:GetServiceLastAccessedDetails', { JobId }, alice)
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId }, bob)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    })
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId })).rejects.toMatchObject({ code: 'NoSuchEntity' })
  })
})

describe('GetAccountAuthorizationDetails', () => {
  it('pages through users, groups, roles and policies as one list', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'G', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    let Marker: string | undefined
    const seen: string[] = []
    do {
      const page = await world.call<Record<string, unknown[]> & { Marker?: string }>('iam:GetAccountAuthorizationDetails', {
        MaxItems: 1,
        ...(Marker ? { Marker } : {}),
      })
      for (const list of ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies']) {
        for (const item of page[list] ?? []) seen.push(String((item as { Arn: string }).Arn))
      }
      Marker = page.Marker
    } while (Marker)
    expect(seen).toEqual([arn('user/alice'), arn('group/G'), arn('policy/P'), 'arn:aws:iam::aws:policy/ReadOnlyAccess'])
    expect(await world.call('iam:GetAccountAuthorizationDetails', { Filter: ['Group'] })).toMatchObject({
      UserDetailList: [],
      GroupDetailList: [{ GroupName: 'G' }],
    })
  })
})
