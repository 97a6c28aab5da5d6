import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AnonymousCaller } from '../../server/account/caller.js'
import { cloudTrailEvent } from '../../server/cloudtrail/cloudtrail-event.js'
import { fetchJson } from '../../server/sts/fetch-json.js'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

/** An OpenID Connect issuer on this machine, with its discovery document and keys. */
let issuer: string
let server: Server
let privateKey: CryptoKey
let strangersKey: CryptoKey

beforeAll(async () => {
  const own = await generateKeyPair('RS256')
  strangersKey = (await generateKeyPair('RS256')).privateKey
  privateKey = own.privateKey
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'test-key', alg: 'RS256', use: 'sig' }
  server = createServer((request, response) => {
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys: [jwk] },
    }
    const body = documents[(request.url ?? '').replace(/^\/realms\/dojo/, '')]
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

it('an issuer’s endless answer is not read to its end', async () => {
  let sent = 0
  const endless = createServer((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536))) sent += 65_536
    }
    response.on('drain', more)
    more()
  })
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
  const closed = new Promise((resolve) => endless.on('connection', (socket) => socket.on('close', resolve)))
  const address = endless.address()
  expect(await fetchJson(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)).toBeUndefined()
  await closed
  expect(sent).toBeLessThan(20_000_000)
  await new Promise((resolve) => endless.close(resolve))
})

let world: World
let nobody: AnonymousCaller
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`

const token = (
  change: { audience?: string; subject?: string; key?: CryptoKey; issuer?: string; expiresIn?: number; claims?: object } = {},
): Promise<string> => {
  const now = Math.floor(world.clock.now() / 1000)
  return new SignJWT({ ...change.claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'test-key' })
    .setIssuer(change.issuer ?? issuer)
    .setAudience(change.audience ?? 'sts.example')
    .setSubject(change.subject ?? 'repo:acme/site')
    .setIssuedAt(now)
    .setExpirationTime(now + (change.expiresIn ?? 300))
    .sign(change.key ?? privateKey)
}

beforeEach(async () => {
  world = await World.withAccount()
  const { accountId, incarnation } = await world.view()
  nobody = {
    type: 'Anonymous',
    accountId,
    incarnation,
    arn: '',
    userId: '',
    credential: { accessKeyId: '', kind: 'long-term' },
  }
  await world.call('iam:CreateOpenIDConnectProvider', { Url: issuer, ClientIDList: ['sts.example'] })
  const host = issuer.replace('http://', '')
  await world.call('iam:CreateRole', {
    RoleName: 'Deploy',
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { Federated: arn(`oidc-provider/${host}`) },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${host}:sub`]: 'repo:acme/site', [`${host}:aud`]: 'sts.example' } },
    }),
  })
  await world.call('iam:PutRolePolicy', { RoleName: 'Deploy', PolicyName: 'p', PolicyDocument: policy(allow('iam:ListUsers')) })
})

const assume = async (WebIdentityToken: string, RoleArn = arn('role/Deploy')) =>
  world.call<{ Credentials: { AccessKeyId: string; SessionToken: string } }>(
    'sts:AssumeRoleWithWebIdentity',
    { RoleArn, RoleSessionName: 'ci', WebIdentityToken },
    nobody,
  )

describe('AssumeRoleWithWebIdentity', () => {
  it('gives a session to whom the issuer vouches for and the role trusts', async () => {
    const output = await assume(await token())
    expect(output).toMatchObject({ SubjectFromWebIdentityToken: 'repo:acme/site', Audience: 'sts.example' })
    await world.accounts.flush()
    const [record] = world.records.filter(({ name }) => name === 'AssumeRoleWithWebIdentity')
    if (!record) throw new Error('there is no record')
    const provider = arn(`oidc-provider/${issuer.replace('http://', '')}`)
    expect(cloudTrailEvent(record)).toMatchObject({
      userIdentity: {
        type: 'WebIdentityUser',
        principalId: `${provider}:sts.example:repo:acme/site`,
        userName: 'repo:acme/site',
        identityProvider: provider,
      },
      responseElements: { audience: 'sts.example', provider, subjectFromWebIdentityToken: 'repo:acme/site' },
    })
    const session = await world.session(output.Credentials)
    expect(session).toMatchObject({ arn: `arn:aws:sts::${world.accountId}:assumed-role/Deploy/ci` })
    await world.call('iam:ListUsers', {}, session)
  })

  it.each(['/', '/realms/dojo', '/realms/dojo/'])('knows an issuer letter by letter: %s', async (path) => {
    const url = `${issuer}${path}`
    const host = url.replace('http://', '')
    await world.call('iam:CreateOpenIDConnectProvider', { Url: url, ClientIDList: ['sts.example'] })
    const trusting = (name: string) =>
      policy({
        Effect: 'Allow',
        Principal: { Federated: arn(`oidc-provider/${name}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${name}:aud`]: 'sts.example' } },
      })
    await world.call('iam:CreateRole', { RoleName: 'Other', AssumeRolePolicyDocument: trusting(host) })
    const output = await assume(await token({ issuer: url }), arn('role/Other'))
    expect(output).toMatchObject({ Provider: arn(`oidc-provider/${host}`), Audience: 'sts.example' })
    await expect(assume(await token(), arn('role/Other'))).rejects.toMatchObject({ code: 'AccessDenied' })
    await expect(assume(await token({ issuer: url }))).rejects.toMatchObject({ code: 'AccessDenied' })
    await expect(assume(await token({ issuer: `${url}/` }))).rejects.toMatchObject({
      message: `No OpenIDConnect provider found in your account for ${url}/`,
    })
  })

  it('makes a claim that is a list a key of several values', async () => {
    const host = issuer.replace('http://', '')
    const allowed = async (Condition: object, claims: object): Promise<boolean> => {
      const PolicyDocument = policy({
        Effect: 'Allow',
        Principal: { Federated: arn(`oidc-provider/${host}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition,
      })
      await world.call('iam:UpdateAssumeRolePolicy', { RoleName: 'Deploy', PolicyDocument })
      return assume(await token({ claims })).then(
        () => true,
        () => false,
      )
    }
    const amr = (operator: string, value: string) => ({ [operator]: { [`${host}:amr`]: value } })
    const two = { amr: ['authenticated', 'graph'] }
    expect(await allowed(amr('ForAnyValue:StringLike', 'auth*'), two)).toBe(true)
    expect(await allowed(amr('ForAnyValue:StringEquals', 'graph'), two)).toBe(true)
    expect(await allowed(amr('ForAnyValue:StringEquals', 'unauthenticated'), two)).toBe(false)
    expect(await allowed(amr('ForAllValues:StringEquals', 'graph'), two)).toBe(false)
    expect(await allowed(amr('ForAllValues:StringEquals', 'graph'), { amr: ['graph'] })).toBe(true)
    expect(await allowed(amr('ForAnyValue:StringEquals', 'graph'), { amr: 'graph' })).toBe(true)
    expect(await allowed(amr('Null', 'true'), { amr: [] })).toBe(true)
    expect(await allowed(amr('Null', 'false'), two)).toBe(true)
    expect(await allowed({ 'ForAnyValue:StringEquals': { [`${host}:groups`]: 'ops' } }, { groups: ['dev', 'ops'] })).toBe(true)
  })

  it('refuses another subject in the sentence that an unknown role gets', async () => {
    const refusal = { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' }
    await expect(assume(await token({ subject: 'repo:eve/site' }))).rejects.toMatchObject(refusal)
    await expect(assume(await token(), arn('role/Missing'))).rejects.toMatchObject(refusal)
  })

  it('refuses a stranger’s signature, another audience, an old token, an unknown issuer and no token at all', async () => {
    await expect(assume(await token({ key: strangersKey }))).rejects.toMatchObject({ code: 'InvalidIdentityToken' })
    await expect(assume(await token({ audience: 'other' }))).rejects.toMatchObject({ message: 'Incorrect token audience' })
    await expect(assume(await token({ expiresIn: -10 }))).rejects.toMatchObject({ code: 'ExpiredTokenException' })
    await expect(assume(await token({ issuer: 'https://evil.example' }))).rejects.toMatchObject({
      message: expect.stringContaining('No OpenIDConnect provider found'),
    })
    await expect(assume('nonsense')).rejects.toMatchObject({ code: 'InvalidIdentityToken' })
  })

  it('asks only issuers on this machine for their keys', async () => {
    await world.call('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com', ClientIDList: ['sts.example'] })
    await expect(assume(await token({ issuer: 'https://idp.example.com' }))).rejects.toMatchObject({
      code: 'IDPCommunicationError',
    })
  })

  it('leaves no record of a refusal in the account, whose owner nobody proved to be', async () => {
    await expect(assume('nonsense')).rejects.toThrow()
    await world.accounts.flush()
    expect(world.records.filter(({ name }) => name === 'AssumeRoleWithWebIdentity')).toEqual([])
  })
})
