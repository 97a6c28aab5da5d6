import { beforeEach, describe, expect, it } from 'vitest'
import { policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (InstanceProfileName: string, input: object = {}) =>
  world.call<{ InstanceProfile: { InstanceProfileId: string } }>('iam:CreateInstanceProfile', { InstanceProfileName, ...input })
const createRole = (RoleName: string) =>
  world.call('iam:CreateRole', { RoleName, AssumeRolePolicyDocument: trust(world.accountId) })
const get = (InstanceProfileName: string) => world.call('iam:GetInstanceProfile', { InstanceProfileName })
const add = (InstanceProfileName: string, RoleName: string) =>
  world.call('iam:AddRoleToInstanceProfile', { InstanceProfileName, RoleName })
const remove = (InstanceProfileName: string, RoleName: string) =>
  world.call('iam:RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName })

const names = async (action: string, input: object = {}) => {
  const { InstanceProfiles } = await world.call<{ InstanceProfiles: { InstanceProfileName: string }[] }>(action, { ...input })
  return InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName)
}
const profilesOf = (RoleName: string) => names('iam:ListInstanceProfilesForRole', { RoleName })

const absent = (name: string) => `NoSuchEntity 404: Instance Profile ${name} cannot be found.`
const noRole = (name: string) => `NoSuchEntity 404: The role with name ${name} cannot be found.`

describe('CreateInstanceProfile', () => {
  it('creates an empty profile, which GetInstanceProfile shows alike', async () => {
    const Tags = [{ Key: 'team', Value: 'blue' }]
    const created = await create('web', { Path: '/app/', Tags })
    expect(created).toEqual({
      InstanceProfile: {
        Path: '/app/',
        InstanceProfileName: 'web',
        InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
        Arn: arn('instance-profile/app/web'),
        CreateDate: world.clock.now(),
        Roles: [],
        Tags,
      },
    })
    expect(await get('WEB')).toEqual(created)
  })

  it('refuses a name that is taken, whatever its case and path', async () => {
    await create('web')
    expect(await refusal(create('Web', { Path: '/app/' }))).toBe(
      'EntityAlreadyExists 409: Instance Profile Web already exists.',
    )
  })
})

describe('ListInstanceProfiles', () => {
  it('lists profiles in order of name, and of one path where a prefix says so', async () => {
    await create('b')
    await create('c', { Path: '/app/test/' })
    await create('a', { Path: '/app/' })
    expect(await names('iam:ListInstanceProfiles')).toEqual(['a', 'b', 'c'])
    expect(await names('iam:ListInstanceProfiles', { PathPrefix: '/app/' })).toEqual(['a', 'c'])
    expect(await names('iam:ListInstanceProfiles', { PathPrefix: '/none/' })).toEqual([])
  })
})

describe('AddRoleToInstanceProfile', () => {
  it('adds one role, which may be in several profiles', async () => {
    await createRole('Deploy')
    await createRole('Other')
    await create('web')
    await create('worker')
    await add('web', 'Deploy')
    await add('worker', 'Deploy')
    expect(await get('web')).toMatchObject({ InstanceProfile: { Roles: [{ RoleName: 'Deploy', Arn: arn('role/Deploy') }] } })
    expect((await profilesOf('Deploy')).sort()).toEqual(['web', 'worker'])
    expect(await profilesOf('Other')).toEqual([])
    expect(await refusal(add('web', 'Other'))).toBe(
      'LimitExceeded 409: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    )
  })

  it('follows the role through a change of its trust policy', async () => {
    await createRole('Deploy')
    await create('web')
    await add('web', 'Deploy')
    const PolicyDocument = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })
    await world.call('iam:UpdateAssumeRolePolicy', { RoleName: 'Deploy', PolicyDocument })
    const { InstanceProfile } = (await get('web')) as { InstanceProfile: { Roles: { AssumeRolePolicyDocument: string }[] } }
    expect(JSON.parse(InstanceProfile.Roles[0]?.AssumeRolePolicyDocument ?? '')).toEqual(JSON.parse(PolicyDocument))
  })
})

describe('RemoveRoleFromInstanceProfile', () => {
  it('leaves the profile empty for another role', async () => {
    await createRole('Deploy')
    await createRole('Other')
    await create('web')
    await add('web', 'Deploy')
    await remove('web', 'Deploy')
    expect(await profilesOf('Deploy')).toEqual([])
    expect(await refusal(remove('web', 'Deploy'))).toBe(
      'NoSuchEntity 404: Role Deploy in Instance Profile web cannot be found.',
    )
    await add('web', 'Other')
    expect(await get('web')).toMatchObject({ InstanceProfile: { Roles: [{ RoleName: 'Other' }] } })
    expect(await refusal(remove('web', 'Deploy'))).toBe(
      'NoSuchEntity 404: Role Deploy in Instance Profile web cannot be found.',
    )
  })
})

describe('DeleteInstanceProfile', () => {
  it('deletes an empty profile, and its name is free again', async () => {
    await createRole('Deploy')
    const { InstanceProfile: first } = await create('web')
    await add('web', 'Deploy')
    const del = () => world.call('iam:DeleteInstanceProfile', { InstanceProfileName: 'web' })
    expect(await refusal(del())).toBe(
      'DeleteConflict 409: Cannot delete entity, must remove roles from instance profile first.',
    )
    await remove('web', 'Deploy')
    await del()
    expect(await refusal(get('web'))).toBe(absent('web'))
    const { InstanceProfile: second } = await create('web')
    expect(second.InstanceProfileId).not.toBe(first.InstanceProfileId)
  })
})

it.each([
  ['iam:GetInstanceProfile', {}],
  ['iam:AddRoleToInstanceProfile', { RoleName: 'Deploy' }],
  ['iam:RemoveRoleFromInstanceProfile', { RoleName: 'Deploy' }],
  ['iam:DeleteInstanceProfile', {}],
])('%s names a profile that does not exist', async (action, input) => {
  await createRole('Deploy')
  expect(await refusal(world.call(action, { InstanceProfileName: 'ghost', ...input }))).toBe(absent('ghost'))
})

it.each(['iam:ListInstanceProfilesForRole', 'iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'])(
  '%s names a role that does not exist',
  async (action) => {
    await create('web')
    expect(await refusal(world.call(action, { InstanceProfileName: 'web', RoleName: 'ghost' }))).toBe(noRole('ghost'))
  },
)

it.each(['iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'])(
  '%s leaves service-linked roles to their services',
  async (action) => {
    await create('web')
    const RoleName = 'AWSServiceRoleForAutoScaling'
    await world.call('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
    expect(await refusal(world.call(action, { InstanceProfileName: 'web', RoleName }))).toBe(
      `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    )
  },
)
