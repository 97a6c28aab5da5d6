import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

const CODECOMMIT = 'codecommit.amazonaws.com'
const CASSANDRA = 'cassandra.amazonaws.com'
const BEDROCK = 'bedrock.amazonaws.com'
const DAY = 86_400_000

interface Credential {
  ServiceSpecificCredentialId: string
  ServicePassword?: string
  ServiceCredentialSecret?: string
}

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

const create = async (ServiceName: string, input: object = {}): Promise<Credential> => {
  const { ServiceSpecificCredential } = await world.call<{ ServiceSpecificCredential: Credential }>(
    'iam:CreateServiceSpecificCredential',
    { UserName: 'alice', ServiceName, ...input },
  )
  return ServiceSpecificCredential
}

const list = async (input: object = { UserName: 'alice' }) => {
  const { ServiceSpecificCredentials } = await world.call<{ ServiceSpecificCredentials: Credential[] }>(
    'iam:ListServiceSpecificCredentials',
    { ...input },
  )
  return ServiceSpecificCredentials
}

describe('CreateServiceSpecificCredential', () => {
  it.each([CODECOMMIT, CASSANDRA])('gives a user name and a password for %s', async (ServiceName) => {
    expect(await create(ServiceName)).toEqual({
      UserName: 'alice',
      Status: 'Active',
      ServiceUserName: `alice-at-${world.accountId}`,
      ServicePassword: expect.stringMatching(/^[A-Za-z0-9+/]{40,}=$/),
      CreateDate: world.clock.now(),
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/),
      ServiceName,
    })
  })

  it('gives an API key for Bedrock, which may have an end', async () => {
    const endless = await create(BEDROCK)
    expect(endless).toEqual({
      UserName: 'alice',
      Status: 'Active',
      ServiceCredentialAlias: `alice-at-${world.accountId}`,
      ServiceCredentialSecret: expect.stringMatching(/^ABSK[A-Za-z0-9+/]+={0,2}$/),
      CreateDate: world.clock.now(),
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/),
      ServiceName: BEDROCK,
    })
    expect(await create(BEDROCK, { CredentialAgeDays: 30 })).toMatchObject({ ExpirationDate: world.clock.now() + 30 * DAY })
    expect(await refusal(create(CODECOMMIT, { CredentialAgeDays: 30 }))).toBe(
      `ValidationError 400: Credential age is not supported for ${CODECOMMIT}`,
    )
  })

  it('allows two per user and service, inactive ones included', async () => {
    const { ServiceSpecificCredentialId } = await create(CODECOMMIT)
    const change = { UserName: 'alice', ServiceSpecificCredentialId, Status: 'Inactive' }
    await world.call('iam:UpdateServiceSpecificCredential', change)
    expect(await create(CODECOMMIT)).not.toMatchObject({ ServiceUserName: `alice-at-${world.accountId}` })
    expect(await refusal(create(CODECOMMIT))).toBe(
      'LimitExceeded 409: Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2',
    )
    await create(CASSANDRA)
    expect(await list()).toHaveLength(3)
  })

  it('needs a user', async () => {
    expect(await refusal(create(CODECOMMIT, { UserName: 'bob' }))).toBe(
      'NoSuchEntity 404: The user with name bob cannot be found.',
    )
  })

  it('can be allowed for one service, and up to an age', async () => {
    const document = policy(
      allow('iam:CreateServiceSpecificCredential', '*', {
        Condition: {
          StringEquals: { 'iam:ServiceSpecificCredentialServiceName': BEDROCK },
          NumericLessThanEquals: { 'iam:ServiceSpecificCredentialAgeDays': '30' },
        },
      }),
    )
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const alice = await world.user('alice')
    const attempt = (ServiceName: string, more: object) =>
      refusal(world.call('iam:CreateServiceSpecificCredential', { UserName: 'alice', ServiceName, ...more }, alice))
    expect(await attempt(CODECOMMIT, {})).toMatch(/^AccessDenied 403: /)
    expect(await attempt(BEDROCK, { CredentialAgeDays: 31 })).toMatch(/^AccessDenied 403: /)
    expect(await attempt(BEDROCK, {})).toMatch(/^AccessDenied 403: /)
    expect(await attempt(BEDROCK, { CredentialAgeDays: 30 })).toBe('not refused')
  })
})

describe('ListServiceSpecificCredentials', () => {
  it('lists the credentials of one user, or of one service, without their secrets', async () => {
    const { ServicePassword, ...git } = await create(CODECOMMIT)
    const { ServiceCredentialSecret, ...key } = await create(BEDROCK, { CredentialAgeDays: 1 })
    expect(await list()).toEqual(expect.arrayContaining([git, key]))
    expect(await list({ UserName: 'alice', ServiceName: CODECOMMIT })).toEqual([git])
    expect(await list({ UserName: 'alice', ServiceName: CASSANDRA })).toEqual([])
    await world.accounts.flush()
    const shown = JSON.stringify([await list(), world.records])
    for (const secret of [ServicePassword, ServiceCredentialSecret]) expect(shown).not.toContain(secret)
  })

  it('lists those of all users, where it is asked for, and of the caller without a name', async () => {
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const own = await create(CODECOMMIT)
    const other = await create(CODECOMMIT, { UserName: 'bob' })
    const ids = (credentials: Credential[]) => credentials.map((one) => one.ServiceSpecificCredentialId).sort()
    expect(ids(await list({ AllUsers: true }))).toEqual(ids([own, other]))
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
    expect(await world.call('iam:ListServiceSpecificCredentials', {}, await world.user('bob'))).toMatchObject({
      ServiceSpecificCredentials: [{ UserName: 'bob', ServiceSpecificCredentialId: other.ServiceSpecificCredentialId }],
      IsTruncated: false,
    })
  })
})

describe('UpdateServiceSpecificCredential', () => {
  it('deactivates and activates a credential', async () => {
    const { ServiceSpecificCredentialId } = await create(CODECOMMIT)
    for (const Status of ['Inactive', 'Active', 'Active']) {
      await world.call('iam:UpdateServiceSpecificCredential', { UserName: 'alice', ServiceSpecificCredentialId, Status })
      expect(await list()).toMatchObject([{ ServiceSpecificCredentialId, Status }])
    }
  })
})

it('an API key is shown as expired once it is, and nobody sets that status', async () => {
  const { ServiceSpecificCredentialId } = await create(BEDROCK, { CredentialAgeDays: 1 })
  const change = (Status: string) =>
    world.call('iam:UpdateServiceSpecificCredential', { UserName: 'alice', ServiceSpecificCredentialId, Status })
  expect(await refusal(change('Expired'))).toBe(
    "ValidationError 400: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
  )
  await change('Inactive')
  expect(await list()).toMatchObject([{ Status: 'Inactive' }])
  world.clock.forward(DAY)
  expect(await list()).toMatchObject([{ Status: 'Expired' }])
  await change('Active')
  expect(await list()).toMatchObject([{ Status: 'Expired' }])
})

it.each([
  ['iam:CreateServiceSpecificCredential', { UserName: 'alice', ServiceName: 'o3on3n3onosneo' }],
  ['iam:ListServiceSpecificCredentials', { UserName: 'alice', ServiceName: 'o3on3n3onosneo' }],
])('%s takes a service that it does not know for an entity that does not exist', async (action, input) => {
  expect(await refusal(world.call(action, input))).toBe(
    'NoSuchEntity 404: No such service o3on3n3onosneo is supported for Service Specific Credentials',
  )
})

it('root has no service-specific credentials', async () => {
  expect(await world.call('iam:ListServiceSpecificCredentials')).toEqual({
    ServiceSpecificCredentials: [],
    IsTruncated: false,
  })
})

describe('ResetServiceSpecificCredential', () => {
  it.each([
    [CODECOMMIT, 'ServicePassword'],
    [BEDROCK, 'ServiceCredentialSecret'],
  ] as const)('replaces the secret for %s and nothing else', async (ServiceName, secret) => {
    const before = await create(ServiceName)
    const input = { UserName: 'alice', ServiceSpecificCredentialId: before.ServiceSpecificCredentialId }
    const { ServiceSpecificCredential: after } = await world.call<{ ServiceSpecificCredential: Credential }>(
      'iam:ResetServiceSpecificCredential',
      input,
    )
    expect(after[secret]).not.toBe(before[secret])
    expect({ ...after, [secret]: before[secret] }).toEqual(before)
    expect(await list()).toHaveLength(1)
  })
})

describe('DeleteServiceSpecificCredential', () => {
  it('deletes the credential; until then its user cannot be deleted', async () => {
    const { ServiceSpecificCredentialId } = await create(CODECOMMIT)
    expect(await refusal(world.call('iam:DeleteUser', { UserName: 'alice' }))).toBe(
      'DeleteConflict 409: Cannot delete entity, must remove referenced objects first.',
    )
    await world.call('iam:DeleteServiceSpecificCredential', { UserName: 'alice', ServiceSpecificCredentialId })
    expect(await list()).toEqual([])
    await world.call('iam:DeleteUser', { UserName: 'alice' })
  })
})

describe.each([
  ['iam:UpdateServiceSpecificCredential', { Status: 'Inactive' }],
  ['iam:ResetServiceSpecificCredential', {}],
  ['iam:DeleteServiceSpecificCredential', {}],
])('%s', (action, input) => {
  it('finds only credentials of the user that it names', async () => {
    const { ServiceSpecificCredentialId } = await create(CODECOMMIT)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const call = (UserName: string, id: string) =>
      refusal(world.call(action, { UserName, ServiceSpecificCredentialId: id, ...input }))
    const absent = (id: string) => `NoSuchEntity 404: No such credential ${id} exists`
    expect(await call('alice', 'ACCAABSENTABSENTABSEN')).toBe(absent('ACCAABSENTABSENTABSEN'))
    expect(await call('bob', ServiceSpecificCredentialId)).toBe(absent(ServiceSpecificCredentialId))
    expect(await call('carol', ServiceSpecificCredentialId)).toBe('NoSuchEntity 404: The user with name carol cannot be found.')
    expect(await list()).toMatchObject([{ ServiceSpecificCredentialId, Status: 'Active' }])
  })
})
