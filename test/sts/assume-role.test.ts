import { beforeEach, describe, expect, it } from 'vitest'
import { accountEntity } from '../../server/account/account.js'
import type { Caller } from '../../server/account/caller.js'
import { cloudTrailEvent } from '../../server/cloudtrail/cloudtrail-event.js'
import { allow, deny, policy, trust } from '../support/policies.js'
import { codeFor } from '../support/totp.js'
import { World } from '../support/world.js'

let world: World
let alice: Caller
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
const role = (name: string) => arn(`role/${name}`)

beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  alice = await world.user('alice')
})

const createRole = (RoleName: string, AssumeRolePolicyDocument: string, more = {}) =>
  world.call('iam:CreateRole', { RoleName, AssumeRolePolicyDocument, ...more })

const attempt = (caller: Caller, input: Record<string, unknown>) =>
  world.call('sts:AssumeRole', { RoleSessionName: 'test', ...input }, caller).then(
    () => 'assumed',
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  )
const REFUSED = (name: string, action = 'sts:AssumeRole') =>
  `AccessDenied: User: ${arn('user/alice')} is not authorized to perform: ${action} on resource: ${role(name)}`

describe('who may assume a role', () => {
  it('is whom the trust policy names, without a policy of their own', async () => {
    await createRole('Named', trust(arn('user/alice')))
    const session = await world.assume('Named', alice)
    expect(session).toMatchObject({
      type: 'AssumedRole',
      arn: `arn:aws:sts::${world.accountId}:assumed-role/Named/test`,
    })
    expect(await world.call('sts:GetCallerIdentity', {}, session)).toMatchObject({ Arn: session.arn, UserId: session.userId })
  })

  it('is anybody of a trusted account whose own policies allow it', async () => {
    await createRole('Delegated', trust(arn('root')))
    expect(await attempt(alice, { RoleArn: role('Delegated') })).toBe(REFUSED('Delegated'))
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'assume',
      PolicyDocument: policy(allow('sts:AssumeRole', role('Delegated'))),
    })
    expect(await attempt(alice, { RoleArn: role('Delegated') })).toBe('assumed')
  })

  it('is told the same sentence, whatever is missing', async () => {
    await createRole('External', trust(arn('user/alice'), { Condition: { StringEquals: { 'sts:ExternalId': 'x-1' } } }))
    await createRole('Others', trust(arn('role/External')))
    expect(await attempt(alice, { RoleArn: role('Missing') })).toBe(REFUSED('Missing'))
    expect(await attempt(alice, { RoleArn: role('Others') })).toBe(REFUSED('Others'))
    expect(await attempt(alice, { RoleArn: role('External') })).toBe(REFUSED('External'))
    expect(await attempt(alice, { RoleArn: role('External'), ExternalId: 'x-2' })).toBe(REFUSED('External'))
    expect(await attempt(alice, { RoleArn: role('External'), ExternalId: 'x-1' })).toBe('assumed')
  })

  it('is never root, nor whom an explicit deny stops', async () => {
    await createRole('Named', trust([arn('root'), arn('user/alice')]))
    expect(await attempt(world.root(), { RoleArn: role('Named') })).toBe(
      'AccessDenied: Roles may not be assumed by root accounts.',
    )
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'never',
      PolicyDocument: policy(deny('sts:AssumeRole')),
    })
    expect(await attempt(alice, { RoleArn: role('Named') })).toBe(REFUSED('Named'))
  })

  it('shows MFA where the trust policy wants it; a refused code is spent all the same', async () => {
    const device = await world.enrol('alice')
    await createRole('Strong', trust(arn('user/alice'), { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }))
    expect(await attempt(alice, { RoleArn: role('Strong') })).toBe(REFUSED('Strong'))
    world.clock.forward(90_000)
    const TokenCode = codeFor(device.seed, 0, world.clock.now())
    const mfa = { SerialNumber: device.serialNumber, TokenCode }
    expect(await attempt(alice, { RoleArn: role('Missing'), ...mfa })).toBe(REFUSED('Missing'))
    expect(await attempt(alice, { RoleArn: role('Strong'), ...mfa })).toBe(
      'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    )
    world.clock.forward(30_000)
    const session = await world.assume('Strong', alice, { ...mfa, TokenCode: codeFor(device.seed, 0, world.clock.now()) })
    expect(session.credential.mfaPresent).toBe(true)
    expect(await attempt(alice, { RoleArn: role('Strong'), SerialNumber: arn('mfa/other'), TokenCode: '123456' })).toContain(
      'unable to validate MFA code.  Please verify',
    )
  })

  it('may come from another account of this server, if both sides agree', async () => {
    const { accountId: home } = world
    await world.enter(await world.newAccount('other@example.com'))
    const target = world.accountId
    await world.call('iam:CreateRole', { RoleName: 'Visitor', AssumeRolePolicyDocument: trust(`arn:aws:iam::${home}:root`) })
    await world.enter(home)
    const visit = { RoleArn: `arn:aws:iam::${target}:role/Visitor` }
    expect(await attempt(alice, visit)).toContain('AccessDenied')
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'visit',
      PolicyDocument: policy(allow('sts:AssumeRole', visit.RoleArn)),
    })
    const { Credentials } = await world.call<{ Credentials: { AccessKeyId: string; SessionToken: string } }>(
      'sts:AssumeRole',
      { ...visit, RoleSessionName: 'test' },
      alice,
    )
    expect(await world.session(Credentials)).toMatchObject({ accountId: target, roleName: 'Visitor' })
  })

  it('from another account gets a session on the clock of the role’s account, and an event in both', async () => {
    const { accountId: home } = world
    await world.enter(await world.newAccount('other@example.com'))
    const target = world.accountId
    await world.call('iam:CreateRole', { RoleName: 'Visitor', AssumeRolePolicyDocument: trust(alice.arn) })
    await world.enter(home)
    const RoleArn = `arn:aws:iam::${target}:role/Visitor`
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'visit',
      PolicyDocument: policy(allow('sts:AssumeRole', RoleArn)),
    })
    const day = 86_400_000
    const ahead = async (accountId: string, days: number) => {
      const account = await world.accounts.get(accountId)
      if (!account) throw new Error('no account')
      return world.accounts.write(account, (draft) =>
        draft.put('Account', { ...accountEntity(draft), clockOffset: days * day }),
      )
    }
    const device = await world.enrol('alice')
    for (const [callers, roles] of [
      [90, 0],
      [0, 90],
    ] as const) {
      await ahead(home, callers)
      await ahead(target, roles)
      world.clock.forward(90_000)
      const { Credentials } = await world.call<{
        Credentials: { AccessKeyId: string; SessionToken: string; Expiration: number }
      }>(
        'sts:AssumeRole',
        {
          RoleArn,
          RoleSessionName: 'test',
          DurationSeconds: 900,
          SerialNumber: device.serialNumber,
          TokenCode: codeFor(device.seed, 0, world.clock.now()),
        },
        alice,
      )
      expect(Credentials.Expiration).toBe(Math.floor((world.clock.now() + roles * day) / 1000) * 1000 + 900_000)
      expect((await world.session(Credentials)).credential.mfaAuthenticatedAt).toBe(world.clock.now() + roles * day)
      world.clock.forward(901_000)
      await expect(world.session(Credentials)).rejects.toMatchObject({ code: 'ExpiredToken' })
    }

    // On record in both by the time of the answer.
    const events = world.records.filter(({ name }) => name === 'AssumeRole').map(cloudTrailEvent)
    const [mine, theirs] = [home, target].map((id) => events.find(({ recipientAccountId }) => recipientAccountId === id))
    expect(mine).toMatchObject({ userIdentity: { type: 'IAMUser', accountId: home }, sharedEventID: theirs?.sharedEventID })
    expect(theirs).toMatchObject({
      userIdentity: { type: 'AWSAccount', accountId: home, principalId: alice.userId },
      requestID: mine?.requestID,
      resources: [{ accountId: target, type: 'AWS::IAM::Role', ARN: RoleArn }],
    })
    expect(theirs?.sharedEventID).toBeTruthy()
    expect(theirs?.eventID).not.toBe(mine?.eventID)
  })
})

describe('a role session', () => {
  beforeEach(() => createRole('Worker', trust(arn('user/alice'))))
  const grant = (...statements: Record<string, unknown>[]) =>
    world.call('iam:PutRolePolicy', { RoleName: 'Worker', PolicyName: 'work', PolicyDocument: policy(...statements) })
  const listUsers = (caller: Caller) =>
    world.call('iam:ListUsers', {}, caller).then(
      () => 'allowed',
      ({ message }: Error) => message,
    )

  it('may do what the role may, read afresh for each call', async () => {
    const session = await world.assume('Worker', alice)
    expect(await listUsers(session)).toBe(
      `User: ${session.arn} is not authorized to perform: iam:ListUsers on resource: ${arn('user/')} because no identity-based policy allows the iam:ListUsers action`,
    )
    await grant(allow('iam:*'))
    expect(await listUsers(session)).toBe('allowed')
    await grant(allow('iam:*'), deny('iam:ListUsers'))
    expect(await listUsers(session)).toContain('with an explicit deny in an identity-based policy')
  })

  it('is bounded by the role’s boundary and by session policies', async () => {
    await grant(allow('iam:*'))
    const PolicyDocument = policy(allow('iam:GetUser'))
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument })
    const narrow = await world.assume('Worker', alice, { Policy: PolicyDocument })
    expect(await listUsers(narrow)).toContain('because no session policy allows the iam:ListUsers action')
    const managed = await world.assume('Worker', alice, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }] })
    expect(await listUsers(managed)).toBe('allowed')
    await world.call('iam:PutRolePermissionsBoundary', { RoleName: 'Worker', PermissionsBoundary: arn('policy/Edge') })
    expect(await listUsers(managed)).toContain('because no permissions boundary allows the iam:ListUsers action')
  })

  it('dies with the role, and a new one of the name does not revive it', async () => {
    const { Credentials } = await world.call<{ Credentials: { AccessKeyId: string; SessionToken: string } }>(
      'sts:AssumeRole',
      { RoleArn: role('Worker'), RoleSessionName: 'test' },
      alice,
    )
    await world.call('iam:DeleteRole', { RoleName: 'Worker' })
    await createRole('Worker', trust(arn('user/alice')))
    await expect(world.session(Credentials)).rejects.toMatchObject({ code: 'InvalidClientTokenId' })
  })

  it('outlives the key that made it, until sessions are revoked by their time of issue', async () => {
    await grant(allow('iam:*'))
    const session = await world.assume('Worker', alice)
    world.clock.forward(60_000)
    const before = new Date(world.clock.now()).toISOString()
    await world.call('iam:PutRolePolicy', {
      RoleName: 'Worker',
      PolicyName: 'AWSRevokeOlderSessions',
      PolicyDocument: policy(deny('*', '*', { Condition: { DateLessThan: { 'aws:TokenIssueTime': before } } })),
    })
    expect(await listUsers(session)).toContain('with an explicit deny in an identity-based policy')
    world.clock.forward(1000)
    expect(await listUsers(await world.assume('Worker', alice))).toBe('allowed')
  })

  it('ends in time', async () => {
    const { Credentials } = await world.call<{ Credentials: { AccessKeyId: string; SessionToken: string } }>(
      'sts:AssumeRole',
      { RoleArn: role('Worker'), RoleSessionName: 'test', DurationSeconds: 900 },
      alice,
    )
    world.clock.forward(899_000)
    await world.session(Credentials)
    world.clock.forward(2000)
    await expect(world.session(Credentials)).rejects.toMatchObject({ code: 'ExpiredToken' })
  })

  it('lasts no longer than the role allows, and an hour at most in a chain', async () => {
    await createRole('Next', trust(role('Worker')), { MaxSessionDuration: 7200 })
    expect(await attempt(alice, { RoleArn: role('Worker'), DurationSeconds: 3601 })).toBe(
      'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
    const session = await world.assume('Worker', alice)
    expect(await attempt(session, { RoleArn: role('Next'), DurationSeconds: 3601 })).toBe(
      'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
    expect(await attempt(session, { RoleArn: role('Next'), DurationSeconds: 3600 })).toBe('assumed')
    await expect(world.call('sts:GetSessionToken', {}, session)).rejects.toThrow('Cannot call GetSessionToken with session')
    await expect(world.call('sts:GetFederationToken', { Name: 'bob' }, session)).rejects.toThrow(
      'Cannot call GetFederationToken with session',
    )
  })

  it('carries tags and a source identity on, and asks leave for them', async () => {
    await createRole('Tagged', trust(role('Worker')))
    await grant(allow('iam:GetUser', arn('user/${aws:PrincipalTag/team}')))
    const tags = { Tags: [{ Key: 'team', Value: 'alice' }], TransitiveTagKeys: ['team'], SourceIdentity: 'ann' }
    const session = await world.assume('Worker', alice, tags)
    await world.call('iam:GetUser', { UserName: 'alice' }, session)
    const next = await world.assume('Tagged', session)
    expect(next).toMatchObject({
      session: { tags: [{ Key: 'team', Value: 'alice' }], sourceIdentity: 'ann', transitiveTagKeys: ['team'] },
    })
    expect(await attempt(session, { RoleArn: role('Tagged'), SourceIdentity: 'eve' })).toBe(
      'ValidationError: The source identity is already set for this assume role session',
    )
    expect(await attempt(alice, { RoleArn: role('Worker'), TransitiveTagKeys: ['team'] })).toBe(
      'InvalidParameterValue: The specified transitive tag key must be included in the requested tags.',
    )
    await world.call('iam:UpdateAssumeRolePolicy', {
      RoleName: 'Worker',
      PolicyDocument: policy({ Effect: 'Allow', Principal: { AWS: arn('user/alice') }, Action: 'sts:AssumeRole' }),
    })
    expect(await attempt(alice, { RoleArn: role('Worker'), ...tags })).toBe(REFUSED('Worker', 'sts:TagSession'))
  })
})

describe('a session policy', () => {
  const assume = (more: object) => attempt(alice, { RoleArn: role('Named'), ...more })
  beforeEach(() => createRole('Named', trust(arn('user/alice'))))

  it('that is no JSON is refused with the sentence of AWS’s parser', async () => {
    expect(await assume({ Policy: 'invalid' })).toMatch(
      /^MalformedPolicyDocument: Unexpected character \('i' \(code 105\)\): expected a valid value \(number, String, array, object, 'true', 'false' or 'null'\)\n at \[Source: java\.io\.StringReader@[0-9a-f]+; line: 1, column: 2\]$/,
    )
    expect(await assume({ Policy: '{\n  "Version": "2012-10-17",\n}' })).toMatch(
      /^MalformedPolicyDocument: Unexpected character \('}' \(code 125\)\): was expecting double-quote to start field name\n.*; line: 3, column: 2\]$/,
    )
    expect(await assume({ Policy: '{' })).toBe('MalformedPolicyDocument: Syntax errors in policy.')
  })

  it('is named by the ARN of a policy, ten at most', async () => {
    const user = arn('user/alice')
    expect(await assume({ PolicyArns: [{ arn: user }] })).toBe(`ValidationError: ${user} is invalid`)
    const many = Array.from({ length: 11 }, () => ({ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }))
    expect(await assume({ PolicyArns: many })).toBe(
      "ValidationError: 1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    )
    expect(await assume({ PolicyArns: many.slice(0, 1) })).toBe('assumed')
  })
})
