import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../server/account/caller.js'
import { allow, policy, trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const HOUR = 3600_000
const NO_JOB = '12345678-1234-1234-1234-123456789012'

describe('last accessed', () => {
  beforeEach(async () => {
    for (const UserName of ['alice', 'bob']) {
      await world.call('iam:CreateUser', { UserName })
      await world.call('iam:PutUserPolicy', {
        UserName,
        PolicyName: 'p',
        PolicyDocument: policy(allow(['iam:*', 's3:GetObject'])),
      })
    }
  })

  interface Report {
    ServicesLastAccessed: Record<string, unknown>[]
  }
  const report = async (Arn: string, Granularity = 'SERVICE_LEVEL') => {
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn, Granularity })
    return world.call<Report>('iam:GetServiceLastAccessedDetails', { JobId })
  }

  it('tells of each principal what they themselves called', async () => {
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    world.clock.forward(HOUR)
    await world.call('iam:GetUser', {}, await world.user('bob'))
    const at = world.clock.now()
    expect((await report(arn('user/alice'))).ServicesLastAccessed).toMatchObject([
      {
        ServiceNamespace: 'iam',
        LastAuthenticated: at - HOUR,
        LastAuthenticatedEntity: arn('user/alice'),
        TotalAuthenticatedEntities: 1,
      },
      { ServiceNamespace: 's3', TotalAuthenticatedEntities: 0 },
    ])
    const [iam] = (await report(arn('user/bob'), 'ACTION_LEVEL')).ServicesLastAccessed as {
      TrackedActionsLastAccessed: { ActionName: string; LastAccessedTime?: number }[]
    }[]
    expect(iam?.TrackedActionsLastAccessed.filter(({ LastAccessedTime }) => LastAccessedTime)).toMatchObject([
      { ActionName: 'GetUser', LastAccessedTime: at, LastAccessedEntity: arn('user/bob') },
    ])
  })

  it('tells of a group and a policy what those who have it called', async () => {
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:PutGroupPolicy', { GroupName: 'G', PolicyName: 'p', PolicyDocument: policy(allow('iam:*')) })
    await world.call('iam:AddUserToGroup', { GroupName: 'G', UserName: 'alice' })
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    await world.call('iam:ListUsers', {}, await world.user('bob'))
    expect((await report(arn('group/G'))).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/alice') },
    ])
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
    await world.call('iam:AttachUserPolicy', { UserName: 'bob', PolicyArn })
    expect((await report(PolicyArn)).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'iam', TotalAuthenticatedEntities: 1, LastAuthenticatedEntity: arn('user/bob') },
    ])
  })

  it('shows a report to the principal that asked for it alone', async () => {
    const [alice, bob] = [await world.user('alice'), await world.user('bob')]
    const input = { Arn: arn('user/alice') }
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', input, alice)
    await world.call('iam:GetServiceLastAccessedDetails', { JobId }, alice)
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId }, bob)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    })
    await expect(world.call('iam:GetServiceLastAccessedDetails', { JobId })).rejects.toMatchObject({ code: 'NoSuchEntity' })
  })
})

describe('GetServiceLastAccessedDetailsWithEntities', () => {
  const details = (JobId: string, ServiceNamespace = 'iam', caller?: Caller) =>
    world.call('iam:GetServiceLastAccessedDetailsWithEntities', { JobId, ServiceNamespace }, caller)
  const generate = async (Arn: string, caller?: Caller) =>
    (await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn }, caller)).JobId

  beforeEach(async () => {
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    const document = policy(allow(['iam:*', 's3:*']))
    await world.call('iam:PutGroupPolicy', { GroupName: 'G', PolicyName: 'p', PolicyDocument: document })
    for (const [UserName, Path] of [
      ['alice', '/'],
      ['bob', '/team/one/'],
      ['carol', '/'],
    ] as const) {
      await world.call('iam:CreateUser', { UserName, Path })
      await world.call('iam:AddUserToGroup', { GroupName: 'G', UserName })
    }
  })

  it('lists the members of a group who used a service, the last one first', async () => {
    const [alice, bob] = [await world.user('alice'), await world.user('bob')]
    const at = world.clock.now()
    await world.call('iam:ListUsers', {}, alice)
    world.clock.forward(HOUR)
    await world.call('iam:ListUsers', {}, bob)
    const JobId = await generate(arn('group/G'))
    const used = (caller: Caller, Name: string, Path: string, time: number) => ({
      EntityInfo: { Arn: caller.arn, Name, Type: 'USER', Id: caller.userId, Path },
      LastAuthenticated: time,
    })
    const finished = { JobStatus: 'COMPLETED', JobCreationDate: at + HOUR, JobCompletionDate: at + HOUR, IsTruncated: false }
    expect(await details(JobId)).toEqual({
      ...finished,
      EntityDetailsList: [used(bob, 'bob', '/team/one/', at + HOUR), used(alice, 'alice', '/', at)],
    })
    expect(await details(JobId, 's3')).toEqual({ ...finished, EntityDetailsList: [] })
  })

  it('knows roles as such', async () => {
    const document = policy(allow('iam:ListUsers'))
    await world.call('iam:CreateRole', {
      RoleName: 'Audit',
      Path: '/team/',
      AssumeRolePolicyDocument: trust(arn('user/alice')),
    })
    await world.call('iam:PutRolePolicy', { RoleName: 'Audit', PolicyName: 'p', PolicyDocument: document })
    const session = await world.assume('team/Audit', await world.user('alice'))
    await world.call('iam:ListUsers', {}, session)
    expect(await details(await generate(arn('role/team/Audit')))).toMatchObject({
      EntityDetailsList: [{ EntityInfo: { Arn: arn('role/team/Audit'), Name: 'Audit', Type: 'ROLE', Path: '/team/' } }],
    })
  })

  it('knows only the services of the report, and reports of the caller', async () => {
    const JobId = await generate(arn('group/G'))
    expect(await refusal(details(JobId, 'ec2'))).toBe('InvalidInput 400: Service ec2 is not in the report.')
    const noJob = (id: string) => `NoSuchEntity 404: Job ${id} cannot be found.`
    expect(await refusal(details(JobId, 'iam', await world.user('alice')))).toBe(noJob(JobId))
    expect(await refusal(details(NO_JOB))).toBe(noJob(NO_JOB))
  })
})

describe('access reports of an organization', () => {
  it('are not made by GenerateOrganizationsAccessReport, as there is no organization', async () => {
    const report = world.call('iam:GenerateOrganizationsAccessReport', { EntityPath: 'o-exampleorg1/r-ab12' })
    expect(await refusal(report)).toBe('AccessDenied 403: Your account is not a member of an organization.')
  })

  it('are not found by GetOrganizationsAccessReport', async () => {
    expect(await refusal(world.call('iam:GetOrganizationsAccessReport', { JobId: NO_JOB }))).toBe(
      `NoSuchEntity 404: Job ${NO_JOB} cannot be found.`,
    )
  })
})
