import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (url = 'idp.example.com') => `arn:aws:iam::${world.accountId}:oidc-provider/${url}`
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (input: object = {}) =>
  world.call('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com', ...input })
const get = (provider = arn()) => world.call('iam:GetOpenIDConnectProvider', { OpenIDConnectProviderArn: provider })
const list = async () =>
  (await world.call<{ OpenIDConnectProviderList: object[] }>('iam:ListOpenIDConnectProviders')).OpenIDConnectProviderList

const absent = (provider: string) => `NoSuchEntity 404: OpenIDConnect Provider not found for arn ${provider}`
const thumbprints = (count: number) => Array.from({ length: count }, (_, index) => `${index}`.repeat(40))
const clients = (count: number) => Array.from({ length: count }, (_, index) => `client-${index + 1}`)

describe('CreateOpenIDConnectProvider', () => {
  it('keeps the issuer without its scheme, and each client once', async () => {
    const ThumbprintList = thumbprints(5)
    expect(await create({ ClientIDList: ['client-1', 'client-2', 'client-1'], ThumbprintList })).toEqual({
      OpenIDConnectProviderArn: arn(),
    })
    expect(await get()).toEqual({
      Url: 'idp.example.com',
      ClientIDList: ['client-1', 'client-2'],
      ThumbprintList,
      CreateDate: world.clock.now(),
      Tags: [],
    })
  })

  it('returns and keeps tags, and wants a permission of its own for them', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const document = policy(allow('iam:CreateOpenIDConnectProvider'))
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const input = { Url: 'https://idp.example.com', Tags: [{ Key: 'team', Value: 'blue' }] }
    expect(await refusal(world.call('iam:CreateOpenIDConnectProvider', input, await world.user('alice')))).toContain(
      `is not authorized to perform: iam:TagOpenIDConnectProvider on resource: ${arn()}`,
    )
    expect(await create(input)).toEqual({ OpenIDConnectProviderArn: arn(), Tags: input.Tags })
    expect(await get()).toMatchObject({ Tags: input.Tags })
  })

  it.each([
    ['a path', 'https://idp.example.com/realms/dojo', 'idp.example.com/realms/dojo'],
    ['a slash at the end', 'https://idp.example.com/', 'idp.example.com/'],
    ['a path and a slash', 'https://idp.example.com/realms/dojo/', 'idp.example.com/realms/dojo/'],
    ['a port', 'https://idp.example.com:8443/Realm', 'idp.example.com:8443/Realm'],
    ['the port that goes without saying', 'https://idp.example.com:443', 'idp.example.com:443'],
    ['capitals', 'https://IdP.Example.com', 'IdP.Example.com'],
    ['http on this machine', 'http://localhost:8080', 'localhost:8080'],
  ])('takes a URL with %s', async (_what, Url, kept) => {
    expect(await create({ Url })).toEqual({ OpenIDConnectProviderArn: arn(kept) })
    expect(await get(arn(kept))).toMatchObject({ Url: kept })
  })

  it.each([
    ['no scheme', 'idp.example.com'],
    ['http', 'http://idp.example.com'],
    ['a query', 'https://idp.example.com?tenant=1'],
    ['an empty query', 'https://idp.example.com/?'],
    ['a fragment', 'https://idp.example.com#top'],
    ['white space', ' https://idp.example.com'],
    ['a user', 'https://alice@idp.example.com'],
    ['an empty user', 'https://@idp.example.com'],
    ['a password only', 'https://:secret@idp.example.com'],
    ['one slash', 'https:/idp.example.com'],
    ['no slash', 'https:idp.example.com'],
    ['a backslash', 'https://idp.example.com\\@other.example.com'],
  ])('refuses a URL with %s', async (_what, Url) => {
    expect(await refusal(create({ Url }))).toBe('ValidationError 400: Invalid Open ID Connect Provider URL')
    expect(await list()).toEqual([])
  })

  it('refuses an issuer that is registered', async () => {
    await create()
    expect(await refusal(create())).toBe('EntityAlreadyExists 409: Provider with url https://idp.example.com already exists.')
    // To tokens it is another issuer.
    expect(await create({ Url: 'https://idp.example.com/' })).toEqual({
      OpenIDConnectProviderArn: arn('idp.example.com/'),
    })
  })

  it.each([
    [
      '100 clients',
      { ClientIDList: clients(101) },
      'LimitExceeded 409: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    ],
    [
      '5 thumbprints',
      { ThumbprintList: thumbprints(6) },
      'InvalidInput 400: Thumbprint list must contain fewer than 5 entries.',
    ],
  ])('allows %s, and says so even of a provider that exists', async (_what, input, refused) => {
    expect(await refusal(create(input))).toBe(refused)
    await create()
    expect(await refusal(create(input))).toBe(refused)
  })

  it('allows 100 in an account', async () => {
    for (let count = 1; count <= 100; count++) await create({ Url: `https://idp-${count}.example.com` })
    expect(await refusal(create())).toBe('LimitExceeded 409: Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100')
  })
})

describe('ListOpenIDConnectProviders', () => {
  it('lists the ARN of every provider', async () => {
    await create({ Url: 'https://b.example.com' })
    await create({ Url: 'https://a.example.com' })
    const listed = await list()
    expect(listed).toHaveLength(2)
    expect(listed).toEqual(expect.arrayContaining([{ Arn: arn('a.example.com') }, { Arn: arn('b.example.com') }]))
  })
})

describe('AddClientIDToOpenIDConnectProvider', () => {
  const add = (ClientID: string) =>
    world.call('iam:AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn: arn(), ClientID })

  it('adds a client, once', async () => {
    await create({ ClientIDList: ['client-1'] })
    for (const ClientID of ['client-2', 'client-1', 'client-2']) await add(ClientID)
    expect(await get()).toMatchObject({ ClientIDList: ['client-1', 'client-2'] })
  })

  it('allows 100 clients, and the hundred again', async () => {
    await create({ ClientIDList: clients(100) })
    await add('client-100')
    expect(await refusal(add('client-101'))).toBe(
      'LimitExceeded 409: Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    )
  })
})

describe('RemoveClientIDFromOpenIDConnectProvider', () => {
  it('removes a client; one that is not there is no error', async () => {
    await create({ ClientIDList: ['client-1', 'client-2'] })
    for (const ClientID of ['client-1', 'client-1', 'CLIENT-2']) {
      await world.call('iam:RemoveClientIDFromOpenIDConnectProvider', { OpenIDConnectProviderArn: arn(), ClientID })
    }
    expect(await get()).toMatchObject({ ClientIDList: ['client-2'] })
  })
})

describe('UpdateOpenIDConnectProviderThumbprint', () => {
  const replace = (ThumbprintList: string[]) =>
    world.call('iam:UpdateOpenIDConnectProviderThumbprint', { OpenIDConnectProviderArn: arn(), ThumbprintList })

  it('replaces all thumbprints and nothing else', async () => {
    await create({ ClientIDList: ['client-1'], ThumbprintList: thumbprints(3) })
    const before = await get()
    await replace(['a'.repeat(40)])
    expect(await get()).toEqual({ ...before, ThumbprintList: ['a'.repeat(40)] })
  })

  it('allows five', async () => {
    await create()
    await replace(thumbprints(5))
    expect(await refusal(replace(thumbprints(6)))).toBe('InvalidInput 400: Thumbprint list must contain fewer than 5 entries.')
    expect(await get()).toMatchObject({ ThumbprintList: thumbprints(5) })
  })
})

describe('DeleteOpenIDConnectProvider', () => {
  it('deletes the provider, which can then be registered again', async () => {
    await create({ ClientIDList: ['client-1'] })
    await world.call('iam:DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: arn() })
    expect(await refusal(get())).toBe(absent(arn()))
    expect(await list()).toEqual([])
    await create()
    expect(await get()).toMatchObject({ ClientIDList: [] })
  })
})

it.each([
  ['iam:GetOpenIDConnectProvider', {}],
  ['iam:AddClientIDToOpenIDConnectProvider', { ClientID: 'client-1' }],
  ['iam:RemoveClientIDFromOpenIDConnectProvider', { ClientID: 'client-1' }],
  ['iam:UpdateOpenIDConnectProviderThumbprint', { ThumbprintList: thumbprints(1) }],
])('%s names a provider that does not exist', async (action, input) => {
  const OpenIDConnectProviderArn = arn('ghost.example.com')
  expect(await refusal(world.call(action, { OpenIDConnectProviderArn, ...input }))).toBe(absent(OpenIDConnectProviderArn))
})

it('iam:DeleteOpenIDConnectProvider has a sentence of its own for one that does not exist', async () => {
  const OpenIDConnectProviderArn = arn('ghost.example.com')
  expect(await refusal(world.call('iam:DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn }))).toBe(
    `NoSuchEntity 404: OpenId connect Provider ${OpenIDConnectProviderArn} cannot be found.`,
  )
})
