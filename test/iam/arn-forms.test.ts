import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

/** The form of an ARN is judged before anything is looked up: none of the users, roles, and groups named here exists. */

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const document = policy(allow('s3:*'))
const ARGUMENTS: readonly (readonly [operation: string, member: string, more: Record<string, unknown>])[] = [
  ['PutUserPermissionsBoundary', 'PermissionsBoundary', { UserName: 'ghost' }],
  ['PutRolePermissionsBoundary', 'PermissionsBoundary', { RoleName: 'ghost' }],
  ['CreateUser', 'PermissionsBoundary', { UserName: 'bob' }],
  ['CreateRole', 'PermissionsBoundary', { RoleName: 'R', AssumeRolePolicyDocument: trust('*') }],
  ['AttachUserPolicy', 'PolicyArn', { UserName: 'ghost' }],
  ['AttachGroupPolicy', 'PolicyArn', { GroupName: 'ghost' }],
  ['AttachRolePolicy', 'PolicyArn', { RoleName: 'ghost' }],
  ['DetachUserPolicy', 'PolicyArn', { UserName: 'ghost' }],
  ['DetachGroupPolicy', 'PolicyArn', { GroupName: 'ghost' }],
  ['DetachRolePolicy', 'PolicyArn', { RoleName: 'ghost' }],
  ['GetPolicy', 'PolicyArn', {}],
  ['DeletePolicy', 'PolicyArn', {}],
  ['GetPolicyVersion', 'PolicyArn', { VersionId: 'v1' }],
  ['ListPolicyVersions', 'PolicyArn', {}],
  ['CreatePolicyVersion', 'PolicyArn', { PolicyDocument: document }],
  ['SetDefaultPolicyVersion', 'PolicyArn', { VersionId: 'v1' }],
  ['DeletePolicyVersion', 'PolicyArn', { VersionId: 'v1' }],
  ['ListEntitiesForPolicy', 'PolicyArn', {}],
  ['TagPolicy', 'PolicyArn', { Tags: [{ Key: 'a', Value: 'b' }] }],
  ['UntagPolicy', 'PolicyArn', { TagKeys: ['a'] }],
  ['ListPolicyTags', 'PolicyArn', {}],
  ['GetOpenIDConnectProvider', 'OpenIDConnectProviderArn', {}],
  ['DeleteOpenIDConnectProvider', 'OpenIDConnectProviderArn', {}],
  ['AddClientIDToOpenIDConnectProvider', 'OpenIDConnectProviderArn', { ClientID: 'c' }],
  ['RemoveClientIDFromOpenIDConnectProvider', 'OpenIDConnectProviderArn', { ClientID: 'c' }],
  ['UpdateOpenIDConnectProviderThumbprint', 'OpenIDConnectProviderArn', { ThumbprintList: [] }],
  ['TagOpenIDConnectProvider', 'OpenIDConnectProviderArn', { Tags: [{ Key: 'a', Value: 'b' }] }],
  ['GetSAMLProvider', 'SAMLProviderArn', {}],
  ['UpdateSAMLProvider', 'SAMLProviderArn', {}],
  ['DeleteSAMLProvider', 'SAMLProviderArn', {}],
  ['TagSAMLProvider', 'SAMLProviderArn', { Tags: [{ Key: 'a', Value: 'b' }] }],
  ['GenerateServiceLastAccessedDetails', 'Arn', {}],
  ['ListPoliciesGrantingServiceAccess', 'Arn', { ServiceNamespaces: ['s3'] }],
]
const SERIAL_NUMBERS: typeof ARGUMENTS = [
  ['EnableMFADevice', 'SerialNumber', { UserName: 'ghost', AuthenticationCode1: '123456', AuthenticationCode2: '654321' }],
  ['ResyncMFADevice', 'SerialNumber', { UserName: 'ghost', AuthenticationCode1: '123456', AuthenticationCode2: '654321' }],
  ['DeactivateMFADevice', 'SerialNumber', { UserName: 'ghost' }],
  ['DeleteVirtualMFADevice', 'SerialNumber', {}],
  ['GetMFADevice', 'SerialNumber', {}],
  ['TagMFADevice', 'SerialNumber', { Tags: [{ Key: 'a', Value: 'b' }] }],
]

const refused = (operation: string, member: string, more: object, text: string) =>
  refusal(world.call(`iam:${operation}`, { [member]: text, ...more }))

describe.each([...ARGUMENTS, ...SERIAL_NUMBERS])('%s, %s', (operation, member, more) => {
  it('is no ARN of another type, service, or region', async () => {
    const { accountId } = world
    for (const arn of [
      `arn:aws:iam::${accountId}:not_a_policy/invalid`,
      `arn:aws:iam::${accountId}:instance-profile/web`,
      'arn:aws:s3:::policy/mfa/role/oidc-provider/saml-provider',
      `arn:aws:iam:us-east-1:${accountId}:policy/Edge`,
    ]) {
      expect(await refused(operation, member, more, arn)).toBe(`InvalidInput 400: ARN ${arn} is not valid.`)
    }
  })

  it('is in the account’s own partition', async () => {
    const arn = `arn:aws-cn:iam::${world.accountId}:policy/Edge`
    expect(await refused(operation, member, more, arn)).toBe('ValidationError 400: Invalid ARN partition')
  })
})

describe.each(ARGUMENTS)('%s, %s', (operation, member, more) => {
  it('is an ARN', async () => {
    for (const text of ['test-policy-without-an-arn', 'arn:aws:iam::policy/short']) {
      expect(await refused(operation, member, more, text)).toBe('ValidationError 400: Invalid ARN:  Could not be parsed!')
    }
  })
})

it('a serial number need be no ARN', async () => {
  const [operation, member, more] = ['DeleteVirtualMFADevice', 'SerialNumber', {}] as const
  expect(await refused(operation, member, more, 'GAHT12345678')).toBe(
    'NoSuchEntity 404: MFA Device with serial number GAHT12345678 does not exist.',
  )
})
