import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (PolicyName: string, input: object = {}) =>
  world.call('iam:CreatePolicy', { PolicyName, PolicyDocument: policy(allow('s3:*')), ...input })
const get = (PolicyArn: string) => world.call('iam:GetPolicy', { PolicyArn })

describe('a managed policy of AWS', () => {
  it('is changed by AWS alone', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    for (const [action, input, message] of [
      ['iam:DeletePolicy', {}, 'Cannot delete policies outside your own account.'],
      ['iam:CreatePolicyVersion', { PolicyDocument: policy(allow('s3:*')) }, 'Policy is outside your own account.'],
      ['iam:SetDefaultPolicyVersion', { VersionId: 'v1' }, 'Cannot update policies outside your own account.'],
      ['iam:DeletePolicyVersion', { VersionId: 'v1' }, 'Cannot delete policy versions for policies outside your own account.'],
      ['iam:TagPolicy', { Tags: [{ Key: 'a', Value: 'b' }] }, 'Policy is outside your own account.'],
    ] as const) {
      await expect(world.call(action, { PolicyArn, ...input })).rejects.toMatchObject({
        code: 'AccessDenied',
        httpStatus: 403,
        message,
      })
    }
  })
})

describe('CreatePolicy', () => {
  it('creates a policy with one version, which GetPolicy shows with its description', async () => {
    const Tags = [{ Key: 'team', Value: 'blue' }]
    const input = { PolicyName: 'Edge', Path: '/team/', Description: 'The edge', PolicyDocument: policy(allow('s3:*')), Tags }
    const { Policy } = await world.call<{ Policy: object }>('iam:CreatePolicy', input)
    expect(Policy).toEqual({
      PolicyName: 'Edge',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: arn('policy/team/Edge'),
      Path: '/team/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: world.clock.now(),
      UpdateDate: world.clock.now(),
      Tags,
    })
    expect(await get(arn('policy/team/Edge'))).toEqual({ Policy: { ...Policy, Description: 'The edge' } })
  })

  it('refuses a name that is taken, whatever its case and path', async () => {
    await create('Edge')
    expect(await refusal(create('EDGE', { Path: '/team/' }))).toBe(
      'EntityAlreadyExists 409: A policy called EDGE already exists. Duplicate names are not allowed.',
    )
  })

  it('allows 6,144 characters', async () => {
    const rest = policy(allow('s3:GetObject', 'arn:aws:s3:::')).length
    const ofSize = (size: number) => policy(allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(size - rest)}`))
    await create('Large', { PolicyDocument: ofSize(6144) })
    expect(await refusal(create('Larger', { PolicyDocument: ofSize(6145) }))).toBe(
      'LimitExceeded 409: Cannot exceed quota for PolicySize: 6144',
    )
  })

  it('refuses a document that is no policy', async () => {
    expect(await refusal(create('Edge', { PolicyDocument: '{' }))).toBe('MalformedPolicyDocument 400: Syntax errors in policy.')
  })
})

describe('GetPolicy', () => {
  it('finds a policy of AWS, and none that does not exist', async () => {
    const ghost = 'arn:aws:iam::aws:policy/AdministratorAccessDoesNotExist'
    expect(await get('arn:aws:iam::aws:policy/AdministratorAccess')).toMatchObject({
      Policy: { PolicyName: 'AdministratorAccess', Path: '/', IsAttachable: true, Tags: [] },
    })
    expect(await refusal(get(ghost))).toBe(`NoSuchEntity 404: Policy ${ghost} was not found.`)
  })
})

describe('ListPolicies', () => {
  const list = async (input: object) => {
    const { Policies } = await world.call<{ Policies: { PolicyName: string }[] }>('iam:ListPolicies', { ...input })
    return Policies.map(({ PolicyName }) => PolicyName)
  }
  const everyPage = async (input: object) => {
    const names: string[] = []
    for (let marker: { Marker?: string } | undefined = {}; marker; ) {
      const page: { Policies: { PolicyName: string }[]; Marker?: string } = await world.call('iam:ListPolicies', {
        ...input,
        ...marker,
        MaxItems: 700,
      })
      names.push(...page.Policies.map(({ PolicyName }) => PolicyName))
      marker = page.Marker === undefined ? undefined : { Marker: page.Marker }
    }
    return names
  }
  beforeEach(async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await create('b', { Path: '/team/' })
    await create('C')
    await create('a', { Path: '/team/one/' })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: arn('policy/team/b') })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: arn('policy/C') })
  })

  it.each([
    [{ Scope: 'Local' }, ['a', 'b', 'C']],
    [{ Scope: 'Local', PathPrefix: '/team/' }, ['a', 'b']],
    [{ Scope: 'Local', OnlyAttached: true }, ['b', 'C']],
    [{ OnlyAttached: true, PolicyUsageFilter: 'PermissionsPolicy' }, ['b', 'ReadOnlyAccess']],
    [{ PolicyUsageFilter: 'PermissionsBoundary' }, ['C']],
    [{ Scope: 'AWS', OnlyAttached: true }, ['ReadOnlyAccess']],
  ])('with %j lists %j', async (input, names) => {
    expect(await list(input)).toEqual(names)
  })

  it('without a scope lists those of the account among those of AWS', async () => {
    const all = await everyPage({})
    expect(all).toEqual(expect.arrayContaining(['a', 'b', 'C', 'AdministratorAccess']))
    expect(await everyPage({ Scope: 'AWS' })).toEqual(all.filter((name) => name.length > 1))
    expect(all).toEqual([...all].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)))
  })

  it('pages through all that AWS has, none twice', async () => {
    const names = await everyPage({ Scope: 'AWS' })
    expect(names).toHaveLength(1594)
    expect(new Set(names).size).toBe(1594)
    expect(await list({ Scope: 'AWS', PathPrefix: '/root-task/' })).toContain('IAMAuditRootUserCredentials')
  })
})

describe('DeletePolicy', () => {
  it('names what is in the way, one thing after the other', async () => {
    await create('Edge')
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const PolicyArn = arn('policy/Edge')
    await world.call('iam:CreatePolicyVersion', { PolicyArn, PolicyDocument: policy(allow('s3:*')) })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: PolicyArn })
    const attempt = () => refusal(world.call('iam:DeletePolicy', { PolicyArn }))
    const attached = 'DeleteConflict 409: Cannot delete a policy attached to entities.'
    expect(await attempt()).toBe(attached)
    await world.call('iam:DetachUserPolicy', { UserName: 'alice', PolicyArn })
    expect(await attempt()).toBe(attached)
    await world.call('iam:DeleteUserPermissionsBoundary', { UserName: 'alice' })
    expect(await attempt()).toBe(
      "DeleteConflict 409: This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    )
    await world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })
    expect(await attempt()).toBe('not refused')
    expect(await attempt()).toBe(`NoSuchEntity 404: Policy ${PolicyArn} was not found.`)
  })
})
