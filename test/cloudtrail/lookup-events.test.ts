import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy, trust } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

interface Page {
  Events: { EventName: string; Username?: string; CloudTrailEvent: string; EventId: string; Resources: unknown[] }[]
  NextToken?: string
}
const lookUp = (input: Record<string, unknown> = {}) => world.call<Page>('cloudtrail:LookupEvents', input)
const by = (AttributeKey: string, AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] })
const names = ({ Events }: Page) => Events.map(({ EventName }) => EventName)

describe('LookupEvents', () => {
  it('shows the newest first, in pages', async () => {
    for (const UserName of ['a', 'b', 'c']) await world.call('iam:CreateUser', { UserName })
    const first = await lookUp({ MaxResults: 2, ...by('EventName', 'CreateUser') })
    expect(first.Events.map(({ Resources }) => Resources)).toEqual([
      [{ ResourceType: 'AWS::IAM::User', ResourceName: 'c' }],
      [{ ResourceType: 'AWS::IAM::User', ResourceName: 'b' }],
    ])
    const second = await lookUp({ MaxResults: 2, ...by('EventName', 'CreateUser'), NextToken: first.NextToken })
    expect(second.Events).toHaveLength(1)
    expect(second.NextToken).toBeUndefined()
    await expect(lookUp({ NextToken: 'guess' })).rejects.toMatchObject({ code: 'InvalidNextTokenException' })
  })

  it('finds by each attribute and by time', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const alice = await world.user('alice')
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toThrow()
    world.clock.forward(3600_000)
    await world.call('iam:ListGroups')
    expect(names(await lookUp(by('Username', 'alice')))).toEqual(['ListUsers'])
    expect(names(await lookUp(by('ReadOnly', 'false')))).toEqual(['CreateUser'])
    expect(names(await lookUp(by('ResourceName', 'alice')))).toEqual(['CreateUser'])
    expect(names(await lookUp(by('EventSource', 'sts.amazonaws.com')))).toEqual([])
    expect(names(await lookUp(by('AccessKeyId', 'AKIAUSERUSERUSERUSER')))).toEqual(['ListUsers'])
    const [event] = (await lookUp(by('Username', 'alice'))).Events
    expect(names(await lookUp(by('EventId', event?.EventId ?? '')))).toEqual(['ListUsers'])
    expect(names(await lookUp({ EndTime: world.clock.now() - 60_000 }))).toEqual(['ListUsers', 'CreateUser'])
    await expect(lookUp({ StartTime: 2, EndTime: 1 })).rejects.toMatchObject({ code: 'InvalidTimeRangeException' })
    const two = [...by('ReadOnly', 'true').LookupAttributes, ...by('ReadOnly', 'true').LookupAttributes]
    await expect(lookUp({ LookupAttributes: two })).rejects.toMatchObject({ code: 'InvalidLookupAttributesException' })
  })

  it('tells who it was: a user with a key, a session with MFA, a role', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateRole', {
      RoleName: 'Deploy',
      AssumeRolePolicyDocument: trust(`arn:aws:iam::${world.accountId}:user/alice`),
    })
    await world.call('iam:PutRolePolicy', {
      RoleName: 'Deploy',
      PolicyName: 'p',
      PolicyDocument: policy(allow('iam:ListRoles')),
    })
    const alice = await world.user('alice')
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toThrow()
    await world.call('iam:ListRoles', {}, await world.assume('Deploy', alice))
    const eventOf = async (name: string) =>
      JSON.parse((await lookUp(by('EventName', name))).Events[0]?.CloudTrailEvent ?? 'null') as Record<string, unknown>
    expect(await eventOf('ListUsers')).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      errorCode: 'AccessDenied',
      userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAUSERUSERUSERUSER' },
      eventType: 'AwsApiCall',
      readOnly: true,
    })
    expect(await eventOf('AssumeRole')).toMatchObject({
      readOnly: true,
      resources: [{ accountId: world.accountId, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${world.accountId}:role/Deploy` }],
      requestParameters: { roleArn: `arn:aws:iam::${world.accountId}:role/Deploy`, roleSessionName: 'test' },
      responseElements: {
        credentials: { expiration: 'Jan 31, 2026 11:20:30 AM' },
        assumedRoleUser: { arn: `arn:aws:sts::${world.accountId}:assumed-role/Deploy/test` },
      },
    })
    expect(await eventOf('AssumeRole')).not.toHaveProperty('sharedEventID')
    expect(names(await lookUp(by('ReadOnly', 'false')))).not.toContain('AssumeRole')
    expect(await eventOf('CreateRole')).toMatchObject({
      readOnly: false,
      responseElements: {
        role: {
          path: '/',
          roleName: 'Deploy',
          createDate: 'Jan 31, 2026 10:20:30 AM',
          assumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22/),
        },
      },
    })
    expect(await eventOf('CreateRole')).not.toHaveProperty('resources')
    expect(await eventOf('ListRoles')).toMatchObject({
      userIdentity: {
        type: 'AssumedRole',
        sessionContext: {
          sessionIssuer: { type: 'Role', userName: 'Deploy', arn: `arn:aws:iam::${world.accountId}:role/Deploy` },
          attributes: { creationDate: '2026-01-31T10:20:30Z', mfaAuthenticated: 'false' },
        },
      },
    })
    await expect(world.call('iam:GetUser', { UserName: 'nobody' })).rejects.toThrow()
    expect(await eventOf('GetUser')).toMatchObject({ errorCode: 'NoSuchEntityException', userIdentity: { type: 'Root' } })
  })

  it('has the members of AWS’s examples for AssumeRole and GetFederationToken, and no token in its record', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('sts:*')) })
    const AssumeRolePolicyDocument = policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${world.accountId}:user/alice` },
      Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    })
    await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument })
    const alice = await world.user('alice')
    const Policy = policy(allow('iam:ListUsers'))
    const RoleArn = `arn:aws:iam::${world.accountId}:role/Deploy`
    const assumed = await world.call<{ Credentials: { SessionToken: string } }>(
      'sts:AssumeRole',
      { RoleArn, RoleSessionName: 'test', SourceIdentity: 'alice', Policy },
      alice,
    )
    await world.call('sts:GetFederationToken', { Name: 'guest', Policy }, alice)
    const responseOf = async (name: string) => {
      const [event] = (await lookUp(by('EventName', name))).Events
      return (JSON.parse(event?.CloudTrailEvent ?? 'null') as { responseElements: Record<string, object> }).responseElements
    }
    const assumption = await responseOf('AssumeRole')
    expect(Object.keys(assumption).sort()).toEqual(['assumedRoleUser', 'credentials', 'packedPolicySize', 'sourceIdentity'])
    const federation = await responseOf('GetFederationToken')
    expect(Object.keys(federation).sort()).toEqual(['credentials', 'federatedUser', 'packedPolicySize'])
    for (const { credentials = {} } of [assumption, federation]) {
      expect(Object.keys(credentials).sort()).toEqual(['accessKeyId', 'expiration', 'sessionToken'])
      expect(credentials).toMatchObject({ sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
    }
    expect(JSON.stringify(world.records)).not.toContain(assumed.Credentials.SessionToken)
  })

  it('shows what happened in the Region that it is called in; what IAM did is in one', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' }, world.root(), 'eu-west-1')
    await world.call('sts:GetCallerIdentity', {}, world.root(), 'eu-west-1')
    const lookUpIn = async (region: string) =>
      (await world.call<Page>('cloudtrail:LookupEvents', {}, world.root(), region)).Events.map(({ CloudTrailEvent }) => {
        const { eventName, awsRegion } = JSON.parse(CloudTrailEvent) as { eventName: string; awsRegion: string }
        return [eventName, awsRegion]
      })
    expect(await lookUpIn('eu-west-1')).toEqual([['GetCallerIdentity', 'eu-west-1']])
    expect(await lookUpIn('us-east-1')).toEqual([['CreateUser', 'us-east-1']])
    // The first look is an event of its own Region.
    expect(await lookUpIn('eu-west-1')).toEqual([
      ['LookupEvents', 'eu-west-1'],
      ['GetCallerIdentity', 'eu-west-1'],
    ])
  })

  it('needs a permission, and names no resource when it is missing', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await expect(world.call('cloudtrail:LookupEvents', {}, await world.user('alice'))).rejects.toMatchObject({
      message: `User: arn:aws:iam::${world.accountId}:user/alice is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows the cloudtrail:LookupEvents action`,
    })
  })
})
