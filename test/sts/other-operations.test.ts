import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/account/caller.js'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
let alice: Caller
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  alice = await world.user('alice')
})

const allowAll = (action: string, resource?: string) =>
  world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow(action, resource)) })

describe('AssumeRoleWithSAML', () => {
  it('refuses every assertion, as none is verified', async () => {
    const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
    const call = world.call('sts:AssumeRoleWithSAML', {
      RoleArn: arn('role/Deploy'),
      PrincipalArn: arn('saml-provider/Example'),
      SAMLAssertion: btoa('<Response/>'),
    })
    expect(await refusal(call)).toBe('InvalidIdentityToken 400: Response signature invalid')
  })
})

describe('AssumeRoot', () => {
  const assume = () =>
    world.call(
      'sts:AssumeRoot',
      {
        TargetPrincipal: world.accountId,
        TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
      },
      alice,
    )
  const refused = () =>
    `AccessDenied 403: User: ${alice.arn} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${world.accountId}:root`

  it('refuses everyone, as no account is the member of an organization', async () => {
    expect(await refusal(assume())).toMatch(refused())
    await allowAll('sts:AssumeRoot')
    expect(await refusal(assume())).toBe(refused())
  })
})

describe('GetDelegatedAccessToken', () => {
  const exchange = () => world.call('sts:GetDelegatedAccessToken', { TradeInToken: 'token' }, alice)

  it('knows no token, as there are no partners; who may not ask is not told', async () => {
    expect(await refusal(exchange())).toContain(
      `AccessDenied 403: User: ${alice.arn} is not authorized to perform: sts:GetDelegatedAccessToken on resource: `,
    )
    await allowAll('sts:GetDelegatedAccessToken')
    expect(await refusal(exchange())).toBe('ExpiredTradeInTokenException 400: The trade-in token is expired or invalid.')
  })
})
