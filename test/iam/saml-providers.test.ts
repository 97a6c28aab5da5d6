import { beforeEach, describe, expect, it } from 'vitest'
import { newCertificate } from '../support/certificates.js'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (name = 'Example') => `arn:aws:iam::${world.accountId}:saml-provider/${name}`
beforeEach(async () => {
  world = await World.withAccount()
})

const metadata = (attributes = '', prefix = 'md:') =>
  `<${prefix}EntityDescriptor entityID="https://idp.example.com" ${attributes}><${prefix}IDPSSODescriptor/></${prefix}EntityDescriptor>`

const create = (input: object = {}) =>
  world.call('iam:CreateSAMLProvider', { Name: 'Example', SAMLMetadataDocument: metadata(), ...input })
const update = (input: object) => world.call('iam:UpdateSAMLProvider', { SAMLProviderArn: arn(), ...input })

interface Provider {
  SAMLProviderUUID: string
  SAMLMetadataDocument: string
  ValidUntil: number
  AssertionEncryptionMode?: string
  PrivateKeyList: { KeyId: string; Timestamp: number }[]
}
const get = (SAMLProviderArn = arn()) => world.call<Provider>('iam:GetSAMLProvider', { SAMLProviderArn })
const list = async () => (await world.call<{ SAMLProviderList: object[] }>('iam:ListSAMLProviders')).SAMLProviderList

const absent = (provider: string) => `NoSuchEntity 404: Manifest not found for arn ${provider}`
const YEAR = 365 * 86_400_000

describe('CreateSAMLProvider', () => {
  it('keeps the metadata until the time that they say', async () => {
    const SAMLMetadataDocument = metadata('validUntil="2027-01-31T10:20:30Z"')
    expect(await create({ SAMLMetadataDocument })).toEqual({ SAMLProviderArn: arn() })
    expect(await get()).toEqual({
      SAMLProviderUUID: expect.stringMatching(/^[A-Z2-7]{32}$/),
      SAMLMetadataDocument,
      CreateDate: world.clock.now(),
      ValidUntil: world.clock.now() + YEAR,
      Tags: [],
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
    })
  })

  it('takes metadata without an end for valid for a hundred years', async () => {
    await create({ SAMLMetadataDocument: metadata('', '') })
    expect((await get()).ValidUntil).toBe(world.clock.now() + 100 * YEAR)
  })

  it('returns and keeps tags, and wants a permission of its own for them', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const document = policy(allow('iam:CreateSAMLProvider'))
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const input = { Name: 'Example', SAMLMetadataDocument: metadata(), Tags: [{ Key: 'team', Value: 'blue' }] }
    expect(await refusal(world.call('iam:CreateSAMLProvider', input, await world.user('alice')))).toContain(
      `is not authorized to perform: iam:TagSAMLProvider on resource: ${arn()}`,
    )
    expect(await create(input)).toEqual({ SAMLProviderArn: arn(), Tags: input.Tags })
    expect(await get()).toMatchObject({ Tags: input.Tags })
  })

  it.each([
    ['metadata that are no XML', { SAMLMetadataDocument: 'metadata' }, 'InvalidInput 400: Could not parse metadata'],
    [
      'metadata of a service provider',
      { SAMLMetadataDocument: metadata().replace('IDPSSO', 'SPSSO') },
      'InvalidInput 400: Could not parse metadata',
    ],
    [
      'metadata that end too early',
      { SAMLMetadataDocument: metadata().replace('</md:EntityDescriptor>', '') },
      'InvalidInput 400: Could not parse metadata',
    ],
    ['a key that cannot be read', { AddPrivateKey: 'key' }, 'InvalidInput 400: The private key could not be parsed.'],
  ])('refuses %s', async (_what, input, refused) => {
    expect(await refusal(create(input))).toBe(refused)
    expect(await list()).toEqual([])
  })

  it('refuses a name that is taken', async () => {
    await create()
    expect(await refusal(create())).toBe('EntityAlreadyExists 409: SAMLProvider Example already exists.')
  })

  it('allows 100 in an account', async () => {
    for (let count = 1; count <= 100; count++) await create({ Name: `idp-${count}` })
    expect(await refusal(create())).toBe('LimitExceeded 409: Cannot exceed quota for SAMLProvidersPerAccount: 100')
  })
})

describe('ListSAMLProviders', () => {
  it('lists every provider with its dates', async () => {
    await create({ Name: 'b' })
    world.clock.forward(1000)
    await create({ Name: 'a', SAMLMetadataDocument: metadata('validUntil="2027-01-31T10:20:30Z"') })
    const now = world.clock.now()
    const listed = await list()
    expect(listed).toHaveLength(2)
    expect(listed).toEqual(
      expect.arrayContaining([
        { Arn: arn('a'), CreateDate: now, ValidUntil: now - 1000 + YEAR },
        { Arn: arn('b'), CreateDate: now - 1000, ValidUntil: now - 1000 + 100 * YEAR },
      ]),
    )
  })
})

describe('UpdateSAMLProvider', () => {
  it('replaces only what it names', async () => {
    await create()
    const before = await get()
    const SAMLMetadataDocument = metadata('validUntil="2027-01-31T10:20:30Z"')
    expect(await update({ SAMLMetadataDocument })).toEqual({ SAMLProviderArn: arn() })
    const after = { ...before, SAMLMetadataDocument, ValidUntil: world.clock.now() + YEAR }
    expect(await get()).toEqual(after)
    await update({ AssertionEncryptionMode: 'Required' })
    expect(await get()).toEqual({ ...after, AssertionEncryptionMode: 'Required' })
  })

  it('keeps two private keys at most, and shows their IDs alone', async () => {
    const keys = [newCertificate(), newCertificate(), newCertificate()].map(({ privateKey }) => privateKey)
    await create({ AddPrivateKey: keys[0] })
    await update({ AddPrivateKey: keys[1] })
    const { PrivateKeyList } = await get()
    const [first, second] = PrivateKeyList
    expect(PrivateKeyList).toEqual([
      { KeyId: expect.stringMatching(/^[A-Z2-7]{32}$/), Timestamp: world.clock.now() },
      { KeyId: expect.stringMatching(/^[A-Z2-7]{32}$/), Timestamp: world.clock.now() },
    ])
    expect(await refusal(update({ AddPrivateKey: keys[2] }))).toBe(
      'LimitExceeded 409: Cannot exceed quota for PrivateKeysPerSAMLProvider: 2',
    )
    expect(await refusal(update({ RemovePrivateKey: 'UNKNOWNKEYUNKNOWNKEYUN' }))).toBe(
      'NoSuchEntity 404: The private key with id UNKNOWNKEYUNKNOWNKEYUN cannot be found.',
    )
    await update({ RemovePrivateKey: first?.KeyId, AddPrivateKey: keys[2] })
    expect((await get()).PrivateKeyList.map(({ KeyId }) => KeyId)).toEqual([
      second?.KeyId,
      expect.not.stringMatching(first?.KeyId ?? ''),
    ])
    await world.accounts.flush()
    const shown = JSON.stringify([await get(), world.records])
    for (const key of keys) expect(shown).not.toContain(key.split('\n')[1])
  })

  it('changes nothing where the metadata are wrong', async () => {
    await create()
    const before = await get()
    expect(await refusal(update({ SAMLMetadataDocument: 'metadata', AssertionEncryptionMode: 'Allowed' }))).toBe(
      'InvalidInput 400: Could not parse metadata',
    )
    expect(await get()).toEqual(before)
  })
})

describe('DeleteSAMLProvider', () => {
  it('deletes the provider, and its name is free again', async () => {
    await create()
    const { SAMLProviderUUID } = await get()
    await world.call('iam:DeleteSAMLProvider', { SAMLProviderArn: arn() })
    expect(await refusal(get())).toBe(absent(arn()))
    expect(await list()).toEqual([])
    await create()
    expect((await get()).SAMLProviderUUID).not.toBe(SAMLProviderUUID)
  })
})

it.each(['iam:GetSAMLProvider', 'iam:UpdateSAMLProvider', 'iam:DeleteSAMLProvider'])(
  '%s names a provider that does not exist',
  async (action) => {
    expect(await refusal(world.call(action, { SAMLProviderArn: arn('ghost') }))).toBe(absent(arn('ghost')))
  },
)
