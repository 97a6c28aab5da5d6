import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('an inline policy', () => {
  it('refuses a policy that is none, in AWS’s words', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const put = (PolicyDocument: string) =>
      world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    await expect(put('{')).rejects.toMatchObject({ code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' })
    await expect(put(policy(allow('no sense:Do')))).rejects.toMatchObject({ message: 'Vendor no sense is not valid' })
    await expect(put(policy(allow('s3:*', 'bucket')))).rejects.toMatchObject({
      message: 'Resource bucket must be in ARN format or "*".',
    })
  })
})

const OWNERS = [
  {
    put: 'iam:PutUserPolicy',
    get: 'iam:GetUserPolicy',
    list: 'iam:ListUserPolicies',
    remove: 'iam:DeleteUserPolicy',
    owner: { UserName: 'alice' },
    ghost: { UserName: 'ghost' },
    kind: 'user',
    limit: 2048,
  },
  {
    put: 'iam:PutGroupPolicy',
    get: 'iam:GetGroupPolicy',
    list: 'iam:ListGroupPolicies',
    remove: 'iam:DeleteGroupPolicy',
    owner: { GroupName: 'Admins' },
    ghost: { GroupName: 'ghost' },
    kind: 'group',
    limit: 5120,
  },
  {
    put: 'iam:PutRolePolicy',
    get: 'iam:GetRolePolicy',
    list: 'iam:ListRolePolicies',
    remove: 'iam:DeleteRolePolicy',
    owner: { RoleName: 'Deploy' },
    ghost: { RoleName: 'ghost' },
    kind: 'role',
    limit: 10_240,
  },
]

describe.each(OWNERS)('$put, $get, $list and $remove', ({ put, get, list, remove, owner, ghost, kind, limit }) => {
  beforeEach(async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'Admins' })
    await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust(world.accountId) })
  })
  const document = policy(allow('s3:*'))
  const putOne = (PolicyName: string, PolicyDocument = document) => world.call(put, { ...owner, PolicyName, PolicyDocument })
  const getOne = (PolicyName: string) => world.call(get, { ...owner, PolicyName })
  const names = async () => (await world.call<{ PolicyNames: string[] }>(list, owner)).PolicyNames
  const noPolicy = `NoSuchEntity 404: The ${kind} policy with name other cannot be found.`
  /** A policy of so many characters, white space aside. */
  const ofSize = (size: number) => {
    const rest = policy(allow('s3:GetObject', 'arn:aws:s3:::')).length
    return policy(allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(size - rest)}`))
  }

  it('add a policy, replace it, list the names in order, and delete it', async () => {
    await putOne('write')
    await putOne('read')
    expect(await getOne('read')).toEqual({ ...owner, PolicyName: 'read', PolicyDocument: document })
    const other = policy(allow('s3:GetObject'))
    await putOne('read', other)
    expect(await getOne('read')).toEqual({ ...owner, PolicyName: 'read', PolicyDocument: other })
    expect(await names()).toEqual(['read', 'write'])
    await world.call(remove, { ...owner, PolicyName: 'read' })
    expect(await names()).toEqual(['write'])
  })

  it('name a policy and an owner that exist', async () => {
    await putOne('read')
    expect(await refusal(getOne('other'))).toBe(noPolicy)
    expect(await refusal(world.call(remove, { ...owner, PolicyName: 'other' }))).toBe(noPolicy)
    const noOwner = `NoSuchEntity 404: The ${kind} with name ghost cannot be found.`
    for (const action of [put, get, list, remove]) {
      const input = { ...ghost, PolicyName: 'read', PolicyDocument: document }
      expect(await refusal(world.call(action, input)), action).toBe(noOwner)
    }
  })

  it('take no names of JavaScript for policies', async () => {
    for (const PolicyName of ['constructor', '__proto__', 'toString']) {
      expect(await refusal(getOne(PolicyName))).toBe(
        `NoSuchEntity 404: The ${kind} policy with name ${PolicyName} cannot be found.`,
      )
    }
  })

  it('limit all policies together, white space aside', async () => {
    await putOne('big', ofSize(limit - 500))
    const refused = `LimitExceeded 409: Maximum policy size of ${limit} bytes exceeded for ${kind} ${Object.values(owner)[0]}`
    expect(await refusal(putOne('rest', ofSize(501)))).toBe(refused)
    await putOne('rest', `${ofSize(500).replaceAll(',', ',\n  ')}\n`)
    expect(await refusal(putOne('big', ofSize(limit - 499)))).toBe(refused)
    expect(await names()).toEqual(['big', 'rest'])
  })
})

it.each([
  ['iam:PutRolePolicy', { PolicyDocument: policy(allow('s3:*')) }],
  ['iam:DeleteRolePolicy', {}],
])('%s leaves service-linked roles to their services', async (action, input) => {
  const RoleName = 'AWSServiceRoleForAutoScaling'
  await world.call('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
  expect(await refusal(world.call(action, { RoleName, PolicyName: 'p', ...input }))).toBe(
    `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
  )
})
