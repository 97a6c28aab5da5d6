import { beforeEach, describe, expect, it } from 'vitest'
import { newCertificate } from '../support/certificates.js'
import { allow, policy, trust } from '../support/policies.js'
import { SAML_METADATA } from '../support/samples.js'
import { World } from '../support/world.js'

/** Which members each answer carries of an entity, as AWS was recorded. */

let world: World
let boundary: string
const Tags = [{ Key: 'team', Value: 'blue' }]

type Answer = Record<string, unknown>
const call = (operation: string, input: Answer = {}) => world.call<Answer>(`iam:${operation}`, input)

beforeEach(async () => {
  world = await World.withAccount()
  boundary = `arn:aws:iam::${world.accountId}:policy/Bound`
  await call('CreatePolicy', { PolicyName: 'Bound', PolicyDocument: policy(allow('s3:*')) })
})

/** What stands at a dotted path. */
const at = (answer: Answer, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Answer | undefined)?.[name], answer)

const members = (answer: Answer, path: string): string[] => Object.keys(at(answer, path) as object).sort()

const USER = ['Arn', 'CreateDate', 'Path', 'UserId', 'UserName']
const ROLE = ['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName']
const PROFILE = ['Arn', 'CreateDate', 'InstanceProfileId', 'InstanceProfileName', 'Path', 'Roles']
const also = (...lists: string[][]) => lists.flat().sort()

describe('a user', () => {
  beforeEach(async () => {
    const { User } = await world.call<{ User: { UserId: string } }>('iam:CreateUser', { UserName: 'bob' })
    await world.accounts.use(await world.view(), { kind: 'Password', key: User.UserId, at: world.clock.now() })
    await call('CreateGroup', { GroupName: 'G' })
    await call('AddUserToGroup', { GroupName: 'G', UserName: 'bob' })
  })

  it('has no tags and no boundary unless they are given', async () => {
    expect(members(await call('CreateUser', { UserName: 'carol' }), 'User')).toEqual(USER)
    const given = await call('CreateUser', { UserName: 'dave', Tags, PermissionsBoundary: boundary })
    expect(members(given, 'User')).toEqual(also(USER, ['PermissionsBoundary', 'Tags']))
  })

  it.each([
    ['GetUser', { UserName: 'bob' }, 'User', ['PasswordLastUsed', 'PermissionsBoundary', 'Tags']],
    ['ListUsers', {}, 'Users.0', ['PasswordLastUsed']],
    ['GetGroup', { GroupName: 'G' }, 'Users.0', []],
    [
      'GetAccountAuthorizationDetails',
      {},
      'UserDetailList.0',
      ['AttachedManagedPolicies', 'GroupList', 'PermissionsBoundary', 'Tags'],
    ],
  ])('in the answer of %s', async (operation, input, path, more) => {
    await call('TagUser', { UserName: 'bob', Tags })
    await call('PutUserPermissionsBoundary', { UserName: 'bob', PermissionsBoundary: boundary })
    expect(members(await call(operation, input), path)).toEqual(also(USER, more))
  })

  it('has a list of inline policies in the account’s details only with policies in it', async () => {
    const detail = async () => at(await call('GetAccountAuthorizationDetails'), 'UserDetailList.0')
    expect(await detail()).not.toHaveProperty('UserPolicyList')
    await call('PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
    expect(await detail()).toMatchObject({ UserPolicyList: [{ PolicyName: 'p' }] })
  })

  it('has a boundary of type Policy, wherever it is shown', async () => {
    const Boundary = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary }
    const given = { PermissionsBoundary: boundary }
    expect(at(await call('CreateUser', { UserName: 'dave', ...given }), 'User.PermissionsBoundary')).toEqual(Boundary)
    expect(at(await call('GetUser', { UserName: 'dave' }), 'User.PermissionsBoundary')).toEqual(Boundary)
    const role = { RoleName: 'R', AssumeRolePolicyDocument: trust(world.accountId) }
    expect(at(await call('CreateRole', { ...role, ...given }), 'Role.PermissionsBoundary')).toEqual(Boundary)
    expect(at(await call('GetRole', { RoleName: 'R' }), 'Role.PermissionsBoundary')).toEqual(Boundary)
    const details = await call('GetAccountAuthorizationDetails')
    expect(at(details, 'UserDetailList.1.PermissionsBoundary')).toEqual(Boundary)
    expect(at(details, 'RoleDetailList.0.PermissionsBoundary')).toEqual(Boundary)
  })

  it('has neither a path nor a name if it is root', async () => {
    expect(members(await call('GetUser'), 'User')).toEqual(['Arn', 'CreateDate', 'UserId'])
  })
})

describe('a role', () => {
  const create = (more: Answer = {}) =>
    call('CreateRole', {
      RoleName: 'R',
      AssumeRolePolicyDocument: trust(world.accountId),
      Description: 'a role',
      MaxSessionDuration: 7200,
      ...more,
    })

  it('is created without description and session duration, and with tags and boundary only where they are given', async () => {
    expect(members(await create(), 'Role')).toEqual(ROLE)
    const given = await create({ RoleName: 'S', Tags, PermissionsBoundary: boundary })
    expect(members(given, 'Role')).toEqual(also(ROLE, ['PermissionsBoundary', 'Tags']))
    const linked = await call('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com', Description: 'x' })
    expect(members(linked, 'Role')).toEqual(ROLE)
  })

  it.each([
    ['GetRole', { RoleName: 'R' }, 'Role', ['Description', 'MaxSessionDuration', 'RoleLastUsed', 'Tags']],
    ['ListRoles', {}, 'Roles.0', ['Description', 'MaxSessionDuration']],
    ['UpdateRoleDescription', { RoleName: 'R', Description: 'new' }, 'Role', ['Description', 'Tags']],
    ['GetInstanceProfile', { InstanceProfileName: 'P' }, 'InstanceProfile.Roles.0', []],
    ['ListInstanceProfiles', {}, 'InstanceProfiles.0.Roles.0', []],
    ['ListInstanceProfilesForRole', { RoleName: 'R' }, 'InstanceProfiles.0.Roles.0', []],
    [
      'GetAccountAuthorizationDetails',
      {},
      'RoleDetailList.0',
      ['AttachedManagedPolicies', 'InstanceProfileList', 'RoleLastUsed', 'RolePolicyList', 'Tags'],
    ],
    ['GetAccountAuthorizationDetails', {}, 'RoleDetailList.0.InstanceProfileList.0.Roles.0', []],
  ])('in the answer of %s', async (operation, input, path, more) => {
    await create({ Tags })
    await call('CreateInstanceProfile', { InstanceProfileName: 'P' })
    await call('AddRoleToInstanceProfile', { InstanceProfileName: 'P', RoleName: 'R' })
    expect(members(await call(operation, input), path)).toEqual(also(ROLE, more))
  })
})

describe('an instance profile', () => {
  it('is created with tags only where they are given', async () => {
    const create = (InstanceProfileName: string, more: Answer = {}) =>
      call('CreateInstanceProfile', { InstanceProfileName, ...more })
    expect(members(await create('P'), 'InstanceProfile')).toEqual(PROFILE)
    expect(members(await create('Q', { Tags }), 'InstanceProfile')).toEqual(also(PROFILE, ['Tags']))
    expect(await call('GetInstanceProfile', { InstanceProfileName: 'P' })).toMatchObject({ InstanceProfile: { Tags: [] } })
    expect(members(await call('ListInstanceProfiles'), 'InstanceProfiles.1')).toEqual(PROFILE)
  })
})

describe('a server certificate', () => {
  it('is uploaded with tags only where they are given', async () => {
    const { certificate: CertificateBody, privateKey: PrivateKey } = newCertificate()
    const upload = (ServerCertificateName: string, more: Answer = {}) =>
      call('UploadServerCertificate', { ServerCertificateName, CertificateBody, PrivateKey, ...more })
    expect(Object.keys(await upload('site'))).toEqual(['ServerCertificateMetadata'])
    expect(await upload('other', { Tags })).toMatchObject({ Tags })
    const got = await call('GetServerCertificate', { ServerCertificateName: 'site' })
    expect(members(got, 'ServerCertificate')).toEqual(['CertificateBody', 'ServerCertificateMetadata', 'Tags'])
  })
})

it('CreatePolicy shows tags where they are given, GetPolicy always, ListPolicies never', async () => {
  const create = (PolicyName: string, more: Answer = {}) =>
    call('CreatePolicy', { PolicyName, PolicyDocument: policy(allow('s3:*')), Description: 'd', ...more })
  const base = members(await create('Edge'), 'Policy')
  expect(base).not.toContain('Tags')
  expect(base).not.toContain('Description')
  expect(members(await create('Tagged', { Tags }), 'Policy')).toEqual(also(base, ['Tags']))
  const PolicyArn = `arn:aws:iam::${world.accountId}:policy/Edge`
  expect(members(await call('GetPolicy', { PolicyArn }), 'Policy')).toEqual(also(base, ['Description', 'Tags']))
  expect(members(await call('ListPolicies', { Scope: 'Local' }), 'Policies.0')).toEqual(base)
})

it('providers and devices show tags where they are given', async () => {
  const made = [
    await call('CreateOpenIDConnectProvider', { Url: 'https://idp.example.com', Tags }),
    await call('CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: SAML_METADATA, Tags }),
    (await call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Tags })).VirtualMFADevice as Answer,
  ]
  for (const one of made) expect(one).toMatchObject({ Tags })
})

it('GetSAMLProvider says Allowed where no encryption mode was set', async () => {
  await call('CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: SAML_METADATA })
  const SAMLProviderArn = `arn:aws:iam::${world.accountId}:saml-provider/Example`
  expect(await call('GetSAMLProvider', { SAMLProviderArn })).toMatchObject({ AssertionEncryptionMode: 'Allowed' })
})

it('GetAccountPasswordPolicy shows HardExpiry only where it was set', async () => {
  const hardExpiry = async (input: Answer) => {
    await call('UpdateAccountPasswordPolicy', input)
    return at(await call('GetAccountPasswordPolicy'), 'PasswordPolicy.HardExpiry')
  }
  expect(await hardExpiry({})).toBeUndefined()
  expect(await hardExpiry({ HardExpiry: true })).toBe(true)
  expect(await hardExpiry({ HardExpiry: false })).toBe(false)
})
