import { beforeEach, describe, expect, it } from 'vitest'
import { newCertificate } from '../support/certificates.js'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { SAML_METADATA } from '../support/samples.js'
import { type Outcome, World } from '../support/world.js'

interface Tag {
  Key: string
  Value: string
}

/** What carries tags: its three operations, and how one is made and named. */
interface Tagged {
  tag: string
  untag: string
  list: string
  create: string
  input(account: string): Outcome
  /** The members that name the one called `name`. */
  named(name: string, account: string): Outcome
  /** The name of the one that `input` makes. */
  name: string
  absent(name: string, account: string): string
}

const arn = (account: string, rest: string) => `arn:aws:iam::${account}:${rest}`
const pair = newCertificate()

const KINDS: readonly Tagged[] = [
  {
    tag: 'iam:TagUser',
    untag: 'iam:UntagUser',
    list: 'iam:ListUserTags',
    create: 'iam:CreateUser',
    input: () => ({ UserName: 'bob' }),
    name: 'bob',
    named: (UserName) => ({ UserName }),
    absent: (name) => `The user with name ${name} cannot be found.`,
  },
  {
    tag: 'iam:TagRole',
    untag: 'iam:UntagRole',
    list: 'iam:ListRoleTags',
    create: 'iam:CreateRole',
    input: (account) => ({ RoleName: 'Deploy', AssumeRolePolicyDocument: trust(account) }),
    name: 'Deploy',
    named: (RoleName) => ({ RoleName }),
    absent: (name) => `The role with name ${name} cannot be found.`,
  },
  {
    tag: 'iam:TagPolicy',
    untag: 'iam:UntagPolicy',
    list: 'iam:ListPolicyTags',
    create: 'iam:CreatePolicy',
    input: () => ({ PolicyName: 'Edge', PolicyDocument: policy(allow('s3:*')) }),
    name: 'Edge',
    named: (name, account) => ({ PolicyArn: arn(account, `policy/${name}`) }),
    absent: (name, account) => `Policy ${arn(account, `policy/${name}`)} was not found.`,
  },
  {
    tag: 'iam:TagInstanceProfile',
    untag: 'iam:UntagInstanceProfile',
    list: 'iam:ListInstanceProfileTags',
    create: 'iam:CreateInstanceProfile',
    input: () => ({ InstanceProfileName: 'web' }),
    name: 'web',
    named: (InstanceProfileName) => ({ InstanceProfileName }),
    absent: (name) => `Instance Profile ${name} cannot be found.`,
  },
  {
    tag: 'iam:TagMFADevice',
    untag: 'iam:UntagMFADevice',
    list: 'iam:ListMFADeviceTags',
    create: 'iam:CreateVirtualMFADevice',
    input: () => ({ VirtualMFADeviceName: 'phone' }),
    name: 'phone',
    named: (name, account) => ({ SerialNumber: arn(account, `mfa/${name}`) }),
    absent: (name, account) => `MFA Device with serial number ${arn(account, `mfa/${name}`)} does not exist.`,
  },
  {
    tag: 'iam:TagOpenIDConnectProvider',
    untag: 'iam:UntagOpenIDConnectProvider',
    list: 'iam:ListOpenIDConnectProviderTags',
    create: 'iam:CreateOpenIDConnectProvider',
    input: () => ({ Url: 'https://idp.example.com' }),
    name: 'idp.example.com',
    named: (name, account) => ({ OpenIDConnectProviderArn: arn(account, `oidc-provider/${name}`) }),
    absent: (name, account) => `OpenIDConnect Provider not found for arn ${arn(account, `oidc-provider/${name}`)}`,
  },
  {
    tag: 'iam:TagSAMLProvider',
    untag: 'iam:UntagSAMLProvider',
    list: 'iam:ListSAMLProviderTags',
    create: 'iam:CreateSAMLProvider',
    input: () => ({ Name: 'Example', SAMLMetadataDocument: SAML_METADATA }),
    name: 'Example',
    named: (name, account) => ({ SAMLProviderArn: arn(account, `saml-provider/${name}`) }),
    absent: (name, account) => `Manifest not found for arn ${arn(account, `saml-provider/${name}`)}`,
  },
  {
    tag: 'iam:TagServerCertificate',
    untag: 'iam:UntagServerCertificate',
    list: 'iam:ListServerCertificateTags',
    create: 'iam:UploadServerCertificate',
    input: () => ({ ServerCertificateName: 'site', CertificateBody: pair.certificate, PrivateKey: pair.privateKey }),
    name: 'site',
    named: (ServerCertificateName) => ({ ServerCertificateName }),
    absent: (name) => `The Server Certificate with name ${name} cannot be found.`,
  },
]

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const MANY: Tag[] = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }))

describe.each(KINDS)('$tag, $untag and $list', ({ tag, untag, list, create, input, name, named, absent }) => {
  const caseless = tag === 'iam:TagUser' || tag === 'iam:TagRole'
  const target = (which = name) => named(which, world.accountId)
  const addTags = (...Tags: Tag[]) => world.call(tag, { ...target(), Tags })
  const removeTags = (...TagKeys: string[]) => world.call(untag, { ...target(), TagKeys })
  const tags = async () => (await world.call<{ Tags: Tag[] }>(list, target())).Tags
  const createOne = (more: object = {}) => world.call(create, { ...input(world.accountId), ...more })

  it('add, replace, list in order of key, and remove', async () => {
    await createOne({ Tags: [{ Key: 'team', Value: 'blue' }] })
    expect(await world.call(list, target())).toEqual({ Tags: [{ Key: 'team', Value: 'blue' }], IsTruncated: false })
    await addTags({ Key: 'stage', Value: '' }, { Key: 'team', Value: 'red' })
    await addTags({ Key: 'cost', Value: 'A1' }, { Key: 'stage', Value: '' })
    expect(await tags()).toEqual([
      { Key: 'cost', Value: 'A1' },
      { Key: 'stage', Value: '' },
      { Key: 'team', Value: 'red' },
    ])
    await removeTags('stage', 'team', 'unknown')
    expect(await tags()).toEqual([{ Key: 'cost', Value: 'A1' }])
  })

  it(caseless ? 'ignore the case of a key' : 'tell keys apart by their case', async () => {
    await createOne({ Tags: [{ Key: 'a', Value: '1' }] })
    await addTags({ Key: 'A', Value: '2' })
    expect(await tags()).toEqual(
      caseless
        ? [{ Key: 'A', Value: '2' }]
        : [
            { Key: 'A', Value: '2' },
            { Key: 'a', Value: '1' },
          ],
    )
    await removeTags('a')
    expect(await tags()).toEqual(caseless ? [] : [{ Key: 'A', Value: '2' }])
  })

  it('refuse two values for one key, and add neither', async () => {
    await createOne()
    expect(await refusal(addTags({ Key: 'team', Value: 'blue' }, { Key: 'team', Value: 'red' }))).toBe(
      `InvalidInput 400: Duplicate tag keys found.${caseless ? ' Please note that Tag keys are case insensitive.' : ''}`,
    )
    expect(await refusal(addTags({ Key: 'team', Value: 'blue' }, { Key: 'aws:team', Value: 'red' }))).toBe(
      'InvalidInput 400: aws: prefixed tag key names are not allowed for external use.',
    )
    expect(await tags()).toEqual([])
  })

  it('allow 50 tags, of which a value can still be replaced', async () => {
    await createOne({ Tags: MANY })
    await addTags({ Key: 'key-7', Value: 'new' })
    expect(await refusal(addTags({ Key: 'one-more', Value: '' }))).toBe(
      'LimitExceeded 409: The number of tags has reached the maximum limit.',
    )
    expect(await tags()).toHaveLength(50)
    await removeTags('key-0')
    await addTags({ Key: 'one-more', Value: '' })
    expect(await tags()).toHaveLength(50)
  })

  it('name what does not exist', async () => {
    const refused = `NoSuchEntity 404: ${absent('ghost', world.accountId)}`
    expect(await refusal(world.call(tag, { ...target('ghost'), Tags: MANY }))).toBe(refused)
    expect(await refusal(world.call(untag, { ...target('ghost'), TagKeys: ['team'] }))).toBe(refused)
    expect(await refusal(world.call(list, target('ghost')))).toBe(refused)
  })

  it('can be allowed by the tags that are passed and those that are there', async () => {
    await createOne()
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const document = policy(
      allow(tag, '*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' } } }),
      allow(untag, '*', {
        Condition: {
          StringEquals: { 'aws:ResourceTag/team': 'blue' },
          'ForAllValues:StringNotEquals': { 'aws:TagKeys': 'team' },
        },
      }),
      allow(list, '*', { Condition: { StringEquals: { 'iam:ResourceTag/team': 'blue' } } }),
    )
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const alice = await world.user('alice')
    const attempt = (action: string, more: object = {}) => refusal(world.call(action, { ...target(), ...more }, alice))
    const denied = expect.stringContaining(`AccessDenied 403: User: ${alice.arn} is not authorized to perform: iam:`)
    expect(await attempt(list)).toEqual(denied)
    expect(await attempt(tag, { Tags: [{ Key: 'team', Value: 'red' }] })).toEqual(denied)
    expect(await attempt(tag, { Tags: [{ Key: 'team', Value: 'blue' }] })).toBe('not refused')
    expect(await attempt(list)).toBe('not refused')
    expect(await attempt(untag, { TagKeys: ['stage', 'team'] })).toEqual(denied)
    expect(await attempt(untag, { TagKeys: ['stage'] })).toBe('not refused')
  })
})

describe('a tag', () => {
  it('has no key that begins with aws:', async () => {
    const Tags = [{ Key: 'AWS:owner', Value: 'me' }]
    const message = 'aws: prefixed tag key names are not allowed for external use.'
    await expect(world.call('iam:CreateUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('iam:TagUser', { UserName: 'alice', Tags })).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    })
    const alice = await world.user('alice')
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('*')) })
    await expect(world.call('sts:GetFederationToken', { Name: 'x', Tags }, alice)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message,
    })
  })
})
