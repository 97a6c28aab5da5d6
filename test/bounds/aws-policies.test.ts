import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsManagedDocument, awsManagedPolicies } from '../../server/policies/aws-managed-policies.js'
import { WireCaller } from './caller.js'
import { canMeasureTurns, LONGEST_TURN_MS, type MeasuredServer, measuredServer } from './turns.js'

/** As many as a user can have: 10 of their own, and 10 of each of 10 groups. */
const MOST = 110

describe.skipIf(!canMeasureTurns)('AWS’s managed policies make no turn long', () => {
  let server: MeasuredServer
  let root: WireCaller
  beforeAll(async () => {
    server = await measuredServer()
    // Warm, with calls that read no archive.
    const other = await WireCaller.ofNewAccount(server.url)
    for (let n = 0; n < 20; n++) await other.succeeds('iam:ListPolicies', { OnlyAttached: true })
    root = await WireCaller.ofNewAccount(server.url)
  })
  afterAll(() => server?.stop())

  it('when the first name is looked up, and when all are listed', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonAppStreamReadOnlyAccess'
    expect(await server.longestTurn(() => root.succeeds('iam:GetPolicy', { PolicyArn }))).toBeLessThan(LONGEST_TURN_MS)
    for (let n = 0; n < 3; n++) {
      expect(await server.longestTurn(() => root.succeeds('iam:ListPolicies', { MaxItems: 1000 }))).toBeLessThan(
        LONGEST_TURN_MS,
      )
    }
  })

  it('when the oldest version of the longest history is asked for', async () => {
    const oldest = { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', VersionId: 'v1' }
    expect(await server.longestTurn(() => root.succeeds('iam:GetPolicyVersion', oldest))).toBeLessThan(LONGEST_TURN_MS)
  })

  it('when a user has the largest of them, as many as there can be', async () => {
    const largest = awsManagedPolicies()
      .filter(({ path }) => path !== '/aws-service-role/')
      .map(({ arn }) => ({ arn, length: awsManagedDocument(arn)?.length ?? 0 }))
      .sort((one, other) => other.length - one.length)
      .slice(0, MOST)
    const UserName = 'alice'
    await root.succeeds('iam:CreateUser', { UserName })
    for (let group = 0; group < 10; group++) {
      await root.succeeds('iam:CreateGroup', { GroupName: `g${group}` })
      await root.succeeds('iam:AddUserToGroup', { GroupName: `g${group}`, UserName })
    }
    for (const [n, { arn: PolicyArn }] of largest.entries()) {
      if (n < 10) await root.succeeds('iam:AttachUserPolicy', { UserName, PolicyArn })
      else await root.succeeds('iam:AttachGroupPolicy', { GroupName: `g${n % 10}`, PolicyArn })
    }
    const answer = await root.succeeds('iam:CreateAccessKey', { UserName })
    const [, accessKeyId = ''] = /<AccessKeyId>(.*?)</.exec(answer.text) ?? []
    const [, secretAccessKey = ''] = /<SecretAccessKey>(.*?)</.exec(answer.text) ?? []
    const user = new WireCaller(server.url, { accessKeyId, secretAccessKey })
    const asked = () => user.call('iam:DeleteUser', { UserName })
    expect(await server.longestTurn(asked)).toBeLessThan(LONGEST_TURN_MS)
    expect(await server.longestTurn(() => root.call('iam:GetAccountAuthorizationDetails', { MaxItems: 1000 }))).toBeLessThan(
      LONGEST_TURN_MS,
    )
  })
})
