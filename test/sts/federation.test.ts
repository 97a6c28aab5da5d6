import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/account/caller.js'
import { encodeAuthorizationMessage } from '../../server/credentials/authorization-message.js'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
let alice: Caller

beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  await world.call('iam:PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'p',
    PolicyDocument: policy(allow(['sts:*', 's3:*', 'cloudtrail:LookupEvents'])),
  })
  alice = await world.user('alice')
})

const federate = async (input: Record<string, unknown> = {}, caller = alice) => {
  const { Credentials } = await world.call<{ Credentials: { AccessKeyId: string; SessionToken: string; Expiration: number } }>(
    'sts:GetFederationToken',
    { Name: 'bob', ...input },
    caller,
  )
  return { session: await world.session(Credentials), Credentials }
}

describe('GetFederationToken', () => {
  it('names the session and allows what caller and session policies both allow', async () => {
    const { session } = await federate({ Policy: policy(allow('cloudtrail:LookupEvents')) })
    expect(await world.call('sts:GetCallerIdentity', {}, session)).toMatchObject({
      UserId: `${world.accountId}:bob`,
      Arn: `arn:aws:sts::${world.accountId}:federated-user/bob`,
    })
    await world.call('cloudtrail:LookupEvents', {}, session)
  })

  it('allows nothing without session policies, and never more than the caller', async () => {
    const bare = await federate()
    await expect(world.call('cloudtrail:LookupEvents', {}, bare.session)).rejects.toThrow('no session policy allows')
    const wide = await federate({ Policy: policy(allow('*')) })
    await world.call('iam:DeleteUserPolicy', { UserName: 'alice', PolicyName: 'p' })
    await expect(world.call('cloudtrail:LookupEvents', {}, wide.session)).rejects.toThrow('no identity-based policy allows')
  })

  it('lasts twelve hours for a user and at most one for root', async () => {
    expect((await federate()).Credentials.Expiration).toBe(world.clock.now() + 12 * 3600_000)
    const root = await federate({ DurationSeconds: 7200 }, world.root())
    expect(root.Credentials.Expiration).toBe(world.clock.now() + 3600_000)
  })

  it('refuses policies and tags that are too large together', async () => {
    const Tags = Array.from({ length: 12 }, (_, index) => ({ Key: `key${index}`, Value: 'v'.repeat(250) }))
    await expect(federate({ Tags })).rejects.toMatchObject({ code: 'PackedPolicyTooLarge' })
  })
})

describe('the rest of STS', () => {
  it('reads the account out of an access key id', async () => {
    // No policy of the caller's is asked.
    await world.call('iam:CreateUser', { UserName: 'powerless' })
    const powerless = await world.user('powerless')
    const other = { AccessKeyId: 'AKIARTX3GSDSQAAAAAAA' }
    expect(await world.call('sts:GetAccessKeyInfo', other, powerless)).toEqual({
      Account: '111122223333',
    })
    await expect(world.call('sts:GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).rejects.toMatchObject({
      code: 'ValidationError',
    })
  })

  it('decodes the authorization messages of its own account only', async () => {
    const EncodedMessage = encodeAuthorizationMessage(await world.view(), { allowed: false })
    expect(await world.call('sts:DecodeAuthorizationMessage', { EncodedMessage })).toEqual({
      DecodedMessage: '{"allowed":false}',
    })
    const home = world.accountId
    await world.enter(await world.newAccount('other@example.com'))
    await expect(world.call('sts:DecodeAuthorizationMessage', { EncodedMessage })).rejects.toMatchObject({
      code: 'InvalidAuthorizationMessageException',
      message: 'Message is not valid',
    })
    await world.enter(home)
  })

  it('issues tokens of its own only with outbound federation enabled', async () => {
    const input = { Audience: ['shop'], SigningAlgorithm: 'ES384' }
    await expect(world.call('sts:GetWebIdentityToken', input, alice)).rejects.toMatchObject({
      code: 'OutboundWebIdentityFederationDisabledException',
    })
    const { IssuerIdentifier } = await world.call<{ IssuerIdentifier: string }>('iam:EnableOutboundWebIdentityFederation')
    const { WebIdentityToken } = await world.call<{ WebIdentityToken: string }>('sts:GetWebIdentityToken', input, alice)
    expect(decodeJwt(WebIdentityToken)).toMatchObject({ iss: IssuerIdentifier, aud: ['shop'], sub: alice.arn })
    await world.call('iam:DisableOutboundWebIdentityFederation')
    await expect(world.call('iam:GetOutboundWebIdentityFederationInfo')).rejects.toMatchObject({ code: 'FeatureDisabled' })
  })
})
