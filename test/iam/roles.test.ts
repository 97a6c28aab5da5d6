import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
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

describe('policy versions', () => {
  it('are five at most, never reused, and act at once', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const alice = await world.user('alice')
    const PolicyArn = arn('policy/P')
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    const version = { PolicyArn, PolicyDocument: policy(allow('iam:ListUsers')), SetAsDefault: true }
    await world.call('iam:CreatePolicyVersion', version)
    await world.call('iam:ListUsers', {}, alice)
    await world.call('iam:SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    for (let more = 0; more < 3; more++) await world.call('iam:CreatePolicyVersion', { ...version, SetAsDefault: false })
    await expect(world.call('iam:CreatePolicyVersion', version)).rejects.toMatchObject({ code: 'LimitExceeded' })
    await expect(world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).rejects.toMatchObject({
      message: 'Cannot delete the default version of a policy.',
    })
    await world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v5' })
    expect(await world.call('iam:CreatePolicyVersion', version)).toMatchObject({ PolicyVersion: { VersionId: 'v6' } })
    expect(await world.call('iam:ListEntitiesForPolicy', { PolicyArn })).toMatchObject({
      PolicyUsers: [{ UserName: 'alice' }],
      PolicyRoles: [],
    })
  })
})

describe('a permissions boundary', () => {
  it('limits and never grants; the condition key lets it be delegated', async () => {
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('iam:GetUser')) })
    await world.call('iam:CreateUser', { UserName: 'lead' })
    const edge = { Condition: { StringEquals: { 'iam:PermissionsBoundary': arn('policy/Edge') } } }
    await world.call('iam:PutUserPolicy', {
      UserName: 'lead',
      PolicyName: 'p',
      PolicyDocument: policy(allow(['iam:CreateUser', 'iam:AttachUserPolicy'], '*', edge)),
    })
    const lead = await world.user('lead')
    await expect(world.call('iam:CreateUser', { UserName: 'bob' }, lead)).rejects.toMatchObject({ code: 'AccessDenied' })
    await world.call('iam:CreateUser', { UserName: 'bob', PermissionsBoundary: arn('policy/Edge') }, lead)
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn }, lead)
    const bob = await world.user('bob')
    await world.call('iam:GetUser', {}, bob)
    await expect(world.call('iam:ListUsers', {}, bob)).rejects.toThrow('because no permissions boundary allows')
    await world.call('iam:DeleteUserPermissionsBoundary', { UserName: 'bob' })
    await world.call('iam:ListUsers', {}, bob)
  })
})
