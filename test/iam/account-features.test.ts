import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('SetSecurityTokenServicePreferences', () => {
  it('sets the version of tokens that the account summary shows', async () => {
    const version = async () =>
      (await world.call<{ SummaryMap: Record<string, number> }>('iam:GetAccountSummary')).SummaryMap.GlobalEndpointTokenVersion
    expect(await version()).toBe(1)
    for (const [GlobalEndpointTokenVersion, number] of [
      ['v2Token', 2],
      ['v1Token', 1],
    ]) {
      await world.call('iam:SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion })
      expect(await version()).toBe(number)
    }
  })
})

describe('outbound web identity federation', () => {
  const info = () => world.call('iam:GetOutboundWebIdentityFederationInfo')
  const DISABLED = 'FeatureDisabled 404: Outbound web identity federation is disabled for this account.'

  it('is off until EnableOutboundWebIdentityFederation, which gives the account an issuer', async () => {
    expect(await refusal(info())).toBe(DISABLED)
    expect(await refusal(world.call('iam:DisableOutboundWebIdentityFederation'))).toBe(DISABLED)
    const { IssuerIdentifier } = await world.call('iam:EnableOutboundWebIdentityFederation')
    expect(IssuerIdentifier).toMatch(/^https:\/\/[a-z2-7]{32}\.tokens\.sts\.global\.api\.aws$/)
    expect(await info()).toEqual({ IssuerIdentifier, JwtVendingEnabled: true })
    expect(await refusal(world.call('iam:EnableOutboundWebIdentityFederation'))).toBe(
      'FeatureEnabled 409: Outbound web identity federation is already enabled for this account.',
    )
  })

  it('is off again after DisableOutboundWebIdentityFederation', async () => {
    await world.call('iam:EnableOutboundWebIdentityFederation')
    await world.call('iam:DisableOutboundWebIdentityFederation')
    expect(await refusal(info())).toBe(DISABLED)
    await world.call('iam:EnableOutboundWebIdentityFederation')
    expect(await info()).toMatchObject({ JwtVendingEnabled: true })
  })
})

it.each([
  'iam:EnableOrganizationsRootCredentialsManagement',
  'iam:DisableOrganizationsRootCredentialsManagement',
  'iam:EnableOrganizationsRootSessions',
  'iam:DisableOrganizationsRootSessions',
  'iam:ListOrganizationsFeatures',
])('%s finds no organization', async (action) => {
  expect(await refusal(world.call(action))).toBe(
    'OrganizationNotFoundException 400: Your account is not a member of an organization.',
  )
})

describe('delegation requests', () => {
  const DelegationRequestId = 'dr-12345678901234567890'

  it('are none in ListDelegationRequests', async () => {
    expect(await world.call('iam:ListDelegationRequests')).toEqual({ DelegationRequests: [], isTruncated: false })
  })

  it('are not created by CreateDelegationRequest, as no partner has a policy template here', async () => {
    const PolicyTemplateArn = 'arn:aws:iam::aws:policy-template/Example'
    const request = world.call('iam:CreateDelegationRequest', {
      Description: 'Access for a partner',
      Permissions: { PolicyTemplateArn },
      RequestorWorkflowId: 'workflow',
      NotificationChannel: 'arn:aws:sns:us-east-1:123456789012:topic',
      SessionDuration: 3600,
    })
    expect(await refusal(request)).toBe(`InvalidInput 400: Policy template ${PolicyTemplateArn} was not found.`)
    expect(await world.call('iam:ListDelegationRequests')).toMatchObject({ DelegationRequests: [] })
  })

  it.each([
    'iam:AcceptDelegationRequest',
    'iam:AssociateDelegationRequest',
    'iam:GetDelegationRequest',
    'iam:RejectDelegationRequest',
    'iam:SendDelegationToken',
    'iam:UpdateDelegationRequest',
  ])('are not found by %s', async (action) => {
    expect(await refusal(world.call(action, { DelegationRequestId }))).toBe(
      `NoSuchEntity 404: Delegation request ${DelegationRequestId} cannot be found.`,
    )
  })

  it('are not described by GetHumanReadableSummary', async () => {
    const EntityArn = `arn:aws:iam::${world.accountId}:delegation-request/${DelegationRequestId}`
    expect(await refusal(world.call('iam:GetHumanReadableSummary', { EntityArn }))).toBe(
      `NoSuchEntity 404: Delegation request ${EntityArn} cannot be found.`,
    )
  })
})

it.each([
  ['iam:SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v2Token' }],
  ['iam:EnableOrganizationsRootSessions', {}],
  ['iam:ListOrganizationsFeatures', {}],
  ['iam:ListDelegationRequests', {}],
  ['iam:AcceptDelegationRequest', { DelegationRequestId: 'dr-12345678901234567890' }],
])('%s needs a permission before anything else', async (action, input) => {
  await world.call('iam:CreateUser', { UserName: 'alice' })
  const alice = await world.user('alice')
  expect(await refusal(world.call(action, input, alice))).toContain(
    `AccessDenied 403: User: ${alice.arn} is not authorized to perform: ${action} on resource: `,
  )
})
