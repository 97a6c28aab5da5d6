import { beforeEach, expect, it } from 'vitest'
import { newCertificate } from '../support/certificates.js'
import { allow, policy, trust } from '../support/policies.js'
import { SAML_METADATA } from '../support/samples.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const summary = async () => {
  const { SummaryMap } = await world.call<{ SummaryMap: Record<string, number> }>('iam:GetAccountSummary')
  return SummaryMap
}

it('GetAccountSummary has 34 keys, and nothing to count in a new account but root’s password', async () => {
  const map = await summary()
  expect(Object.keys(map)).toHaveLength(34)
  const counted = Object.entries(map).filter(([key, number]) => !key.endsWith('Quota') && number !== 0)
  expect(Object.fromEntries(counted)).toEqual({ AccountPasswordPresent: 1, GlobalEndpointTokenVersion: 1 })
})

const { certificate, privateKey } = newCertificate()
const document = policy(allow('s3:*'))
const COUNTED: readonly [string, Record<string, unknown>, Record<string, number>][] = [
  ['iam:CreateUser', { UserName: 'alice' }, { Users: 1 }],
  ['iam:CreateGroup', { GroupName: 'Admins' }, { Groups: 1 }],
  ['iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust('*') }, { Roles: 1 }],
  ['iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: document }, { Policies: 1, PolicyVersionsInUse: 1 }],
  ['iam:CreateInstanceProfile', { InstanceProfileName: 'web' }, { InstanceProfiles: 1 }],
  [
    'iam:UploadServerCertificate',
    { ServerCertificateName: 'site', CertificateBody: certificate, PrivateKey: privateKey },
    { ServerCertificates: 1 },
  ],
  ['iam:CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: SAML_METADATA }, { Providers: 1 }],
  ['iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com' }, { Providers: 1 }],
  ['iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }, { MFADevices: 1 }],
  ['iam:CreateAccessKey', {}, { AccountAccessKeysPresent: 1 }],
  ['iam:UploadSigningCertificate', { CertificateBody: certificate }, { AccountSigningCertificatesPresent: 1 }],
]

it.each(COUNTED)('counts what %s adds', async (action, input, added) => {
  const before = await summary()
  await world.call(action, input)
  expect(await summary()).toEqual({ ...before, ...added })
})
