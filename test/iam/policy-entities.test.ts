import { beforeEach, describe, expect, it } from 'vitest'
import { allow, deny, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice', Path: '/team/' })
  await world.call('iam:CreateGroup', { GroupName: 'Admins' })
  await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust(world.accountId) })
})

describe('ListEntitiesForPolicy', () => {
  interface Entities {
    PolicyUsers: { UserName: string }[]
    PolicyGroups: { GroupName: string }[]
    PolicyRoles: { RoleName: string }[]
  }
  const list = async (input: object = {}) => {
    const entities = await world.call<Entities>('iam:ListEntitiesForPolicy', { PolicyArn: READ_ONLY, ...input })
    const { PolicyUsers, PolicyGroups, PolicyRoles } = entities
    return [
      ...PolicyUsers.map(({ UserName }) => UserName),
      ...PolicyGroups.map(({ GroupName }) => GroupName),
      ...PolicyRoles.map(({ RoleName }) => RoleName),
    ]
  }
  beforeEach(async () => {
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: READ_ONLY })
    await world.call('iam:AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: READ_ONLY })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: READ_ONLY })
    await world.call('iam:PutRolePermissionsBoundary', { RoleName: 'Deploy', PermissionsBoundary: READ_ONLY })
  })

  it.each([
    [{}, ['alice', 'Admins', 'Deploy']],
    [{ PolicyUsageFilter: 'PermissionsPolicy' }, ['alice', 'Admins']],
    [{ PolicyUsageFilter: 'PermissionsBoundary' }, ['alice', 'Deploy']],
    [{ EntityFilter: 'User' }, ['alice']],
    [{ EntityFilter: 'Group' }, ['Admins']],
    [{ EntityFilter: 'Role' }, ['Deploy']],
    [{ EntityFilter: 'Role', PolicyUsageFilter: 'PermissionsPolicy' }, []],
    [{ PathPrefix: '/team/' }, ['alice']],
  ])('with %j lists %j', async (input, names) => {
    expect(await list(input)).toEqual(names)
  })

  it('gives the IDs along with the names', async () => {
    const { User } = await world.call<{ User: { UserId: string } }>('iam:GetUser', { UserName: 'alice' })
    expect(await world.call('iam:ListEntitiesForPolicy', { PolicyArn: READ_ONLY, EntityFilter: 'User' })).toEqual({
      PolicyUsers: [{ UserName: 'alice', UserId: User.UserId }],
      PolicyGroups: [],
      PolicyRoles: [],
      IsTruncated: false,
    })
  })

  it('names a policy that exists', async () => {
    expect(await refusal(list({ PolicyArn: arn('policy/ghost') }))).toBe(
      `NoSuchEntity 404: Policy ${arn('policy/ghost')} does not exist or is not attachable.`,
    )
  })
})

describe('ListPoliciesGrantingServiceAccess', () => {
  const list = (Arn: string, ...ServiceNamespaces: string[]) =>
    world.call('iam:ListPoliciesGrantingServiceAccess', { Arn, ServiceNamespaces })
  const managed = { PolicyName: 'IAMReadOnlyAccess', PolicyType: 'MANAGED', PolicyArn: READ_ONLY }

  it('tells managed policies, own inline policies, and those of a group apart', async () => {
    await world.call('iam:AddUserToGroup', { UserName: 'alice', GroupName: 'Admins' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: READ_ONLY })
    const put = (action: string, owner: object, PolicyName: string, PolicyDocument: string) =>
      world.call(action, { ...owner, PolicyName, PolicyDocument })
    await put('iam:PutUserPolicy', { UserName: 'alice' }, 'own', policy(allow('s3:GetObject'), deny('ec2:*')))
    await put('iam:PutGroupPolicy', { GroupName: 'Admins' }, 'common', policy(allow(['s3:*', 'iam:GetUser'])))
    const common = { PolicyName: 'common', PolicyType: 'INLINE', EntityType: 'GROUP', EntityName: 'Admins' }
    expect(await list(arn('user/team/alice'), 'iam', 's3', 'ec2')).toEqual({
      PoliciesGrantingServiceAccess: [
        { ServiceNamespace: 'iam', Policies: expect.arrayContaining([managed, common]) },
        {
          ServiceNamespace: 's3',
          Policies: expect.arrayContaining([
            { PolicyName: 'own', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'alice' },
            common,
          ]),
        },
        { ServiceNamespace: 'ec2', Policies: [] },
      ],
      IsTruncated: false,
    })
    expect(await list(arn('group/Admins'), 's3')).toMatchObject({
      PoliciesGrantingServiceAccess: [{ ServiceNamespace: 's3', Policies: [common] }],
    })
  })

  it('knows the policies of a role', async () => {
    const PolicyDocument = policy(allow('sqs:SendMessage'))
    await world.call('iam:PutRolePolicy', { RoleName: 'Deploy', PolicyName: 'send', PolicyDocument })
    expect(await list(arn('role/Deploy'), 'sqs')).toMatchObject({
      PoliciesGrantingServiceAccess: [
        { Policies: [{ PolicyName: 'send', PolicyType: 'INLINE', EntityType: 'ROLE', EntityName: 'Deploy' }] },
      ],
    })
  })

  it('names a user, group or role that exists', async () => {
    expect(await refusal(list(arn('user/alice'), 'iam'))).toBe(`NoSuchEntity 404: ARN ${arn('user/alice')} not found.`)
  })
})
