import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  await world.call('iam:CreateGroup', { GroupName: 'Admins' })
  await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust(world.accountId) })
  await createPolicy('Edge', '/team/')
})

const createPolicy = (PolicyName: string, Path = '/') =>
  world.call('iam:CreatePolicy', { PolicyName, Path, PolicyDocument: policy(allow('s3:*')) })

const OWNERS = [
  {
    attach: 'iam:AttachUserPolicy',
    detach: 'iam:DetachUserPolicy',
    list: 'iam:ListAttachedUserPolicies',
    owner: { UserName: 'ALICE' },
    ghost: { UserName: 'ghost' },
    kind: 'user',
    quota: 'PoliciesPerUser',
  },
  {
    attach: 'iam:AttachGroupPolicy',
    detach: 'iam:DetachGroupPolicy',
    list: 'iam:ListAttachedGroupPolicies',
    owner: { GroupName: 'ADMINS' },
    ghost: { GroupName: 'ghost' },
    kind: 'group',
    quota: 'PoliciesPerGroup',
  },
  {
    attach: 'iam:AttachRolePolicy',
    detach: 'iam:DetachRolePolicy',
    list: 'iam:ListAttachedRolePolicies',
    owner: { RoleName: 'DEPLOY' },
    ghost: { RoleName: 'ghost' },
    kind: 'role',
    quota: 'PoliciesPerRole',
  },
]

describe.each(OWNERS)('$attach, $detach and $list', ({ attach, detach, list, owner, ghost, kind, quota }) => {
  const attachOne = (PolicyArn: string) => world.call(attach, { ...owner, PolicyArn })
  const detachOne = (PolicyArn: string) => world.call(detach, { ...owner, PolicyArn })
  const attached = async (input: object = {}) => {
    const { AttachedPolicies } = await world.call<{ AttachedPolicies: object[] }>(list, { ...owner, ...input })
    return AttachedPolicies
  }
  const attachmentCount = async () => {
    const { Policy } = await world.call<{ Policy: { AttachmentCount: number } }>('iam:GetPolicy', {
      PolicyArn: arn('policy/team/Edge'),
    })
    return Policy.AttachmentCount
  }

  it('attach a policy once, of AWS or of the account, and detach it', async () => {
    for (const policyArn of [READ_ONLY, arn('policy/team/Edge'), READ_ONLY]) await attachOne(policyArn)
    const edge = { PolicyName: 'Edge', PolicyArn: arn('policy/team/Edge') }
    expect(await attached()).toHaveLength(2)
    expect(await attached()).toEqual(expect.arrayContaining([edge, { PolicyName: 'ReadOnlyAccess', PolicyArn: READ_ONLY }]))
    expect(await attachmentCount()).toBe(1)
    await detachOne(READ_ONLY)
    expect(await attached()).toEqual([edge])
    await detachOne(edge.PolicyArn)
    expect(await attached()).toEqual([])
    expect(await attachmentCount()).toBe(0)
  })

  it('list the policies of one path where a prefix says so', async () => {
    for (const policyArn of [READ_ONLY, arn('policy/team/Edge')]) await attachOne(policyArn)
    expect(await attached({ PathPrefix: '/team/' })).toMatchObject([{ PolicyName: 'Edge' }])
    expect(await attached({ PathPrefix: '/none/' })).toEqual([])
  })

  it('allow ten policies, and the tenth again', async () => {
    for (let count = 1; count <= 11; count++) await createPolicy(`p${count}`)
    for (let count = 1; count <= 10; count++) await attachOne(arn(`policy/p${count}`))
    await attachOne(arn('policy/p10'))
    expect(await refusal(attachOne(arn('policy/p11')))).toBe(`LimitExceeded 409: Cannot exceed quota for ${quota}: 10`)
  })

  it('name a policy that can be attached, or is', async () => {
    expect(await refusal(attachOne(arn('policy/ghost')))).toBe(
      `NoSuchEntity 404: Policy ${arn('policy/ghost')} does not exist or is not attachable.`,
    )
    expect(await refusal(detachOne(READ_ONLY))).toBe(`NoSuchEntity 404: Policy ${READ_ONLY} was not found.`)
    expect(await refusal(detachOne(arn('policy/ghost')))).toBe(`NoSuchEntity 404: Policy ${arn('policy/ghost')} was not found.`)
  })

  it('name an owner that exists', async () => {
    const refused = `NoSuchEntity 404: The ${kind} with name ghost cannot be found.`
    expect(await refusal(world.call(attach, { ...ghost, PolicyArn: READ_ONLY }))).toBe(refused)
    expect(await refusal(world.call(detach, { ...ghost, PolicyArn: READ_ONLY }))).toBe(refused)
    expect(await refusal(world.call(list, ghost))).toBe(refused)
  })

  it('can be allowed for some policies only', async () => {
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const condition = { Condition: { ArnLike: { 'iam:PolicyARN': arn('policy/team/*') } } }
    const document = policy(allow([attach, detach], '*', condition))
    await world.call('iam:PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: document })
    const bob = await world.user('bob')
    for (const action of [attach, detach]) {
      expect(await refusal(world.call(action, { ...owner, PolicyArn: READ_ONLY }, bob))).toMatch(/^AccessDenied 403: /)
      expect(await refusal(world.call(action, { ...owner, PolicyArn: arn('policy/team/Edge') }, bob))).toBe('not refused')
    }
  })
})

it.each(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'])(
  '%s leaves service-linked roles to their services',
  async (action) => {
    const RoleName = 'AWSServiceRoleForAutoScaling'
    await world.call('iam:CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
    expect(await refusal(world.call(action, { RoleName, PolicyArn: READ_ONLY }))).toBe(
      `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    )
  },
)
