import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/account/caller.js'
import { refusal } from '../support/refusal.js'
import { codeFor } from '../support/totp.js'
import { type Outcome, World } from '../support/world.js'

const HOUR = 3600_000

interface Credentials {
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken: string
  Expiration: number
}

let world: World
let alice: Caller
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  alice = await world.user('alice')
})

const token = async (input: Outcome = {}, caller = alice): Promise<Credentials> =>
  (await world.call<{ Credentials: Credentials }>('sts:GetSessionToken', input, caller)).Credentials

describe('GetSessionToken', () => {
  it('gives a user without any permission credentials of their own, without MFA', async () => {
    const credentials = await token()
    expect(credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      SessionToken: expect.stringMatching(/^[A-Za-z0-9+/=]{100,}$/),
      Expiration: world.clock.now() + 12 * HOUR,
    })
    const session = await world.session(credentials)
    expect(await world.call('sts:GetCallerIdentity', {}, session)).toEqual({
      Account: world.accountId,
      Arn: alice.arn,
      UserId: alice.userId,
    })
    expect(session.credential.mfaPresent ?? false).toBe(false)
  })

  it.each([
    ['a user’s as long as they ask', 'alice', { DurationSeconds: 36 * 3600 }, 36],
    ['root’s an hour', 'root', {}, 1],
    ['root’s no more than an hour', 'root', { DurationSeconds: 36 * 3600 }, 1],
  ])('lasts: %s', async (_what, who, input, hours) => {
    const { Expiration } = await token(input, who === 'root' ? world.root() : alice)
    expect(Expiration).toBe(world.clock.now() + hours * HOUR)
  })

  it('ends in time', async () => {
    const credentials = await token({ DurationSeconds: 900 })
    world.clock.forward(900_000 - 1)
    await world.session(credentials)
    world.clock.forward(1)
    expect(await refusal(world.session(credentials))).toBe(
      'ExpiredToken 403: The security token included in the request is expired',
    )
  })

  it('takes a code of the caller’s own device, once, and says so in the session', async () => {
    const { serialNumber: SerialNumber, seed } = await world.enrol('alice')
    world.clock.forward(90_000)
    const input = { SerialNumber, TokenCode: codeFor(seed, 0, world.clock.now()) }
    const session = await world.session(await token(input))
    expect(session.credential.mfaPresent).toBe(true)
    expect(await refusal(token(input))).toBe(
      'AccessDenied 403: MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    )
  })

  it('takes neither half of a serial number and a code, nor another user’s device', async () => {
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const { serialNumber: SerialNumber, seed } = await world.enrol('bob')
    world.clock.forward(90_000)
    const TokenCode = codeFor(seed, 0, world.clock.now())
    const half =
      'AccessDenied 403: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'
    expect(await refusal(token({ SerialNumber }))).toBe(half)
    expect(await refusal(token({ TokenCode }))).toBe(half)
    expect(await refusal(token({ SerialNumber, TokenCode }))).toBe(
      'AccessDenied 403: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    )
  })

  it('gives a session no other session', async () => {
    const session = await world.session(await token())
    expect(await refusal(token({}, session))).toBe('AccessDenied 403: Cannot call GetSessionToken with session credentials')
  })
})
