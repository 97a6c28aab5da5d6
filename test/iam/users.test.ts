import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
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

describe('CreateUser', () => {
  it('creates a user with path, tags and boundary, and without credentials', async () => {
    const Tags = [{ Key: 'team', Value: 'blue' }]
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    const { User } = await world.call<{ User: object }>('iam:CreateUser', {
      UserName: 'alice',
      Path: '/team/',
      Tags,
      PermissionsBoundary,
    })
    expect(User).toMatchObject({
      Path: '/team/',
      UserName: 'alice',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: arn('user/team/alice'),
      CreateDate: world.clock.now(),
      Tags,
      PermissionsBoundary: { PermissionsBoundaryArn: PermissionsBoundary },
    })
    expect(await world.call('iam:GetUser', { UserName: 'alice' })).toEqual({ User })
    expect(await world.call('iam:ListAccessKeys', { UserName: 'alice' })).toMatchObject({ AccessKeyMetadata: [] })
  })

  it('names a boundary that exists', async () => {
    const call = world.call('iam:CreateUser', { UserName: 'alice', PermissionsBoundary: arn('policy/ghost') })
    expect(await refusal(call)).toBe(`NoSuchEntity 404: Scope ARN: ${arn('policy/ghost')} does not exist or is not attachable.`)
  })

  it('needs a permission of its own for tags', async () => {
    await world.call('iam:CreateUser', { UserName: 'lead' })
    const PolicyDocument = policy(allow('iam:CreateUser'))
    await world.call('iam:PutUserPolicy', { UserName: 'lead', PolicyName: 'p', PolicyDocument })
    const lead = await world.user('lead')
    const create = (input: object) => refusal(world.call('iam:CreateUser', { UserName: 'alice', ...input }, lead))
    expect(await create({ Tags: [{ Key: 'team', Value: 'blue' }] })).toContain(
      `is not authorized to perform: iam:TagUser on resource: ${arn('user/alice')}`,
    )
    expect(await create({})).toBe('not refused')
  })
})

describe('GetUser', () => {
  it('without a name returns the caller; a role session has to name somebody', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    const alice = await world.user('alice')
    expect(await world.call('iam:GetUser', {}, alice)).toMatchObject({ User: { UserName: 'alice' } })
    await world.call('iam:CreateRole', { RoleName: 'Audit', AssumeRolePolicyDocument: trust(world.accountId) })
    await world.call('iam:AttachRolePolicy', { RoleName: 'Audit', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    expect(await refusal(world.call('iam:GetUser', {}, await world.assume('Audit', alice)))).toBe(
      'ValidationError 400: Must specify userName when calling with non-User credentials',
    )
  })
})

describe('ListUsers', () => {
  it('lists users in order of name, and of one path where a prefix says so, without tags and boundaries', async () => {
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    for (const [UserName, Path] of [
      ['b', '/'],
      ['C', '/team/'],
      ['a', '/team/one/'],
    ]) {
      await world.call('iam:CreateUser', { UserName, Path, PermissionsBoundary, Tags: [{ Key: 'k', Value: 'v' }] })
    }
    const list = async (input: object = {}) => {
      const { Users } = await world.call<{ Users: { UserName: string }[] }>('iam:ListUsers', { ...input })
      for (const user of Users) {
        expect(Object.keys(user).sort()).toEqual(['Arn', 'CreateDate', 'Path', 'UserId', 'UserName'])
      }
      return Users.map(({ UserName }) => UserName)
    }
    expect(await list()).toEqual(['a', 'b', 'C'])
    expect(await list({ PathPrefix: '/team/' })).toEqual(['a', 'C'])
    expect(await list({ PathPrefix: '/none/' })).toEqual([])
  })
})

it.each([
  ['iam:GetUser', {}],
  ['iam:UpdateUser', { NewPath: '/team/' }],
  ['iam:DeleteUser', {}],
])('%s names a user who exists', async (action, input) => {
  expect(await refusal(world.call(action, { UserName: 'ghost', ...input }))).toBe(
    'NoSuchEntity 404: The user with name ghost cannot be found.',
  )
})

it('UpdateUser takes no name of another user', async () => {
  for (const UserName of ['alice', 'Bob']) await world.call('iam:CreateUser', { UserName })
  const rename = (NewUserName: string) => refusal(world.call('iam:UpdateUser', { UserName: 'alice', NewUserName }))
  expect(await rename('bob')).toBe('EntityAlreadyExists 409: User with name bob already exists.')
  expect(await rename('Alice')).toBe('not refused')
  expect(await world.call('iam:GetUser', { UserName: 'alice' })).toMatchObject({ User: { UserName: 'Alice' } })
})

it('a user’s last sign-in outlives the password', async () => {
  const { User } = await world.call<{ User: { UserId: string } }>('iam:CreateUser', { UserName: 'alice' })
  const password = { UserName: 'alice', Password: 'Maple+Street+42' }
  await world.call('iam:CreateLoginProfile', password)
  const at = world.clock.now()
  await world.accounts.use(await world.view(), { kind: 'Password', key: User.UserId, at })
  const shown = async () => [
    (await world.call<{ User: object }>('iam:GetUser', { UserName: 'alice' })).User,
    ...(await world.call<{ Users: object[] }>('iam:ListUsers')).Users,
  ]
  for (const change of [
    () => world.call('iam:UpdateLoginProfile', { ...password, Password: 'Maple+Street+43' }),
    () => world.call('iam:DeleteLoginProfile', { UserName: 'alice' }),
    () => world.call('iam:CreateLoginProfile', password),
  ]) {
    await change()
    for (const user of await shown()) expect(user).toMatchObject({ PasswordLastUsed: at })
  }
})
