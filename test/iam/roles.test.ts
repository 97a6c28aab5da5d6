import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const createRole = (RoleName: string, AssumeRolePolicyDocument: string) =>
  world.call('iam:CreateRole', { RoleName, AssumeRolePolicyDocument })
const trusted = async (RoleName: string): Promise<unknown> => {
  const { Role } = await world.call<{ Role: { AssumeRolePolicyDocument: string } }>('iam:GetRole', { RoleName })
  return JSON.parse(Role.AssumeRolePolicyDocument).Statement[0].Principal.AWS
}

describe('a trust policy', () => {
  it('follows a principal through a rename and keeps its id after its deletion', async () => {
    const { User } = await world.call<{ User: { UserId: string } }>('iam:CreateUser', { UserName: 'alice' })
    await createRole('Deploy', trust([arn('user/alice'), world.accountId]))
    expect(await trusted('Deploy')).toEqual([arn('user/alice'), world.accountId])
    await world.call('iam:UpdateUser', { UserName: 'alice', NewUserName: 'alicia', NewPath: '/team/' })
    expect(await trusted('Deploy')).toEqual([arn('user/team/alicia'), world.accountId])
    await world.call('iam:DeleteUser', { UserName: 'alicia' })
    expect(await trusted('Deploy')).toEqual([User.UserId, world.accountId])
    await world.call('iam:CreateUser', { UserName: 'alicia', Path: '/team/' })
    expect(await trusted('Deploy')).toEqual([User.UserId, world.accountId])
    await expect(world.assume('Deploy', await world.user('alicia'))).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  it('names principals that exist, and is a policy', async () => {
    await expect(createRole('Deploy', trust(arn('user/ghost')))).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${arn('user/ghost')}"`,
    })
    await expect(createRole('Deploy', 'trust me')).rejects.toMatchObject({ message: 'This policy contains invalid Json' })
    await expect(createRole('Deploy', policy(allow('sts:AssumeRole')))).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
    })
    await expect(createRole('Deploy', trust(world.accountId, { Sid: 'x'.repeat(2048) }))).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    })
  })
})

describe('a role', () => {
  it('names what is in the way of its deletion, one thing after the other', async () => {
    await createRole('Deploy', trust(world.accountId))
    await world.call('iam:AttachRolePolicy', { RoleName: 'Deploy', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    await world.call('iam:PutRolePolicy', { RoleName: 'Deploy', PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
    await world.call('iam:CreateInstanceProfile', { InstanceProfileName: 'web' })
    const profile = { InstanceProfileName: 'web', RoleName: 'Deploy' }
    await world.call('iam:AddRoleToInstanceProfile', profile)
    await expect(world.call('iam:AddRoleToInstanceProfile', profile)).rejects.toMatchObject({
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    })
    const attempt = () =>
      world.call('iam:DeleteRole', { RoleName: 'Deploy' }).then(
        () => 'deleted',
        ({ message }: Error) => message,
      )
    expect(await attempt()).toBe('Cannot delete entity, must remove roles from instance profile first.')
    await world.call('iam:RemoveRoleFromInstanceProfile', profile)
    expect(await attempt()).toBe('Cannot delete entity, must detach all policies first.')
    await world.call('iam:DetachRolePolicy', { RoleName: 'Deploy', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    expect(await attempt()).toBe('Cannot delete entity, must delete policies first.')
    await world.call('iam:DeleteRolePolicy', { RoleName: 'Deploy', PolicyName: 'p' })
    expect(await attempt()).toBe('deleted')
  })

  it('is passed to a service only by whom it may be', async () => {
    await createRole('Deploy', trust(world.accountId))
    await world.call('iam:CreateInstanceProfile', { InstanceProfileName: 'web' })
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const may = (...statements: Record<string, unknown>[]) =>
      world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(...statements) })
    await may(allow('iam:AddRoleToInstanceProfile'))
    const add = async () =>
      world.call('iam:AddRoleToInstanceProfile', { InstanceProfileName: 'web', RoleName: 'Deploy' }, await world.user('alice'))
    await expect(add()).rejects.toMatchObject({
      message: `User: ${arn('user/alice')} is not authorized to perform: iam:PassRole on resource: ${arn('role/Deploy')} because no identity-based policy allows the iam:PassRole action`,
    })
    const passing = { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }
    await may(allow('iam:AddRoleToInstanceProfile'), allow('iam:PassRole', arn('role/Deploy'), passing))
    await add()
  })

  it('has no path that is kept for service-linked roles', async () => {
    const role = { RoleName: 'R', AssumeRolePolicyDocument: '{}', Path: '/aws-service-role/x/' }
    await expect(world.call('iam:CreateRole', role)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
    })
  })

  it('of a service is that service’s own', async () => {
    const { Role } = await world.call<{ Role: { RoleName: string; Path: string } }>('iam:CreateServiceLinkedRole', {
      AWSServiceName: 'autoscaling.amazonaws.com',
    })
    expect(Role).toMatchObject({
      RoleName: 'AWSServiceRoleForAutoScaling',
      Path: '/aws-service-role/autoscaling.amazonaws.com/',
    })
    await expect(world.call('iam:DeleteRole', { RoleName: Role.RoleName })).rejects.toMatchObject({
      code: 'UnmodifiableEntity',
      message:
        "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling' - this role is only modifiable by AWS",
    })
    const task = await world.call('iam:DeleteServiceLinkedRole', { RoleName: Role.RoleName })
    expect(await world.call('iam:GetServiceLinkedRoleDeletionStatus', task)).toEqual({ Status: 'SUCCEEDED' })
    await expect(world.call('iam:GetRole', { RoleName: Role.RoleName })).rejects.toMatchObject({ code: 'NoSuchEntity' })
  })
})

describe('UpdateRole', () => {
  it('sets the description and the session duration, and leaves what is left out as it is', async () => {
    await createRole('Deploy', trust(world.accountId))
    await world.call('iam:UpdateRole', { RoleName: 'Deploy', Description: 'Deploys', MaxSessionDuration: 7200 })
    expect(await world.call('iam:GetRole', { RoleName: 'deploy' })).toMatchObject({
      Role: { Description: 'Deploys', MaxSessionDuration: 7200 },
    })
    await world.call('iam:UpdateRole', { RoleName: 'Deploy' })
    await world.call('iam:UpdateRole', { RoleName: 'Deploy', Description: 'Deploys more' })
    expect(await world.call('iam:GetRole', { RoleName: 'Deploy' })).toMatchObject({
      Role: { Description: 'Deploys more', MaxSessionDuration: 7200 },
    })
  })
})

describe('UpdateRoleDescription', () => {
  it('sets the description and nothing else, and returns the role', async () => {
    await createRole('Deploy', trust(world.accountId))
    await world.call('iam:UpdateRole', { RoleName: 'Deploy', MaxSessionDuration: 7200 })
    const described = (Description: string) => world.call('iam:UpdateRoleDescription', { RoleName: 'Deploy', Description })
    expect(await described('Deploys')).toMatchObject({ Role: { RoleName: 'Deploy', Description: 'Deploys' } })
    expect(await world.call('iam:GetRole', { RoleName: 'Deploy' })).toMatchObject({
      Role: { Description: 'Deploys', MaxSessionDuration: 7200 },
    })
    await described('')
    const { Role } = await world.call<{ Role: object }>('iam:GetRole', { RoleName: 'Deploy' })
    expect(Role).not.toHaveProperty('Description')
  })
})

describe('ListRoles', () => {
  it('lists roles in order of name, and of one path where a prefix says so', async () => {
    for (const [RoleName, Path] of [
      ['b', '/'],
      ['C', '/app/'],
      ['a', '/app/test/'],
    ]) {
      await world.call('iam:CreateRole', { RoleName, Path, AssumeRolePolicyDocument: trust(world.accountId) })
    }
    const names = async (input: object = {}) => {
      const { Roles } = await world.call<{ Roles: { RoleName: string }[] }>('iam:ListRoles', { ...input })
      return Roles.map(({ RoleName }) => RoleName)
    }
    expect(await names()).toEqual(['a', 'b', 'C'])
    expect(await names({ PathPrefix: '/app/' })).toEqual(['a', 'C'])
  })
})

const CHANGES: readonly [string, object][] = [
  ['iam:UpdateRole', { Description: 'new' }],
  ['iam:UpdateRoleDescription', { Description: 'new' }],
  ['iam:UpdateAssumeRolePolicy', { PolicyDocument: trust('*') }],
  ['iam:DeleteRole', {}],
]

it.each([['iam:GetRole', {}] as const, ...CHANGES])('%s names a role that exists', async (action, input) => {
  expect(await refusal(world.call(action, { RoleName: 'ghost', ...input }))).toBe(
    'NoSuchEntity 404: The role with name ghost cannot be found.',
  )
})

it.each(CHANGES)('%s leaves service-linked roles to their services', async (action, input) => {
  const RoleName = 'AWSServiceRoleForAutoScaling'
  await world.call('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
  expect(await refusal(world.call(action, { RoleName, ...input }))).toBe(
    `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
  )
})
