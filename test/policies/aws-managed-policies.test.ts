import { beforeEach, describe, expect, it, vi } from 'vitest'
import { compiledOnce } from '../../server/authorization/compile.js'
import { MalformedPolicy, validatePolicyDocument } from '../../server/authorization/validate.js'
import { Archive } from '../../server/policies/archive.js'
import {
  awsManagedDocument,
  awsManagedPolicies,
  awsManagedPolicy,
  awsManagedVersionDocument,
  awsManagedVersions,
} from '../../server/policies/aws-managed-policies.js'
import familiar from '../../server/policies/familiar-policies.json' with { type: 'json' }
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

const opened = vi.hoisted(() => ({ files: [] as string[] }))
vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  const openSync: typeof fs.openSync = (path, ...rest) => {
    opened.files.push(String(path))
    return fs.openSync(path, ...rest)
  }
  return { ...fs, openSync }
})
const archiveReads = () => opened.files.filter((name) => name.endsWith('aws-managed-policies.br')).length

const aws = (rest: string) => `arn:aws:iam::aws:policy/${rest}`

describe('the archive', () => {
  it('is opened for the first name that is not familiar, and never again', async () => {
    expect(familiar).toHaveLength(51)
    for (const { arn } of familiar) expect(awsManagedDocument(arn)).toBeTypeOf('string')
    const world = await World.withAccount()
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: aws('ReadOnlyAccess') })
    await world.call('iam:ListUsers', {}, await world.user('alice'))
    await world.call('iam:ListPolicies', { OnlyAttached: true })
    await world.call('iam:GetAccountAuthorizationDetails')
    await refusal(world.call('iam:GetPolicy', { PolicyArn: `arn:aws:iam::${world.accountId}:policy/Absent` }))
    expect(archiveReads()).toBe(0)
    await world.call('iam:GetPolicy', { PolicyArn: aws('AWSDirectConnect_FullAccess') }).catch(() => undefined)
    await world.call('iam:ListPolicies', { Scope: 'AWS' })
    expect(archiveReads()).toBe(1)
  })

  it('says so if it ends too soon', () => {
    const short = new Archive(new URL('../../package.json', import.meta.url))
    expect(() => short.policies).toThrow(/the file of AWS managed policies ends after \d+ bytes/)
  })

  it('agrees with the familiar policies in every member', () => {
    const archive = new Archive(new URL('../../server/policies/aws-managed-policies.br', import.meta.url))
    for (const { name, path, policyId, defaultVersionId, createDate, updateDate, document } of familiar) {
      const place = archive.policies.findIndex(({ policyName }) => policyName === name)
      expect(archive.policies[place]).toEqual({
        policyName: name,
        path,
        policyId,
        defaultVersionId,
        createDate: Date.parse(createDate),
        updateDate: Date.parse(updateDate),
      })
      expect(archive.document(place)).toBe(JSON.stringify(document))
    }
  })
})

describe('each of AWS’s managed policies', () => {
  it('has a name, an ARN and an id of its own', () => {
    const all = awsManagedPolicies()
    expect(all).toHaveLength(1594)
    for (const of of [all.map(({ policyName }) => policyName), all.map(({ policyId }) => policyId)]) {
      expect(new Set(of).size).toBe(all.length)
    }
    for (const policy of all) {
      expect(policy.policyId).toMatch(/^ANPA[A-Z2-7]{17}$/)
      expect(policy.arn).toBe(`arn:aws:iam::aws:policy${policy.path}${policy.policyName}`)
      expect(awsManagedPolicy(policy.arn)).toBe(policy)
    }
  })

  it('has versions, newest first, from the day it was created to the day it was updated', () => {
    for (const { arn, defaultVersionId, createDate, updateDate } of awsManagedPolicies()) {
      const versions = awsManagedVersions(arn)
      const dates = versions.map((version) => version.createDate)
      expect(versions[0], arn).toEqual({ versionId: defaultVersionId, createDate: updateDate })
      expect(dates, arn).toEqual([...dates].sort((one, other) => other - one))
      expect(dates.at(-1), arn).toBeGreaterThanOrEqual(createDate)
    }
  })

  it('has documents that the grammar takes and that compile, the newest and the oldest', () => {
    const refused: string[] = []
    for (const { arn } of awsManagedPolicies()) {
      const oldest = awsManagedVersions(arn).at(-1)?.versionId ?? ''
      for (const document of [awsManagedDocument(arn), awsManagedVersionDocument(arn, oldest)]) {
        const problem = problemOf(document ?? '')
        if (problem) refused.push(`${arn}: ${problem}`)
      }
    }
    expect(refused).toEqual([])
  })
})

function problemOf(document: string): string | undefined {
  try {
    validatePolicyDocument(document, 'managed')
  } catch (error) {
    if (error instanceof MalformedPolicy) return error.message
    throw error
  }
  return compiledOnce(document).readable ? undefined : 'it does not compile'
}

describe('a policy from the archive', () => {
  const PolicyArn = aws('AmazonAppStreamReadOnlyAccess')
  let world: World
  beforeEach(async () => {
    world = await World.withAccount()
    await world.call('iam:CreateUser', { UserName: 'alice' })
  })

  it('is shown by GetPolicy, with its usage', async () => {
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn })
    expect(await world.call('iam:GetPolicy', { PolicyArn })).toEqual({
      Policy: {
        PolicyName: 'AmazonAppStreamReadOnlyAccess',
        PolicyId: expect.stringMatching(/^ANPA/),
        Arn: PolicyArn,
        Path: '/',
        DefaultVersionId: expect.stringMatching(/^v\d+$/),
        AttachmentCount: 1,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: expect.any(Number),
        UpdateDate: expect.any(Number),
        Tags: [],
      },
    })
    expect(await world.call('iam:ListPolicies', { Scope: 'AWS', OnlyAttached: true })).toMatchObject({
      Policies: [{ Arn: PolicyArn, AttachmentCount: 1 }],
    })
    expect(await world.call('iam:ListEntitiesForPolicy', { PolicyArn })).toMatchObject({ PolicyUsers: [{ UserName: 'alice' }] })
    expect(await world.call('iam:GetAccountAuthorizationDetails', { Filter: ['AWSManagedPolicy'] })).toMatchObject({
      Policies: [{ Arn: PolicyArn, PolicyVersionList: [{ IsDefaultVersion: true, Document: awsManagedDocument(PolicyArn) }] }],
    })
  })

  it('decides requests, and what the simulator says of them', async () => {
    const alice = await world.user('alice')
    const IAMReadOnly = aws('AWSIAMIdentityCenterAllowListForIdentityContext')
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: IAMReadOnly })
    await world.call('iam:DeleteUserPermissionsBoundary', { UserName: 'alice' })
    expect(await refusal(world.call('iam:ListRoles', {}, alice))).toMatch(/^AccessDenied/)
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: aws('AWSCloudShellFullAccess') })
    expect(await refusal(world.call('iam:ListRoles', {}, alice))).toMatch(/^AccessDenied/)
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: aws('AmazonSageMakerFullAccess') })
    await world.call('iam:ListRoles', {}, alice)
    const simulation = {
      PolicySourceArn: `arn:aws:iam::${world.accountId}:user/alice`,
      ActionNames: ['cloudshell:CreateSession', 'iam:DeleteUser'],
    }
    expect(await world.call('iam:SimulatePrincipalPolicy', simulation)).toMatchObject({
      EvaluationResults: [
        {
          EvalDecision: 'allowed',
          MatchedStatements: [{ SourcePolicyId: 'AWSCloudShellFullAccess', SourcePolicyType: 'IAM Policy' }],
        },
        { EvalDecision: 'implicitDeny' },
      ],
    })
  })

  it('has each of its versions, with the document that it had', async () => {
    const arn = aws('ReadOnlyAccess')
    const { Versions } = await world.call<{ Versions: { VersionId: string; IsDefaultVersion: boolean; CreateDate: number }[] }>(
      'iam:ListPolicyVersions',
      { PolicyArn: arn, MaxItems: 1000 },
    )
    expect(Versions).toHaveLength(151)
    expect(Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion)).toEqual([Versions[0]])
    const first = await world.call<{ PolicyVersion: { Document: string } }>('iam:GetPolicyVersion', {
      PolicyArn: arn,
      VersionId: 'v1',
    })
    expect(first.PolicyVersion).toMatchObject({ IsDefaultVersion: false, CreateDate: Date.parse('2015-02-06T18:39:48Z') })
    const { Statement } = JSON.parse(first.PolicyVersion.Document)
    expect(Statement).toHaveLength(1)
    expect(Statement[0].Action).toContain('appstream:Get*')
    expect(Statement[0].Action).not.toContain('access-analyzer:Get*')
    expect(await refusal(world.call('iam:GetPolicyVersion', { PolicyArn: arn, VersionId: 'v9999' }))).toBe(
      `NoSuchEntity 404: Policy ${arn} version v9999 does not exist or is not attachable.`,
    )
  })

  it('of a service-linked role is attached to nobody', async () => {
    const role = aws('aws-service-role/AmazonECSServiceRolePolicy')
    expect(await refusal(world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: role }))).toBe(
      'PolicyNotAttachable 400: Cannot attach a Service Role Policy to a Customer Role.',
    )
    const absent = aws('AmazonECSServiceRolePolicy')
    expect(await refusal(world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: absent }))).toBe(
      `NoSuchEntity 404: Policy ${absent} does not exist or is not attachable.`,
    )
  })
})
