import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRsaPublicKey } from '../support/certificates.js'
import { type AccountAtQuotas, accountAtQuotas } from './account-at-quotas.js'
import { WireCaller } from './caller.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

/** As many as CreateTags takes. */
const THOUSAND_PAIRS = Array.from({ length: 1000 }, (_, n) => `key-0${n.toString(16).padStart(16, '0')}`)

describe.skipIf(!canMeasureTurns)('an account at its quotas makes no turn long', () => {
  let account: AccountAtQuotas
  let server: MeasuredServer
  let root: WireCaller
  let user: WireCaller
  beforeAll(async () => {
    account = await accountAtQuotas()
    server = await measuredServer(account.args, account.env)
    root = new WireCaller(server.url, account.root)
    user = new WireCaller(server.url, account.user)
    // Warm, with another account: what is measured first is how this one is loaded.
    const other = await WireCaller.ofNewAccount(server.url)
    for (let n = 0; n < 5; n++) await other.succeeds('iam:ListUsers')
    // The maker of QR codes is compiled at its first picture, which costs the same however large an account is.
    await other.succeeds('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'first' })
  })
  afterAll(async () => {
    await server?.stop()
    account?.remove()
  })

  it('when it is loaded', async () => {
    expect(await server.longestTurn(() => root.succeeds('iam:GetUser'))).toBeLessThan(LONGEST_TURN_MS)
  })

  const arn = (rest: string) => `arn:aws:iam::${account.accountId}:${rest}`
  const CALLS: [string, (() => Record<string, unknown>)?][] = [
    ['ListUsers'],
    ['ListUsers', () => ({ PathPrefix: '/nowhere/', MaxItems: 1000 })],
    ['ListUsers', () => ({ MaxItems: 1000 })],
    ['ListRoles', () => ({ MaxItems: 1000 })],
    ['ListGroups', () => ({ MaxItems: 1000 })],
    ['ListPolicies', () => ({ MaxItems: 1000 })],
    ['ListPolicies', () => ({ MaxItems: 1000, OnlyAttached: true, Scope: 'Local' })],
    ['ListVirtualMFADevices', () => ({ MaxItems: 1000 })],
    ['ListVirtualMFADevices', () => ({ AssignmentStatus: 'Unassigned', MaxItems: 1000 })],
    ['ListEntitiesForPolicy', () => ({ PolicyArn: arn('policy/policy-0'), MaxItems: 1000 })],
    ['ListEntitiesForPolicy', () => ({ PolicyArn: arn('policy/policy-1'), PolicyUsageFilter: 'PermissionsBoundary' })],
    ['GetGroup', () => ({ GroupName: 'group-1', MaxItems: 1000 })],
    ['GetAccountSummary'],
    ['GetAccountAuthorizationDetails', () => ({ MaxItems: 1000 })],
    ['GetAccountAuthorizationDetails', () => ({ Filter: ['LocalManagedPolicy'], MaxItems: 1000 })],
    ['GetAccountAuthorizationDetails', () => ({ Filter: ['Role'], MaxItems: 1000 })],
    ['GenerateCredentialReport'],
    ['GenerateServiceLastAccessedDetails', () => ({ Arn: arn('policy/policy-0') })],
    ['GenerateServiceLastAccessedDetails', () => ({ Arn: arn('policy/policy-0'), Granularity: 'ACTION_LEVEL' })],
    ['GenerateServiceLastAccessedDetails', () => ({ Arn: arn('user/user-1'), Granularity: 'ACTION_LEVEL' })],
    ['ListPoliciesGrantingServiceAccess', () => ({ Arn: arn('user/user-1'), ServiceNamespaces: ['iam', 's3'] })],
    ['SimulatePrincipalPolicy', () => ({ PolicySourceArn: arn('user/user-1'), ActionNames: ['iam:GetUser', 's3:GetObject'] })],
    ['GetContextKeysForPrincipalPolicy', () => ({ PolicySourceArn: arn('user/user-1') })],
    ['CreateVirtualMFADevice', () => ({ VirtualMFADeviceName: 'another' })],
    ['ListVirtualMFADevices', () => ({ MaxItems: 1000 })],
    ['ListInstanceProfiles', () => ({ MaxItems: 1000 })],
    ['TagUser', () => ({ UserName: 'user-1', Tags: [{ Key: 'a', Value: 'b' }] })],
    ['ListUsers', () => ({ MaxItems: 1000 })],
  ]

  it.each(CALLS)('for %s', async (name, input) => {
    expect(await server.longestTurn(() => root.call(`iam:${name}`, input?.()))).toBeLessThan(LONGEST_TURN_MS)
  })

  it.each([
    ['DescribeKeyPairs', {}],
    ['DescribeKeyPairs', { IncludePublicKey: true }],
    ['DescribeKeyPairs', { Filters: [{ Name: 'tag:k', Values: Array(200).fill('*a*') }] }],
    ['CreateKeyPair', { KeyName: 'last' }],
    ['DeleteKeyPair', { KeyName: 'last' }],
    ['ImportKeyPair', { KeyName: 'last', PublicKeyMaterial: newRsaPublicKey(4096) }],
    ['DeleteTags', { Resources: ['key-00000000000000001'] }],
    ['DeleteTags', { Resources: THOUSAND_PAIRS }],
    ['CreateTags', { Resources: THOUSAND_PAIRS, Tags: [{ Key: 'team', Value: 'blue' }] }],
  ])('for ec2:%s %#', async (name, input) => {
    expect(await server.longestTurn(() => root.succeeds(`ec2:${name}`, input))).toBeLessThan(LONGEST_TURN_MS)
  })

  it('when its credential report is fetched', async () => {
    const report = () => root.call('iam:GetCredentialReport')
    await expect.poll(async () => (await report()).status).toBe(200)
    expect(await server.longestTurn(report)).toBeLessThan(LONGEST_TURN_MS)
  })

  it('when its user is refused, and no record is larger for it', async () => {
    const refused = () => user.call('iam:GetUser', { UserName: 'user-1' })
    expect((await refused()).status).toBe(403)
    expect(await server.longestTurn(refused)).toBeLessThan(LONGEST_TURN_MS)
  })

  it('when its user signs with the wrong secret', async () => {
    const wrong = new WireCaller(server.url, { ...account.user, secretAccessKey: 'x'.repeat(40) })
    await wrong.call('iam:GetUser')
    const body = { PolicyDocument: 'x'.repeat(900_000) }
    expect(await server.longestTurn(() => wrong.call('iam:CreatePolicy', body))).toBeLessThan(LONGEST_TURN_MS)
  })
})
