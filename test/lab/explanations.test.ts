import { beforeEach, describe, expect, it } from 'vitest'
import { explainRecord } from '../../server/records/explanations/explain.js'
import type { Explanation } from '../../server/records/explanations/explanation.js'
import { explanationText } from '../../server/records/explanations/text.js'
import { sha256Hex } from '../../server/sigv4/canonical.js'
import { sign } from '../../server/sigv4/sign.js'
import { allow, deny, policy, trust } from '../support/policies.js'
import { cookiesOf, newAccount, startServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

/** The explanation of a call that must fail. */
async function explained(
  action: string,
  input: Record<string, unknown> = {},
  caller = world.user('alice'),
): Promise<Explanation> {
  await expect(world.call(action, input, await caller)).rejects.toThrow()
  await world.accounts.flush()
  const record = world.records.filter(({ outcome }) => outcome === 'error').at(-1)
  if (!record) throw new Error('no record of the failure')
  return explainRecord(record)
}
const may = (...statements: Record<string, unknown>[]) =>
  world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'own', PolicyDocument: policy(...statements) })

describe('a refusal for want of permission', () => {
  it('says that nothing speaks of the action, and what would', async () => {
    await may(allow('s3:*'))
    const { kind, summary, state, authorization } = await explained('iam:ListUsers')
    expect(kind).toBe('authorization')
    expect(summary).toBe(`No policy of the caller allows iam:ListUsers on ${arn('user/')}.`)
    expect(state).toEqual(['The server checked 1 statement in 1 policy, but none mentions this action.'])
    expect(authorization?.suggestion).toMatchObject({
      statement: { Effect: 'Allow', Action: 'iam:ListUsers', Resource: arn('user/') },
    })
    expect(authorization?.context).toContainEqual({ key: 'aws:username', value: 'alice', origin: 'the principal' })
  })

  it('warns where the smallest statement would give everything', async () => {
    const { authorization } = await explained('iam:AttachUserPolicy', {
      UserName: 'alice',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    })
    expect(authorization?.suggestion?.warning).toContain('can take over their identities')
    expect(authorization?.context).toContainEqual({
      key: 'iam:PolicyARN',
      value: 'arn:aws:iam::aws:policy/AdministratorAccess',
      origin: 'the request’s parameters',
    })
  })

  it('names the Deny of a group, and the way out of it', async () => {
    await may(allow('*'))
    await world.call('iam:CreateGroup', { GroupName: 'Safe' })
    await world.call('iam:AddUserToGroup', { GroupName: 'Safe', UserName: 'alice' })
    const condition = { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }
    const PolicyDocument = policy({ ...deny('iam:*', '*', condition), Sid: 'NoMfa' })
    await world.call('iam:PutGroupPolicy', { GroupName: 'Safe', PolicyName: 'guard', PolicyDocument })
    const { summary, state, wayOut, authorization } = await explained('iam:ListUsers')
    expect(summary).toBe(
      `iam:ListUsers on ${arn('user/')} is denied by statement NoMfa of identity policy guard of group Safe.`,
    )
    expect(state).toEqual([
      'The condition of the Deny is met: BoolIfExists aws:MultiFactorAuthPresent false; the request doesn’t have this key, because it was signed with a long-term key.',
    ])
    expect(wayOut[0]).toContain('aws sts get-session-token')
    expect(authorization?.suggestion).toBeUndefined()
  })

  it('names the condition that was not met', async () => {
    await may(allow('iam:ListUsers', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }))
    const { state, wayOut, authorization } = await explained('iam:ListUsers')
    expect(state[0]).toContain('Statement 1 of identity policy own allows the action, but its condition isn’t met')
    expect(wayOut).toEqual([
      'Sign in with MFA: call get-session-token, or assume the role, with --serial-number and --token-code.',
      'Or ask an administrator for a policy that allows iam:ListUsers without that condition, if the condition isn’t meant for you.',
    ])
    expect(authorization?.suggestion).toBeUndefined()
  })

  it('says from where to call', async () => {
    await may(
      allow('iam:ListUsers', '*', { Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } } }),
    )
    const { wayOut } = await explained('iam:ListUsers')
    expect(wayOut[0]).toBe('Call from an address that the condition accepts: IpAddress 203.0.113.0/24 or 2001:db8::/32.')
  })

  it('shows the resource that was meant, and that capitals count', async () => {
    await may(allow('iam:GetUser', arn('user/Alice')), allow('iam:*', 'arn:aws:iam::*:group/*'))
    const explanation = await explained('iam:GetUser', { UserName: 'alice' })
    expect(explanation.state).toEqual([
      `Statement 1 of identity policy own allows the action, but not on this resource: it applies to ${arn('user/Alice')}. They differ in uppercase and lowercase letters, which matter in a Resource.`,
      'Statement 2 of identity policy own allows the action, but not on this resource: it applies to arn:aws:iam::*:group/*.',
    ])
    expect(explanation.wayOut).toEqual([
      'Ask an administrator for a policy that allows iam:GetUser (see the smallest statement below).',
    ])
    expect(explanationText(explanation)).toContain(`  Allow #1: other resources: ${arn('user/Alice')}`)
  })

  it('says that no Allow is behind the Deny either', async () => {
    const condition = { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }
    await may(allow('iam:GetUser'), deny('iam:*', '*', condition))
    const { wayOut } = await explained('iam:ListUsers')
    expect(wayOut.at(-1)).toBe('No Allow covers it either. Even without the Deny, a policy must still allow iam:ListUsers.')
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }
    await may(allow('iam:ListUsers', '*', mfa), deny('iam:*', '*', condition))
    const guarded = await explained('iam:ListUsers')
    expect(guarded.wayOut.join()).not.toContain('No Allow covers it')
    expect(guarded.state[1]).toContain('Statement 1 of identity policy own allows the action, but its condition isn’t met')
  })

  it('does not take a Deny for silence', async () => {
    const condition = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }
    await may(deny('iam:*', '*', condition))
    const { state } = await explained('iam:ListUsers')
    expect(state).toEqual([
      'The server checked 1 statement in 1 policy, but none allows this action.',
      'Statement 1 of identity policy own denies this action, but doesn’t apply here: Bool aws:MultiFactorAuthPresent requires false, but the request doesn’t have this key, because it was signed with a long-term key.',
    ])
  })

  it('sends a role’s session to the role’s policies', async () => {
    await world.call('iam:CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust(arn('user/alice')) })
    const session = await world.assume('R', await world.user('alice'))
    const { summary, state, authorization } = await explained('iam:ListUsers', {}, Promise.resolve(session))
    expect(summary).toBe(`No policy of the role R allows iam:ListUsers on ${arn('user/')}.`)
    expect(state).toEqual(['The role has no policy at all.'])
    expect(authorization?.suggestion?.where).toBe('a policy of the role R')
  })

  it('names the boundary', async () => {
    await may(allow('*'))
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('iam:GetUser')) })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: arn('policy/Edge') })
    const { summary, state, wayOut, authorization } = await explained('iam:ListUsers')
    expect(summary).toContain('The permissions boundary does not allow')
    expect(state).toEqual([
      `Statement 1 of identity policy own allows it, but the permissions boundary ${arn('policy/Edge')} does not.`,
      'The server checked 1 statement in the permissions boundary, but none mentions this action.',
    ])
    expect(wayOut[0]).toContain('A boundary only limits permissions')
    expect(authorization?.suggestion?.where).toBe('the permissions boundary, together with an Allow in an identity policy')
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary })
    const aws = await explained('iam:ListUsers')
    expect(aws.wayOut).toEqual([expect.stringContaining('use a wider boundary instead')])
    expect(aws.authorization?.suggestion?.where).toContain('a permissions boundary of your own')
  })

  it('names the boundary that would refuse as well', async () => {
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('iam:GetUser')) })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: arn('policy/Edge') })
    await may(allow('s3:*'))
    const { state, authorization } = await explained('iam:ListUsers')
    expect(state).toEqual([
      'The server checked 1 statement in 1 policy, but none mentions this action.',
      `The permissions boundary ${arn('policy/Edge')} doesn’t allow it either.`,
    ])
    expect(authorization?.suggestion?.where).toBe(
      'a policy of the caller, or of a group they are in, and in the permissions boundary',
    )
  })

  it('tells what AssumeRole does not: which condition of the trust policy failed', async () => {
    const condition = { Condition: { StringEquals: { 'sts:ExternalId': 'x-1' } } }
    await world.call('iam:CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust(arn('user/alice'), condition) })
    const { summary, state, wayOut } = await explained('sts:AssumeRole', {
      RoleArn: arn('role/R'),
      RoleSessionName: 'test',
      ExternalId: 'wrong',
    })
    expect(summary).toContain('The trust policy does not allow sts:AssumeRole')
    expect(state).toEqual([
      'Statement 1 of trust policy of R allows the action, but its condition isn’t met: StringEquals sts:ExternalId requires x-1, but the request has wrong.',
    ])
    expect(wayOut).toEqual([expect.stringContaining('--external-id')])
  })

  it('tells a trust policy that names somebody else from one that leaves it to the account', async () => {
    await world.call('iam:CreateUser', { UserName: 'bob' })
    await world.call('iam:CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust(arn('user/bob')) })
    const input = { RoleArn: arn('role/R'), RoleSessionName: 'test' }
    const foreign = await explained('sts:AssumeRole', input)
    expect(foreign.state).toEqual(['Statement 1 of trust policy of R allows the action, but not for this principal.'])
    expect(foreign.wayOut).toEqual([expect.stringContaining('must name the caller')])
    await world.call('iam:UpdateAssumeRolePolicy', { RoleName: 'R', PolicyDocument: trust(world.accountId) })
    await may(allow('s3:*'))
    const left = await explained('sts:AssumeRole', input)
    expect(left.state).toEqual([
      'Statement 1 of trust policy of R allows it, but names only the account. One of the caller’s policies must allow it too.',
      'The server checked 1 statement in 1 policy, but none mentions this action.',
    ])
  })

  it('tells a session policy from those of the role', async () => {
    await world.call('iam:CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trust(arn('user/alice')) })
    await world.call('iam:PutRolePolicy', { RoleName: 'R', PolicyName: 'all', PolicyDocument: policy(allow('iam:*')) })
    const session = await world.assume('R', await world.user('alice'), { Policy: policy(allow('iam:GetUser')) })
    const { state } = await explained('iam:ListUsers', {}, Promise.resolve(session))
    expect(state).toEqual([
      'Statement 1 of identity policy all allows it, but the session policy does not.',
      'The server checked 1 statement in the session policy, but none mentions this action.',
    ])
  })

  it('reads well as text', async () => {
    await may(allow('iam:GetUser'), deny('iam:ListUsers'))
    const text = explanationText(await explained('iam:ListUsers'))
    expect(text).toContain('What happened: iam:ListUsers on')
    expect(text).toContain('> Deny #2: matches')
    expect(text).toContain('  Allow #1: other actions')
    expect(text).toContain('Decision: explicit deny')
  })
})

describe('other refusals', () => {
  it('tell the time step of a reused code', async () => {
    const { serialNumber: SerialNumber, seed } = await world.enrol('alice')
    world.clock.forward(60_000)
    const input = { SerialNumber, TokenCode: codeFor(seed, 0, world.clock.now()) }
    await world.call('sts:GetSessionToken', input, await world.user('alice'))
    const { kind, summary, state } = await explained('sts:GetSessionToken', input)
    expect(kind).toBe('mfa')
    expect(summary).toBe('The MFA code was already used.')
    expect(state).toEqual([
      'The server’s current time step begins at 10:21:30 UTC.',
      'The code belongs to the time step at 10:21:30 UTC.',
      'The last accepted code was the one for 10:21:30 UTC.',
    ])
  })

  it.each([
    ['quota', 'iam:CreateAccessKey', { UserName: 'alice' }, 'AccessKeysPerUser is 2.'],
    ['conflict', 'iam:CreateUser', { UserName: 'alice' }, 'Names are unique in the account, ignoring case.'],
    ['conflict', 'iam:DeleteUser', { UserName: 'alice' }, 'IAM deletes only resources that are empty'],
    ['password', 'iam:CreateLoginProfile', { UserName: 'alice', Password: 'short' }, 'The account’s custom policy applies'],
    ['input', 'iam:GetUser', { UserName: 'bob' }, 'Names ignore case'],
    [
      'other',
      'ec2:DeleteKeyPair',
      { KeyName: 'laptop', KeyPairId: 'key-0123456789abcdef0' },
      'EC2 refuses parameters that contradict each other or say the same thing twice.',
    ],
    ['mfa', 'sts:GetSessionToken', { SerialNumber: 'arn:aws:iam::1:mfa/x', TokenCode: '123456' }, 'The server checks a code'],
  ])('%s: %s tells its rule', async (kind, action, input, rule) => {
    for (let key = 0; key < 2; key++) await world.call('iam:CreateAccessKey', { UserName: 'alice' })
    const explanation = await explained(action, input, Promise.resolve(world.root()))
    expect(explanation).toMatchObject({ kind })
    expect(explanation.rule).toContain(rule)
    expect(explanation.wayOut.length).toBeGreaterThan(0)
  })
})

describe('a refused web identity', () => {
  it('says what a refusal without a message means', async () => {
    const missing = await explained('iam:GetCredentialReport', {}, Promise.resolve(world.root()))
    expect(missing).toMatchObject({ summary: 'The account has no credential report yet.', state: [] })
    expect(explanationText(missing)).toContain('\nReportNotPresent\n')
    await world.call('iam:GenerateCredentialReport')
    const tooEarly = await explained('iam:GetCredentialReport', {}, Promise.resolve(world.root()))
    expect(tooEarly.summary).toBe('The credential report isn’t ready yet.')
    world.clock.forward(5 * 3600_000)
    const tooOld = await explained('iam:GetCredentialReport', {}, Promise.resolve(world.root()))
    expect(tooOld.summary).toBe('The credential report is too old.')
  })

  it('tells the provider that is not registered, though AWS’s code alone would not', async () => {
    const app = await startServer()
    try {
      const { accountId, jar } = await newAccount(app.url)
      const token = [{ alg: 'RS256' }, { iss: 'https://issuer.example' }, 'x']
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const body = new URLSearchParams({
        ...{ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleSessionName: 'me' },
        ...{ RoleArn: `arn:aws:iam::${accountId}:role/Nobody`, WebIdentityToken: token },
      })
      const refused = await fetch(app.url, { method: 'POST', body })
      const id = refused.headers.get('x-amzn-requestid')
      const answer = await fetch(`${app.url}/api/lab/explanations/${id}`, { headers: { cookie: cookiesOf(jar) } })
      expect(await answer.json()).toMatchObject({
        explanation: {
          summary: 'The account has no OpenID Connect provider for the token’s issuer.',
          wayOut: [expect.stringContaining('list-open-id-connect-providers')],
        },
      })
    } finally {
      await app.close()
    }
  })
})

describe('a wrong signature over a password', () => {
  it('shows neither the password nor a hash that would let one try passwords, and still tells the mistake', async () => {
    const app = await startServer()
    try {
      const { credentials } = await newAccount(app.url)
      const wrong = { ...credentials, secretAccessKey: `${credentials.secretAccessKey} ` }
      const call = 'Action=CreateLoginProfile&Password=S3cretPw%21zz&UserName=bob&Version=2010-05-08'
      const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
      const scope = { region: 'us-east-1', service: 'iam', credentials: wrong, now: Date.now(), path: '/' }
      const { host } = new URL(app.url)
      const hashed = { 'x-amz-content-sha256': sha256Hex(call) }
      const posted = sign({ ...scope, method: 'POST', headers: { host, ...type, ...hashed }, body: call })
      const got = sign({ ...scope, method: 'GET', query: call, headers: { host }, body: '' })
      const answers = [
        await fetch(app.url, { method: 'POST', headers: posted, body: call }),
        await fetch(`${app.url}/?${call}`, { headers: got }),
      ]
      for (const [index, { status, headers }] of answers.entries()) {
        expect(status).toBe(403)
        const response = await fetch(`${app.url}/api/lab/explanations/${headers.get('x-amzn-requestid')}`, {
          headers: { authorization: `Bearer ${app.operatorToken}` },
        })
        const { explanation, text } = (await response.json()) as { explanation: Explanation; text: string }
        const all = text + JSON.stringify(explanation)
        for (const secret of ['S3cretPw', sha256Hex(call), credentials.sessionToken]) expect(all).not.toContain(secret)
        const { canonicalRequest = '', stringToSign = '' } = explanation.signature ?? {}
        expect(explanation.summary).toContain('a space or a line feed')
        expect(canonicalRequest).toContain(['x-amz-content-sha256:***', 'Password=***&UserName=bob'][index])
        expect(canonicalRequest.split('\n').at(-1)).toBe(['***', sha256Hex('')][index])
        expect(stringToSign.split('\n').at(-1)).toBe('***')
        expect(text).toContain('*** replaces a password')
      }
    } finally {
      await app.close()
    }
  })
})

describe('who may read an explanation', () => {
  it('is the learner who owns the account, or the operator', async () => {
    const app = await startServer()
    try {
      const account = await newAccount(app.url)
      const cookie = cookiesOf(account.jar)
      const signedAt = (time: string) =>
        fetch(app.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-amz-date': time,
            authorization: `AWS4-HMAC-SHA256 Credential=${account.credentials.accessKeyId}/${time.slice(0, 8)}/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
          },
          body: 'Action=ListUsers&Version=2010-05-08',
        })
      const early = await signedAt('21000101T000000Z')
      const refused = await signedAt('20200101T000000Z')
      const id = refused.headers.get('x-amzn-requestid')
      const read = (path: string, headers: Record<string, string>) =>
        fetch(`${app.url}/api/lab/explanations/${path}`, { headers })
      expect((await read(`${id}`, {})).status).toBe(403)
      const own = (await (await read(`${id}`, { cookie })).json()) as { explanation: Explanation; text: string }
      expect(own.explanation).toMatchObject({ kind: 'credential', operation: 'iam:ListUsers' })
      expect(own.explanation.summary).toContain(
        'before the server’s time: the client’s clock is behind, or the request is old.',
      )
      const ahead = await (await read(`${early.headers.get('x-amzn-requestid')}`, { cookie })).json()
      expect(ahead.explanation.summary).toMatch(/after the server’s time: the client’s clock is ahead\.$/)
      const operator = { authorization: `Bearer ${app.operatorToken}` }
      expect(((await (await read('last', operator)).json()) as { explanation: Explanation }).explanation.requestId).toBe(id)
      expect((await read('00000000-0000-0000-0000-000000000000', operator)).status).toBe(404)
    } finally {
      await app.close()
    }
  })
})
