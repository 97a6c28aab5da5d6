import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
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

const OWNERS = [
  {
    put: 'iam:PutUserPermissionsBoundary',
    remove: 'iam:DeleteUserPermissionsBoundary',
    get: 'iam:GetUser',
    owner: { UserName: 'alice' },
    ghost: { UserName: 'ghost' },
    kind: 'user',
  },
  {
    put: 'iam:PutRolePermissionsBoundary',
    remove: 'iam:DeleteRolePermissionsBoundary',
    get: 'iam:GetRole',
    owner: { RoleName: 'Deploy' },
    ghost: { RoleName: 'ghost' },
    kind: 'role',
  },
]

describe.each(OWNERS)('$put and $remove', ({ put, remove, get, owner, ghost, kind }) => {
  beforeEach(async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust(world.accountId) })
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('s3:*')) })
  })
  const set = (PermissionsBoundary: string) => world.call(put, { ...owner, PermissionsBoundary })
  const boundary = async () => {
    const shown = await world.call<Record<string, { PermissionsBoundary?: { PermissionsBoundaryArn: string } }>>(get, owner)
    return Object.values(shown)[0]?.PermissionsBoundary?.PermissionsBoundaryArn
  }

  it('set, replace and remove the boundary, and count its use', async () => {
    const uses = async () => {
      const { Policy } = await world.call<{ Policy: object }>('iam:GetPolicy', { PolicyArn: arn('policy/Edge') })
      return Policy
    }
    await set('arn:aws:iam::aws:policy/ReadOnlyAccess')
    expect(await boundary()).toBe('arn:aws:iam::aws:policy/ReadOnlyAccess')
    await set(arn('policy/Edge'))
    expect(await boundary()).toBe(arn('policy/Edge'))
    expect(await uses()).toMatchObject({ PermissionsBoundaryUsageCount: 1, AttachmentCount: 0 })
    await world.call(remove, owner)
    expect(await boundary()).toBeUndefined()
    expect(await uses()).toMatchObject({ PermissionsBoundaryUsageCount: 0, AttachmentCount: 0 })
  })

  it('name a policy and an owner that exist', async () => {
    expect(await refusal(set(arn('policy/ghost')))).toBe(
      `NoSuchEntity 404: Scope ARN: ${arn('policy/ghost')} does not exist or is not attachable.`,
    )
    const noOwner = `NoSuchEntity 404: The ${kind} with name ghost cannot be found.`
    expect(await refusal(world.call(put, { ...ghost, PermissionsBoundary: arn('policy/Edge') }))).toBe(noOwner)
    expect(await refusal(world.call(remove, ghost))).toBe(noOwner)
  })

  it('find a boundary to remove', async () => {
    expect(await refusal(world.call(remove, owner))).toBe(
      `NoSuchEntity 404: No permissions boundary is set for ${kind} ${Object.values(owner)[0]}.`,
    )
  })
})

it.each([
  ['iam:PutRolePermissionsBoundary', { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  ['iam:DeleteRolePermissionsBoundary', {}],
])('%s leaves service-linked roles to their services', async (action, input) => {
  const RoleName = 'AWSServiceRoleForAutoScaling'
  await world.call('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
  expect(await refusal(world.call(action, { RoleName, ...input }))).toBe(
    `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
  )
})
