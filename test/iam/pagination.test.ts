import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newCertificate, newRsaPublicKey } from '../support/certificates.js'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { SAML_METADATA } from '../support/samples.js'
import { codeFor } from '../support/totp.js'
import { World } from '../support/world.js'

type Page = Record<string, unknown[]> & { IsTruncated: boolean; Marker?: string }

let full: World
let jobId = ''
const arn = (rest: string) => `arn:aws:iam::${full.accountId}:${rest}`

const Tags = [1, 2, 3].map((number) => ({ Key: `key-${number}`, Value: `${number}` }))

/** An account that has two or three of everything that is listed in pages. */
beforeAll(async () => {
  full = await World.withAccount()
  await full.call('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com', Tags })
  await full.call('iam:CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: SAML_METADATA, Tags })
  const document = policy(allow(['iam:*', 's3:*', 'sts:*']))
  for (const n of [1, 2, 3]) {
    await full.call('iam:CreateUser', { UserName: `u${n}`, Tags })
    await full.call('iam:CreateGroup', { GroupName: `g${n}` })
    await full.call('iam:CreateRole', { RoleName: `r${n}`, AssumeRolePolicyDocument: trust(full.accountId), Tags })
    await full.call('iam:CreatePolicy', { PolicyName: `p${n}`, PolicyDocument: document, Tags })
    await full.call('iam:CreateInstanceProfile', { InstanceProfileName: `i${n}`, Tags })
    const { certificate, privateKey } = newCertificate()
    const upload = { ServerCertificateName: `s${n}`, CertificateBody: certificate, PrivateKey: privateKey, Tags }
    await full.call('iam:UploadServerCertificate', upload)
    await full.call('iam:UploadSSHPublicKey', { UserName: 'u1', SSHPublicKeyBody: newRsaPublicKey() })
    await enrol(`m${n}`)
  }
  for (const n of [1, 2, 3]) await connect(n, document)
  for (const ServiceName of ['codecommit.amazonaws.com', 'cassandra.amazonaws.com', 'bedrock.amazonaws.com']) {
    await full.call('iam:CreateServiceSpecificCredential', { UserName: 'u1', ServiceName })
  }
  for (const _count of [1, 2]) {
    await full.call('iam:CreateAccessKey', { UserName: 'u1' })
    await full.call('iam:UploadSigningCertificate', { UserName: 'u1', CertificateBody: newCertificate().certificate })
    await full.call('iam:CreatePolicyVersion', { PolicyArn: arn('policy/p1'), PolicyDocument: document })
  }
  const report = await full.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn: arn('group/g1') })
  jobId = report.JobId
})

/** Joins the things of this number to u1, g1, r1 and p1. */
async function connect(n: number, document: string): Promise<void> {
  const PolicyName = `inline-${n}`
  await full.call('iam:AddUserToGroup', { UserName: `u${n}`, GroupName: 'g1' })
  if (n > 1) await full.call('iam:AddUserToGroup', { UserName: 'u1', GroupName: `g${n}` })
  await full.call('iam:AddRoleToInstanceProfile', { InstanceProfileName: `i${n}`, RoleName: 'r1' })
  for (const [kind, owner] of [
    ['User', { UserName: 'u1' }],
    ['Group', { GroupName: 'g1' }],
    ['Role', { RoleName: 'r1' }],
  ] as const) {
    await full.call(`iam:Attach${kind}Policy`, { ...owner, PolicyArn: arn(`policy/p${n}`) })
    const small = policy(allow('s3:GetObject'))
    await full.call(`iam:Put${kind}Policy`, { ...owner, PolicyName, PolicyDocument: kind === 'Role' ? document : small })
  }
  await full.call('iam:ListUsers', {}, await full.user(`u${n}`)).catch(() => undefined)
}

async function enrol(VirtualMFADeviceName: string): Promise<void> {
  const { VirtualMFADevice } = await full.call<{ VirtualMFADevice: { Base32StringSeed: Uint8Array; SerialNumber: string } }>(
    'iam:CreateVirtualMFADevice',
    { VirtualMFADeviceName, Tags },
  )
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed)
  const [AuthenticationCode1, AuthenticationCode2] = [-1, 0].map((step) => codeFor(seed, step, full.clock.now()))
  const { SerialNumber } = VirtualMFADevice
  await full.call('iam:EnableMFADevice', { UserName: 'u1', SerialNumber, AuthenticationCode1, AuthenticationCode2 })
}

const LISTS: readonly [action: string, members: string[], input: () => object, count: number][] = [
  ['iam:ListUsers', ['Users'], () => ({}), 3],
  ['iam:ListGroups', ['Groups'], () => ({}), 3],
  ['iam:ListRoles', ['Roles'], () => ({}), 3],
  ['iam:ListPolicies', ['Policies'], () => ({ Scope: 'Local' }), 3],
  ['iam:ListInstanceProfiles', ['InstanceProfiles'], () => ({}), 3],
  ['iam:ListServerCertificates', ['ServerCertificateMetadataList'], () => ({}), 3],
  ['iam:ListVirtualMFADevices', ['VirtualMFADevices'], () => ({}), 3],
  ['iam:GetGroup', ['Users'], () => ({ GroupName: 'g1' }), 3],
  ['iam:ListGroupsForUser', ['Groups'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListInstanceProfilesForRole', ['InstanceProfiles'], () => ({ RoleName: 'r1' }), 3],
  ['iam:ListAttachedUserPolicies', ['AttachedPolicies'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListAttachedGroupPolicies', ['AttachedPolicies'], () => ({ GroupName: 'g1' }), 3],
  ['iam:ListAttachedRolePolicies', ['AttachedPolicies'], () => ({ RoleName: 'r1' }), 3],
  ['iam:ListUserPolicies', ['PolicyNames'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListGroupPolicies', ['PolicyNames'], () => ({ GroupName: 'g1' }), 3],
  ['iam:ListRolePolicies', ['PolicyNames'], () => ({ RoleName: 'r1' }), 3],
  ['iam:ListPolicyVersions', ['Versions'], () => ({ PolicyArn: arn('policy/p1') }), 3],
  ['iam:ListEntitiesForPolicy', ['PolicyGroups', 'PolicyUsers', 'PolicyRoles'], () => ({ PolicyArn: arn('policy/p1') }), 3],
  ['iam:ListAccessKeys', ['AccessKeyMetadata'], () => ({ UserName: 'u1' }), 2],
  ['iam:ListMFADevices', ['MFADevices'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListSSHPublicKeys', ['SSHPublicKeys'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListSigningCertificates', ['Certificates'], () => ({ UserName: 'u1' }), 2],
  ['iam:ListServiceSpecificCredentials', ['ServiceSpecificCredentials'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListUserTags', ['Tags'], () => ({ UserName: 'u1' }), 3],
  ['iam:ListRoleTags', ['Tags'], () => ({ RoleName: 'r1' }), 3],
  ['iam:ListPolicyTags', ['Tags'], () => ({ PolicyArn: arn('policy/p1') }), 3],
  ['iam:ListInstanceProfileTags', ['Tags'], () => ({ InstanceProfileName: 'i1' }), 3],
  ['iam:ListMFADeviceTags', ['Tags'], () => ({ SerialNumber: arn('mfa/m1') }), 3],
  [
    'iam:ListOpenIDConnectProviderTags',
    ['Tags'],
    () => ({ OpenIDConnectProviderArn: arn('oidc-provider/idp.example.com') }),
    3,
  ],
  ['iam:ListSAMLProviderTags', ['Tags'], () => ({ SAMLProviderArn: arn('saml-provider/Example') }), 3],
  ['iam:ListServerCertificateTags', ['Tags'], () => ({ ServerCertificateName: 's1' }), 3],
  [
    'iam:GetAccountAuthorizationDetails',
    ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
    () => ({ Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'] }),
    12,
  ],
  ['iam:GetServiceLastAccessedDetails', ['ServicesLastAccessed'], () => ({ JobId: jobId }), 3],
  [
    'iam:GetServiceLastAccessedDetailsWithEntities',
    ['EntityDetailsList'],
    () => ({ JobId: jobId, ServiceNamespace: 'iam' }),
    3,
  ],
  [
    'iam:SimulateCustomPolicy',
    ['EvaluationResults'],
    () => ({ PolicyInputList: [policy(allow('s3:*'))], ActionNames: ['s3:GetObject', 's3:PutObject', 'iam:GetUser'] }),
    3,
  ],
  [
    'iam:SimulatePrincipalPolicy',
    ['EvaluationResults'],
    () => ({ PolicySourceArn: arn('user/u1'), ActionNames: ['s3:GetObject'], ResourceArns: ['*', 'arn:aws:s3:::a'] }),
    2,
  ],
]

describe.each(LISTS)('%s', (action, members, input, count) => {
  const call = (more: object = {}) => full.call<Page>(action, { ...input(), ...more })
  const itemsOf = (page: Page) => members.flatMap((member) => page[member] ?? [])

  it('gives one item at a time in the order of the whole list, and a marker while there are more', async () => {
    const whole = await call()
    expect(itemsOf(whole)).toHaveLength(count)
    expect(whole).toMatchObject({ IsTruncated: false })
    expect(whole).not.toHaveProperty('Marker')
    const seen: unknown[] = []
    let page = await call({ MaxItems: 1 })
    for (let left = count - 1; left > 0; left--) {
      expect(itemsOf(page)).toHaveLength(1)
      expect(page.IsTruncated).toBe(true)
      seen.push(...itemsOf(page))
      page = await call({ MaxItems: 1, Marker: page.Marker })
    }
    expect(itemsOf(page)).toHaveLength(1)
    expect(page.IsTruncated).toBe(false)
    expect(page).not.toHaveProperty('Marker')
    expect([...seen, ...itemsOf(page)]).toEqual(itemsOf(whole))
  })

  it('takes no marker of anyone else', async () => {
    for (const Marker of ['marker', btoa('[1]'), btoa('[-1,"a"]'), btoa('{}')]) {
      expect(await refusal(call({ Marker }))).toBe('ValidationError 400: Invalid Marker.')
    }
  })
})

describe('a page', () => {
  let world: World
  beforeEach(async () => {
    world = await World.withAccount()
  })
  const create = (UserName: string) => world.call('iam:CreateUser', { UserName })
  const names = ({ Users = [] }: Page) => Users.map((user) => (user as { UserName: string }).UserName)
  const list = (input: object = {}) => world.call<Page>('iam:ListUsers', { ...input })

  it('has 100 items where MaxItems says nothing', async () => {
    for (let number = 1; number <= 101; number++) await create(`user-${String(number).padStart(3, '0')}`)
    const first = await list()
    expect(names(first)).toHaveLength(100)
    expect(first.IsTruncated).toBe(true)
    const second = await list({ Marker: first.Marker })
    expect(names(second)).toEqual(['user-101'])
    expect(second.IsTruncated).toBe(false)
  })

  it('goes on after the last item seen, whatever comes or goes before it', async () => {
    for (const name of ['b', 'd', 'f']) await create(name)
    const { Marker } = await list({ MaxItems: 1 })
    await create('a')
    expect(names(await list({ Marker }))).toEqual(['d', 'f'])
    await world.call('iam:DeleteUser', { UserName: 'a' })
    await create('c')
    expect(names(await list({ Marker }))).toEqual(['c', 'd', 'f'])
  })

  it('leaves nobody out when each page is deleted before the next one is asked for', async () => {
    const names = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7']
    for (const UserName of names) await world.call('iam:CreateUser', { UserName })
    const seen: string[] = []
    for (let marker: string | undefined = ''; marker !== undefined; ) {
      const { Users, Marker } = (await world.call('iam:ListUsers', { MaxItems: 2, ...(marker ? { Marker: marker } : {}) })) as {
        Users: { UserName: string }[]
        Marker?: string
      }
      for (const { UserName } of Users) {
        seen.push(UserName)
        await world.call('iam:DeleteUser', { UserName })
      }
      marker = Marker
    }
    expect(seen).toEqual(names)
  })

  it('gives an item twice rather than none when both sides of the marker are gone', async () => {
    for (const UserName of ['u1', 'u2', 'u3', 'u4', 'u5']) await world.call('iam:CreateUser', { UserName })
    const { Marker } = (await world.call('iam:ListUsers', { MaxItems: 2 })) as { Marker?: string }
    for (const UserName of ['u2', 'u3']) await world.call('iam:DeleteUser', { UserName })
    expect(await world.call('iam:ListUsers', { Marker })).toMatchObject({
      Users: [{ UserName: 'u1' }, { UserName: 'u4' }, { UserName: 'u5' }],
    })
  })
})
