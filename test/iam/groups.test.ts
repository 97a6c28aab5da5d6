import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (GroupName: string, input: object = {}) =>
  world.call<{ Group: { GroupId: string } }>('iam:CreateGroup', { GroupName, ...input })
const get = (GroupName: string) => world.call('iam:GetGroup', { GroupName })
const update = (GroupName: string, input: object) => world.call('iam:UpdateGroup', { GroupName, ...input })

const names = async (input: object = {}) => {
  const { Groups } = await world.call<{ Groups: { GroupName: string }[] }>('iam:ListGroups', { ...input })
  return Groups.map(({ GroupName }) => GroupName)
}

const absent = (name: string) => `NoSuchEntity 404: The group with name ${name} cannot be found.`

describe('CreateGroup', () => {
  it('creates a group without users, which GetGroup finds whatever the case of its name', async () => {
    const created = await create('Admins', { Path: '/team/' })
    expect(created).toEqual({
      Group: {
        Path: '/team/',
        GroupName: 'Admins',
        GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
        Arn: arn('group/team/Admins'),
        CreateDate: world.clock.now(),
      },
    })
    expect(await get('ADMINS')).toEqual({ ...created, Users: [], IsTruncated: false })
    expect(await refusal(create('admins'))).toBe('EntityAlreadyExists 409: Group with name admins already exists.')
  })

  it('allows 300 in an account', async () => {
    for (let count = 1; count <= 300; count++) await create(`group-${count}`)
    expect(await refusal(create('one-more'))).toBe('LimitExceeded 409: Cannot exceed quota for GroupsPerAccount: 300')
  })
})

describe('GetGroup', () => {
  it('shows the users of the group in order of name', async () => {
    await create('Admins')
    for (const UserName of ['carol', 'Bob', 'alice']) {
      await world.call('iam:CreateUser', { UserName })
      await world.call('iam:AddUserToGroup', { GroupName: 'Admins', UserName })
    }
    expect(await get('Admins')).toMatchObject({
      Users: [{ UserName: 'alice', Arn: arn('user/alice') }, { UserName: 'Bob' }, { UserName: 'carol' }],
    })
  })
})

describe('ListGroups', () => {
  it('lists groups in order of name, and of one path where a prefix says so', async () => {
    await create('b')
    await create('C', { Path: '/team/' })
    await create('a', { Path: '/team/one/' })
    expect(await names()).toEqual(['a', 'b', 'C'])
    expect(await names({ PathPrefix: '/team/' })).toEqual(['a', 'C'])
    expect(await names({ PathPrefix: '/none/' })).toEqual([])
  })
})

describe('UpdateGroup', () => {
  it('renames and moves a group, which keeps its ID, users and policies', async () => {
    const { Group } = await create('old')
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:AddUserToGroup', { GroupName: 'old', UserName: 'alice' })
    await world.call('iam:PutGroupPolicy', {
      GroupName: 'old',
      PolicyName: 'p',
      PolicyDocument: policy(allow('iam:ListUsers')),
    })
    await update('old', { NewGroupName: 'new', NewPath: '/team/' })
    expect(await get('new')).toMatchObject({
      Group: { GroupName: 'new', Path: '/team/', GroupId: Group.GroupId, Arn: arn('group/team/new') },
      Users: [{ UserName: 'alice' }],
    })
    expect(await refusal(get('old'))).toBe(absent('old'))
    await world.call('iam:ListUsers', {}, await world.user('alice'))
  })

  it.each([
    [{ NewGroupName: 'new' }, { GroupName: 'new', Path: '/team/' }],
    [{ NewPath: '/' }, { GroupName: 'old', Path: '/' }],
    [{ NewGroupName: 'OLD' }, { GroupName: 'OLD', Path: '/team/' }],
    [{}, { GroupName: 'old', Path: '/team/' }],
  ])('with %j changes nothing else', async (change, after) => {
    const { Group } = await create('old', { Path: '/team/' })
    await update('old', change)
    const Arn = arn(`group${after.Path}${after.GroupName}`)
    expect(await get(after.GroupName)).toMatchObject({ Group: { ...Group, ...after, Arn } })
  })

  it('takes no name of another group', async () => {
    await create('old')
    await create('Taken')
    expect(await refusal(update('old', { NewGroupName: 'taken' }))).toBe(
      'EntityAlreadyExists 409: Group with name taken already exists.',
    )
    expect(await names()).toEqual(['old', 'Taken'])
  })

  it('needs the permission for the old and the new name', async () => {
    await create('dev')
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const document = policy(allow('iam:UpdateGroup', arn('group/dev*')))
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const alice = await world.user('alice')
    const rename = (NewGroupName: string) => world.call('iam:UpdateGroup', { GroupName: 'dev', NewGroupName }, alice)
    expect(await refusal(rename('admins'))).toMatch(/^AccessDenied 403: /)
    await rename('developers')
    expect(await names()).toEqual(['developers'])
  })
})

describe('DeleteGroup', () => {
  it('names what is in the way, one thing after the other', async () => {
    await create('Admins')
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    await world.call('iam:AddUserToGroup', { GroupName: 'Admins', UserName: 'alice' })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'Admins', PolicyArn })
    await world.call('iam:PutGroupPolicy', { GroupName: 'Admins', PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
    const attempt = () => refusal(world.call('iam:DeleteGroup', { GroupName: 'Admins' }))
    expect(await attempt()).toBe('DeleteConflict 409: Cannot delete entity, must remove users from group first.')
    await world.call('iam:RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'alice' })
    expect(await attempt()).toBe('DeleteConflict 409: Cannot delete entity, must detach all policies first.')
    await world.call('iam:DetachGroupPolicy', { GroupName: 'Admins', PolicyArn })
    expect(await attempt()).toBe('DeleteConflict 409: Cannot delete entity, must delete policies first.')
    await world.call('iam:DeleteGroupPolicy', { GroupName: 'Admins', PolicyName: 'p' })
    expect(await attempt()).toBe('not refused')
    expect(await names()).toEqual([])
  })
})

it.each([
  ['iam:GetGroup', {}],
  ['iam:UpdateGroup', { NewPath: '/team/' }],
  ['iam:DeleteGroup', {}],
])('%s names a group that does not exist', async (action, input) => {
  expect(await refusal(world.call(action, { GroupName: 'ghost', ...input }))).toBe(absent('ghost'))
})
