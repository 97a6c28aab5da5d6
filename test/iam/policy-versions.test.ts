import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

describe('policy versions', () => {
  it('are five at most, never reused, and act at once', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const alice = await world.user('alice')
    const PolicyArn = arn('policy/P')
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    const version = { PolicyArn, PolicyDocument: policy(allow('iam:ListUsers')), SetAsDefault: true }
    await world.call('iam:CreatePolicyVersion', version)
    await world.call('iam:ListUsers', {}, alice)
    await world.call('iam:SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })
    await expect(world.call('iam:ListUsers', {}, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
    for (let more = 0; more < 3; more++) await world.call('iam:CreatePolicyVersion', { ...version, SetAsDefault: false })
    await expect(world.call('iam:CreatePolicyVersion', version)).rejects.toMatchObject({ code: 'LimitExceeded' })
    await expect(world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).rejects.toMatchObject({
      message: 'Cannot delete the default version of a policy.',
    })
    await world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v5' })
    expect(await world.call('iam:CreatePolicyVersion', version)).toMatchObject({ PolicyVersion: { VersionId: 'v6' } })
    expect(await world.call('iam:ListEntitiesForPolicy', { PolicyArn })).toMatchObject({
      PolicyUsers: [{ UserName: 'alice' }],
      PolicyRoles: [],
    })
  })
})

describe('GetPolicyVersion', () => {
  const get = (VersionId: string, PolicyArn = arn('policy/P')) => world.call('iam:GetPolicyVersion', { PolicyArn, VersionId })

  it('returns each version with its own document, the default or not', async () => {
    const [first, second] = [policy(allow('s3:*')), policy(allow('iam:*'))]
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: first })
    world.clock.forward(1000)
    await world.call('iam:CreatePolicyVersion', { PolicyArn: arn('policy/P'), PolicyDocument: second })
    const now = world.clock.now()
    const v1 = { Document: first, VersionId: 'v1', IsDefaultVersion: true, CreateDate: now - 1000 }
    const v2 = { Document: second, VersionId: 'v2', IsDefaultVersion: false, CreateDate: now }
    expect(await get('v1')).toEqual({ PolicyVersion: v1 })
    expect(await get('v2')).toEqual({ PolicyVersion: v2 })
    await world.call('iam:SetDefaultPolicyVersion', { PolicyArn: arn('policy/P'), VersionId: 'v2' })
    expect(await get('v1')).toEqual({ PolicyVersion: { ...v1, IsDefaultVersion: false } })
    expect(await get('v2')).toEqual({ PolicyVersion: { ...v2, IsDefaultVersion: true } })
  })

  it('returns the default version of a policy of AWS', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    const { PolicyVersion } = (await get('v1', PolicyArn)) as { PolicyVersion: { Document: string } }
    expect(PolicyVersion).toMatchObject({ VersionId: 'v1', IsDefaultVersion: true })
    expect(JSON.parse(PolicyVersion.Document)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
  })
})

describe('ListPolicyVersions', () => {
  it('lists versions without their documents, newest first, and skips the deleted ones', async () => {
    const [PolicyArn, PolicyDocument] = [arn('policy/P'), policy(allow('s3:*'))]
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument })
    for (const SetAsDefault of [false, true]) {
      await world.call('iam:CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault })
    }
    await world.call('iam:DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })
    expect(await world.call('iam:ListPolicyVersions', { PolicyArn })).toEqual({
      Versions: [
        { VersionId: 'v3', IsDefaultVersion: true, CreateDate: world.clock.now() },
        { VersionId: 'v1', IsDefaultVersion: false, CreateDate: world.clock.now() },
      ],
      IsTruncated: false,
    })
  })
})

it.each(['iam:GetPolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicyVersion'])(
  '%s names a version that exists',
  async (action) => {
    await world.call('iam:CreatePolicy', { PolicyName: 'P', PolicyDocument: policy(allow('s3:*')) })
    expect(await refusal(world.call(action, { PolicyArn: arn('policy/P'), VersionId: 'v2' }))).toBe(
      `NoSuchEntity 404: Policy ${arn('policy/P')} version v2 does not exist or is not attachable.`,
    )
  },
)

it.each([
  ['iam:GetPolicyVersion', { VersionId: 'v1' }, 'version v1 does not exist or is not attachable.'],
  ['iam:ListPolicyVersions', {}, 'was not found.'],
  ['iam:CreatePolicyVersion', { PolicyDocument: policy(allow('s3:*')) }, 'was not found.'],
  ['iam:SetDefaultPolicyVersion', { VersionId: 'v1' }, 'version v1 does not exist or is not attachable.'],
  ['iam:DeletePolicyVersion', { VersionId: 'v1' }, 'was not found.'],
])('%s names a policy that exists', async (action, input, text) => {
  expect(await refusal(world.call(action, { PolicyArn: arn('policy/ghost'), ...input }))).toBe(
    `NoSuchEntity 404: Policy ${arn('policy/ghost')} ${text}`,
  )
})
