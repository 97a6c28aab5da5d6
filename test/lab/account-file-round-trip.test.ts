import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountEntity } from '../../server/account/account.js'
import { AwsError } from '../../server/aws/aws-error.js'
import { ByteReader } from '../../server/bounds/byte-reader.js'
import type { PasswordHasher } from '../../server/credentials/password-hasher.js'
import { inTheClear } from '../../server/lab/account-file/content.js'
import { exportAccount } from '../../server/lab/account-file/export-account.js'
import { deriveKey } from '../../server/lab/account-file/file-key.js'
import { openAccountFile } from '../../server/lab/account-file/open-account-file.js'
import type { LessonEngine } from '../../server/lab/progress/engine.js'
import type { LabServices } from '../../server/lab/services.js'
import { readHere, whole } from '../support/account-file.js'
import { World } from '../support/world.js'

const PASSPHRASE = 'a passphrase of some length'

/** Quick hashes of the form that bcrypt gives. */
const passwords: PasswordHasher = {
  hash: async (password) => `$2b$04$${createHash('sha256').update(password).digest('hex').slice(0, 53)}`,
  verify: async () => true,
}

type Call = [operation: string, input: Record<string, unknown>]

/** Names that are unusual and allowed. */
const userName = fc.constantFrom('alice', 'Bob', '__proto__', 'constructor', 'a+b=c,d.e@f-g_h', 'x'.repeat(64))
const name = fc.constantFrom('one', 'Two', '__proto__', 'toString', '+=,.@-_', '0')
const path = fc.constantFrom('/', '/people/', '/a/b/c/', '/!"#$%&/', undefined)
const policyPath = fc.constantFrom('/', '/team/', '/a/b/', undefined)
const tags = fc.uniqueArray(
  fc.record({ Key: fc.constantFrom('team', 'größe', 'a b', '_.:/=+-@', '日本'), Value: fc.constantFrom('', 'blue', 'ü', ' ') }),
  { selector: ({ Key }) => Key, maxLength: 3 },
)
const document = fc
  .record({
    effect: fc.constantFrom('Allow', 'Deny'),
    action: fc.constantFrom<unknown>('*', 'iam:*', ['iam:Get*', 's3:GetObject'], 'sts:AssumeRole'),
    resource: fc.constantFrom<unknown>('*', ['arn:aws:s3:::bucket/*', 'arn:aws:iam::*:user/${aws:username}']),
    condition: fc.constantFrom<unknown>(
      undefined,
      { Bool: { 'aws:MultiFactorAuthPresent': true } },
      { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 }, StringLike: { 'aws:username': ['a*', 'é'] } },
    ),
    space: fc.constantFrom(undefined, 2),
  })
  .map(({ effect: Effect, action: Action, resource: Resource, condition: Condition, space }) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource, Condition }] }, null, space),
  )
const trust = fc.constantFrom<unknown>(
  { Service: 'ec2.amazonaws.com' },
  { AWS: ['111122223333', 'arn:aws:iam::444455556666:role/other'] },
  { AWS: '*' },
  { Federated: 'accounts.google.com' },
)
const trustDocument = trust.map((Principal) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' } }),
)
const managed = fc.constantFrom('arn:aws:iam::aws:policy/IAMReadOnlyAccess', 'arn:aws:iam::aws:policy/AdministratorAccess')

const call = (operation: string, input: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Call> =>
  fc
    .record(input)
    .map((values) => [operation, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))])

const calls = fc.array(
  fc.oneof(
    call('CreateUser', { UserName: userName, Path: path, Tags: tags }),
    call('UpdateUser', { UserName: userName, NewUserName: userName, NewPath: path }),
    call('CreateLoginProfile', { UserName: userName, Password: fc.constant('lantern Orbit pickle 29') }),
    call('UpdateLoginProfile', {
      UserName: userName,
      Password: fc.constantFrom('walnut Harbor quilt 81', 'granite Meadow 77 lamp'),
    }),
    call('CreateAccessKey', { UserName: userName }),
    call('CreateGroup', { GroupName: name, Path: path }),
    call('AddUserToGroup', { UserName: userName, GroupName: name }),
    call('PutUserPolicy', { UserName: userName, PolicyName: name, PolicyDocument: document }),
    call('PutGroupPolicy', { GroupName: name, PolicyName: name, PolicyDocument: document }),
    call('CreateRole', {
      RoleName: name,
      Path: path,
      AssumeRolePolicyDocument: trustDocument,
      Tags: tags,
      Description: fc.constantFrom('ÿ', undefined),
    }),
    call('UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: trustDocument }),
    call('PutRolePolicy', { RoleName: name, PolicyName: name, PolicyDocument: document }),
    call('CreatePolicy', { PolicyName: name, Path: policyPath, PolicyDocument: document, Tags: tags }),
    call('AttachUserPolicy', { UserName: userName, PolicyArn: managed }),
    call('AttachRolePolicy', { RoleName: name, PolicyArn: managed }),
    call('PutUserPermissionsBoundary', { UserName: userName, PermissionsBoundary: managed }),
    call('CreateInstanceProfile', { InstanceProfileName: name, Path: path }),
    call('AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName: name }),
    call('CreateVirtualMFADevice', { VirtualMFADeviceName: name, Path: path }),
    call('CreateOpenIDConnectProvider', {
      Url: fc.constantFrom('https://issuer.example/a', 'https://Example.org'),
      ClientIDList: fc.constantFrom(['a', 'b'], undefined),
      ThumbprintList: fc.constantFrom(['a'.repeat(40)], undefined),
    }),
    call('CreateSAMLProvider', {
      Name: fc.constantFrom('one', 'Two', '._-'),
      SAMLMetadataDocument: fc.constant(
        `<EntityDescriptor validUntil="9999-12-31T00:00:00Z"><IDPSSODescriptor>${' '.repeat(1000)}</IDPSSODescriptor></EntityDescriptor>`,
      ),
    }),
    call('CreateServiceSpecificCredential', {
      UserName: userName,
      ServiceName: fc.constantFrom('codecommit.amazonaws.com', 'bedrock.amazonaws.com'),
    }),
    call('CreateServiceLinkedRole', {
      AWSServiceName: fc.constantFrom('autoscaling.amazonaws.com', 'elasticloadbalancing.amazonaws.com'),
    }),
    call('DeleteServiceLinkedRole', { RoleName: fc.constantFrom('AWSServiceRoleForAutoScaling') }),
    call('CreateAccountAlias', { AccountAlias: fc.constantFrom('example', 'a-b-c', '123') }),
    call('UpdateAccountPasswordPolicy', {
      MinimumPasswordLength: fc.constantFrom(6, 128),
      MaxPasswordAge: fc.constantFrom(1095, undefined),
      PasswordReusePrevention: fc.constantFrom(24, undefined),
    }),
    call('GenerateCredentialReport', {}),
    call('GenerateServiceLastAccessedDetails', { Arn: managed }),
    call('EnableOutboundWebIdentityFederation', {}),
    call('SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: fc.constant('v2Token') }),
    call('ListUsers', { PathPrefix: path }),
    call('DeleteUser', { UserName: userName }),
  ),
  { minLength: 5, maxLength: 60 },
)

async function worldAfter(all: readonly Call[]): Promise<World> {
  const world = await World.withAccount(passwords)
  const account = await world.accounts.get(world.accountId)
  if (!account) throw new Error('no account')
  const hash = await passwords.hash('root')
  await world.accounts.write(account, (draft) => {
    draft.put('Account', { ...accountEntity(draft), rootPassword: { hash, changedAt: world.clock.now() } })
  })
  for (const [operation, input] of all) {
    await world.call(`iam:${operation}`, input).catch((error: unknown) => {
      // What an operation refuses is not in the account either.
      if (!(error instanceof AwsError)) throw error
    })
  }
  return world
}

describe('an account that operations made', () => {
  it('is the same after an export and an import', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (all) => {
        const world = await worldAfter(all)
        const { accountId, accounts, clock } = world
        const services = { accounts, clock } as unknown as LabServices
        const engine = { all: async () => ({}) } as unknown as LessonEngine
        const file = await exportAccount(services, engine, { accountId, passphrase: PASSPHRASE, deriveKey })
        if (!file) throw new Error('the account is gone')
        const reader = new ByteReader([Buffer.from(await whole(file))])
        const { content } = await openAccountFile(readHere, reader, { passphrase: PASSPHRASE, now: clock.now() })
        const snapshot = await accounts.repository.load(accountId)
        const here = (snapshot?.changes ?? []).map(({ kind, entity }) => ({ kind, entity: inTheClear(entity ?? {}) }))
        const there = content.entities.map(({ kind, entity }) => ({ kind, entity: inTheClear(entity) }))
        expect(there).toEqual(here)
        expect([...content.records]).toEqual(await accounts.repository.records(accountId, { limit: 1000 }))
        expect(content.stamps).toEqual(snapshot?.stamps)
        expect(content.nextSequence).toBe((await accounts.repository.lastSequence(accountId)) + 1)
      }),
      { numRuns: 15 },
    )
  })
})
