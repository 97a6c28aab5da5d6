import { expect, it } from 'vitest'
import { Account, accountEntity } from '../../../server/account/account.js'
import { DAY_MS } from '../../../server/account/durations.js'
import { accountOfAccessKeyId } from '../../../server/account/ids.js'
import { Secret } from '../../../server/account/secret.js'
import { createPasswordHasher, type PasswordHasher } from '../../../server/credentials/password-hasher.js'
import { ec2Operations } from '../../../server/ec2/index.js'
import { iamOperations } from '../../../server/iam/index.js'
import { AccountTemplates } from '../../../server/lab/accounts/account-templates.js'
import { inheritedAccount, makeInheritedAccount } from '../../../server/lab/accounts/inherited-account.js'
import { playedAside } from '../../../server/lab/accounts/played-aside.js'
import { type AccountContent, fromTemplate, type Template } from '../../../server/lab/accounts/template.js'
import { type Fixture, fixtureSchema } from '../../../server/lessons/course/fixture.js'
import { operationsByName } from '../../../server/runner/registry.js'
import { openTestStore } from '../../support/databases.js'
import { course } from '../../support/stage.js'
import { World } from '../../support/world.js'

const COST = 4
const operations = operationsByName([...iamOperations, ...ec2Operations])

async function setUp() {
  const real = createPasswordHasher({ cost: COST })
  let hashed = 0
  const passwords: PasswordHasher = {
    ...real,
    hash: (...args) => {
      hashed++
      return real.hash(...args)
    },
  }
  const world = await World.withAccount(passwords)
  const store = await openTestStore({ masterKey: new Uint8Array(32).fill(1), clock: world.clock })
  const { accounts, clock, random, runner } = world
  const playing = { accounts, clock, random, runner, operations, passwords, estimateScore: async () => 0 as number | undefined }
  const begin = (bcryptCost = COST, estimateScore = playing.estimateScore) => ({
    ...playing,
    templates: new AccountTemplates({ ...playing, estimateScore, documents: store.documents, bcryptCost }),
  })
  return { services: begin(), begin, clock, accounts, documents: store.documents, hashed: () => hashed }
}

const RICH = fixtureSchema.parse({
  account: { name: 'Rich', email: ['owner', 'rich.example'], password: 'Password1!', ageDays: 500 },
  operations: [
    { call: 'iam:CreateUser', with: { UserName: 'ann', Tags: [{ Key: 'team', Value: 'a' }] } },
    { call: 'iam:CreateLoginProfile', with: { UserName: 'ann', Password: 'Maple+Street+42+door' } },
    { call: 'iam:CreateAccessKey', with: { UserName: 'ann' }, ageDays: 100 },
    { call: 'iam:CreateGroup', with: { GroupName: 'g' } },
    { call: 'iam:AddUserToGroup', with: { GroupName: 'g', UserName: 'ann' } },
    {
      call: 'iam:CreatePolicy',
      with: {
        PolicyName: 'p',
        PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
      },
    },
    { call: 'iam:CreateVirtualMFADevice', with: { VirtualMFADeviceName: 'phone' } },
    { call: 'iam:CreateInstanceProfile', with: { InstanceProfileName: 'i' } },
    {
      call: 'iam:CreateRole',
      with: {
        RoleName: 'r',
        AssumeRolePolicyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
      },
    },
    { call: 'iam:AddRoleToInstanceProfile', with: { InstanceProfileName: 'i', RoleName: 'r' } },
    { call: 'iam:UpdateAccountPasswordPolicy', with: { MinimumPasswordLength: 12 } },
  ],
})

const ofCourse = [...course.fixtures].filter(([, { account }]) => account !== undefined)
const fixtures: [string, Fixture][] = [...ofCourse, ['rich', RICH]]

/** What makes an account another one than its neighbour: written by its place, and by its form. */
function alike({ entities, records, stamps }: AccountContent, accountId: string): unknown {
  const seen = new Map<string, string>([[accountId, 'account']])
  const plain = (value: unknown): unknown => {
    if (value instanceof Secret) return `secret of ${value.reveal().length}`
    if (typeof value === 'string')
      return value
        .replace(/\b(?:A[A-Z]{3})[A-Z2-7]{16,17}\b/g, (id) => {
          const of = accountOfAccessKeyId(id)
          if (id.startsWith('AKIA')) expect(of).toBe(accountId)
          const place = seen.get(id) ?? `${id.slice(0, 4)} ${seen.size} of ${id.length}`
          seen.set(id, place)
          return place
        })
        .replaceAll(accountId, 'account')
        .replace(/^\$2b\$04\$.{53}$/, 'hash')
        .replace(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'request id')
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
  }
  return plain({ entities, records, stamps })
}

it.each(fixtures)('makes the same account of %s as playing it does, member by member', async (_name, fixture) => {
  const { services, clock } = await setUp()
  expect(await services.templates.of(fixture)).toBeDefined()
  clock.forward(40 * DAY_MS)
  const clockOffset = 90 * DAY_MS
  const { adoption, accountId, ...about } = await inheritedAccount(services, fixture, () => [], { clockOffset })
  const wanted = { accountId, name: about.name, email: about.email, clockOffset }
  const played = await playedAside(services, fixture, wanted)
  const adopted = {
    entities: adoption.changes.flatMap(({ kind, entity }) => (entity ? [{ kind, entity }] : [])),
    records: [...adoption.records],
    stamps: adoption.stamps,
  }
  expect(alike(adopted, accountId)).toEqual(alike(played, accountId))
})

it.each(fixtures)('gives no two accounts of %s the same secret or id', async (_name, fixture) => {
  const { services } = await setUp()
  const shared = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const { adoption } = await inheritedAccount(services, fixture, () => [])
    const own = new Set<string>([adoption.accountId])
    for (const { entity } of adoption.changes)
      for (const [member, value] of Object.entries(entity ?? {})) {
        if (value instanceof Secret) own.add(value.reveal())
        if (/Id$/.test(member) && typeof value === 'string' && value !== 'v1') own.add(value)
      }
    for (const { requestId } of adoption.records) own.add(requestId)
    expect(own.has('')).toBe(false)
    for (const one of own) expect(shared).not.toContain(one)
    for (const one of own) shared.add(one)
  }
})

it('hashes the passwords of a fixture once for thirty who come at the same time, and not again after a restart', async () => {
  const { services, begin, accounts, hashed } = await setUp()
  const [, neglected] = ofCourse.find(([name]) => name === 'neglected-account') ?? []
  if (!neglected) throw new Error('the course has no such fixture')
  const made = await Promise.all(Array.from({ length: 30 }, () => makeInheritedAccount(services, neglected, () => [])))
  expect(new Set(made.map(({ accountId }) => accountId)).size).toBe(30)
  expect(hashed()).toBe(5)
  const restarted = begin()
  const { accountId } = await makeInheritedAccount(restarted, neglected, () => [])
  expect(hashed()).toBe(5)
  const account = await accounts.get(accountId)
  expect(account?.count('AccessKey')).toBe(3)
  expect(await services.passwords.verify('Password1!', account && accountEntity(account).rootPassword.hash)).toBe(true)
})

it('plays a fixture anew when the lesson, or the cost of a hash, is another', async () => {
  const { services, begin, hashed } = await setUp()
  await services.templates.of(RICH)
  const before = hashed()
  const [first, ...others] = RICH.operations
  if (!first) throw new Error('the fixture is empty')
  const changed = { ...RICH, operations: [first, ...others, { call: 'iam:CreateUser', with: { UserName: 'zoe' } }] }
  const { adoption } = await inheritedAccount(services, changed, () => [])
  expect(new Account('', 0, adoption.changes as never).count('User')).toBe(2)
  expect(hashed()).toBe(2 * before)
  await begin(COST + 1).templates.of(RICH)
  expect(hashed()).toBe(3 * before)
})

it('keeps no secret of an account in the store, and nothing that no longer fits', async () => {
  const { services, begin, documents, hashed } = await setUp()
  await services.templates.of(RICH)
  const [kept] = await documents.list<{ entities: { entity: object }[] }>('account-template')
  const text = JSON.stringify(kept)
  expect(text).toContain('"sealingKey":{"$secret":""}')
  expect(text.match(/\$secret":"[^"]/)).toBeNull()
  await documents.put('account-template', kept?.id ?? '', { ...kept?.body, entities: [{ kind: 'Account', entity: {} }] })
  const before = hashed()
  expect(await begin().templates.of(RICH)).toBeDefined()
  expect(hashed()).toBeGreaterThan(before)
})

it('keeps no template whose password could not be estimated in time', async () => {
  const { begin, documents } = await setUp()
  const { templates } = begin(COST, async () => undefined)
  expect(await templates.of(RICH)).toBeDefined()
  expect(await documents.list('account-template')).toEqual([])
})

it('plays one by one what has keys that follow from more than its number', async () => {
  const { services } = await setUp()
  const withKeyPair = { ...RICH, operations: [{ call: 'ec2:CreateKeyPair', with: { KeyName: 'k' } }] }
  expect(await services.templates.of(withKeyPair)).toBeUndefined()
  const one = await inheritedAccount(services, withKeyPair, () => [])
  expect(one.adoption.changes.map(({ kind }) => kind)).toEqual(['Account', 'KeyPair'])
})

it('takes the id, the name, the email, and the alias that are asked for, and refuses those of another account', async () => {
  const { services, accounts } = await setUp()
  const chosen = { accountId: '210987654321', name: 'Mia', email: 'mia@class.example', alias: 'quiet-otter' }
  const documentsOf = (accountId: string) => [{ collection: 'c', id: `mia/${accountId}`, body: {} }]
  expect(await makeInheritedAccount(services, RICH, documentsOf, chosen)).toMatchObject({
    accountId: '210987654321',
    name: 'Mia',
  })
  const account = await accounts.get('210987654321')
  expect(account && accountEntity(account)).toMatchObject(chosen)
  const { accountId: _, ...rest } = chosen
  const refused = (code: string) => expect.objectContaining({ status: 409, code })
  await expect(makeInheritedAccount(services, RICH, () => [], rest)).rejects.toEqual(refused('NameTaken'))
  await expect(makeInheritedAccount(services, RICH, () => [], { accountId: '210987654321' })).rejects.toEqual(
    refused('AccountExists'),
  )
})

it('rewrites an id wherever it stands, and nothing else', () => {
  const template: Template = {
    accountId: '111122223333',
    playedAt: 1_800_000_000_000,
    entities: [
      {
        kind: 'Role',
        entity: {
          roleId: 'AROAAAAAAAAAAAAAAAAAA',
          roleName: 'r',
          path: '/',
          createDate: 1_790_000_000_000,
          trustPolicy:
            '{"Principal":{"AWS":["AROAAAAAAAAAAAAAAAAAA","arn:aws:iam::111122223333:root","AIDACKCEVSQ6C2EXAMPLE"]}}',
          maxSessionDuration: 43_200,
          tags: [{ Key: 'other', Value: '1111222233334' }],
          attachedPolicies: ['arn:aws:iam::111122223333:policy/p'],
          inlinePolicies: { '111122223333': '{}' },
        },
      },
    ],
    records: [],
    stamps: [{ kind: 'Service', key: 'AROAAAAAAAAAAAAAAAAAA/iam', at: 1_795_000_000_000 }],
  }
  const random = { bytes: (length: number) => new Uint8Array(length).fill(255) }
  const wanted = { accountId: '999988887777', name: '', email: '', clockOffset: 1_000 }
  const made = fromTemplate(template, { ...wanted, now: 1_800_000_000_500, random })
  expect(made).toEqual({
    entities: [
      {
        kind: 'Role',
        entity: {
          ...template.entities[0]?.entity,
          roleId: 'AROA77777777777777777',
          createDate: 1_790_000_001_500,
          trustPolicy:
            '{"Principal":{"AWS":["AROA77777777777777777","arn:aws:iam::999988887777:root","AIDACKCEVSQ6C2EXAMPLE"]}}',
          attachedPolicies: ['arn:aws:iam::999988887777:policy/p'],
        },
      },
    ],
    records: [],
    stamps: [{ kind: 'Service', key: 'AROA77777777777777777/iam', at: 1_795_000_001_500 }],
  })
})
