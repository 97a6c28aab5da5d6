import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

/** What an infrastructure tool does with each resource: create, read until it is there, update, tag, plan again, delete. */
describe('create, read, update, tag and delete with the AWS SDK', () => {
  it('leaves an account as it was', async () => {
    const { credentials, accountId } = await newAccount(app.url)
    const options = { endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 }
    const iam = new IAM(options)
    const RoleName = 'app'
    const { Role } = await iam.createRole({
      RoleName,
      Path: '/service/',
      AssumeRolePolicyDocument: trust(accountId),
      Tags: [{ Key: 'env', Value: 'dev' }],
    })
    expect(Role?.Arn).toBe(`arn:aws:iam::${accountId}:role/service/app`)
    expect(Role?.Tags).toEqual([{ Key: 'env', Value: 'dev' }])
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({ Version: '2012-10-17' })

    const { Policy } = await iam.createPolicy({ PolicyName: 'app', PolicyDocument: policy(allow('s3:GetObject')) })
    const PolicyArn = Policy?.Arn ?? ''
    await iam.attachRolePolicy({ RoleName, PolicyArn })
    await iam.putRolePolicy({ RoleName, PolicyName: 'inline', PolicyDocument: policy(allow('iam:GetRole')) })
    await iam.createInstanceProfile({ InstanceProfileName: 'app' })
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'app', RoleName })

    // Update: description and duration, a new default version, tags.
    await iam.updateRole({ RoleName, Description: 'the app', MaxSessionDuration: 7200 })
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: policy(allow('s3:*')), SetAsDefault: true })
    await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v1' })
    await iam.tagRole({ RoleName, Tags: [{ Key: 'ENV', Value: 'prod' }] })
    await iam.tagPolicy({ PolicyArn, Tags: [{ Key: 'a', Value: '1' }] })
    await iam.tagInstanceProfile({ InstanceProfileName: 'app', Tags: [{ Key: 'b', Value: '2' }] })
    await iam.untagPolicy({ PolicyArn, TagKeys: ['a'] })

    const read = (await iam.getRole({ RoleName })).Role
    expect(read).toMatchObject({ Description: 'the app', MaxSessionDuration: 7200, Tags: [{ Key: 'ENV', Value: 'prod' }] })
    expect((await iam.listRoleTags({ RoleName })).Tags).toHaveLength(1)
    expect((await iam.getPolicy({ PolicyArn })).Policy).toMatchObject({ DefaultVersionId: 'v2', AttachmentCount: 1, Tags: [] })
    expect((await iam.listEntitiesForPolicy({ PolicyArn })).PolicyRoles).toMatchObject([{ RoleName }])

    await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'app', RoleName })
    await iam.deleteInstanceProfile({ InstanceProfileName: 'app' })
    await iam.deleteRolePolicy({ RoleName, PolicyName: 'inline' })
    await expect(iam.deletePolicy({ PolicyArn })).rejects.toMatchObject({ name: 'DeleteConflictException' })
    await iam.detachRolePolicy({ RoleName, PolicyArn })
    await iam.deletePolicy({ PolicyArn })
    await iam.deleteRole({ RoleName })
    await expect(iam.getRole({ RoleName })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name app cannot be found.',
    })
    const { SummaryMap } = await iam.getAccountSummary({})
    expect(SummaryMap).toMatchObject({ Roles: 0, Policies: 0, InstanceProfiles: 0 })
  })

  it('assumes a role, and finds its events', async () => {
    const { credentials, accountId } = await newAccount(app.url)
    const options = { endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 }
    const iam = new IAM(options)
    await iam.createUser({ UserName: 'alice' })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
    await iam.createRole({ RoleName: 'audit', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/alice`) })
    await iam.attachRolePolicy({ RoleName: 'audit', PolicyArn: 'arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess' })
    const alice = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    const sts = new STS({ ...options, credentials: alice })
    const RoleArn = `arn:aws:iam::${accountId}:role/audit`
    const { Credentials } = await sts.assumeRole({ RoleArn, RoleSessionName: 'sdk' })
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }
    const trail = new CloudTrailClient({ ...options, credentials: session })
    const { Events } = await trail.send(
      new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'AssumeRole' }] }),
    )
    expect(Events).toMatchObject([{ Username: 'alice', EventSource: 'sts.amazonaws.com' }])
    expect(Events?.[0]?.EventTime).toBeInstanceOf(Date)
    const refused = new CloudTrailClient({ ...options, credentials: alice }).send(new LookupEventsCommand({}))
    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException' })
    const unknown = new CloudTrailClient({ ...options, credentials: { ...alice, accessKeyId: 'AKIARTX3GSDSQAAAAAAA' } })
    await expect(unknown.send(new LookupEventsCommand({}))).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  })
})
