import { beforeEach, describe, expect, it } from 'vitest'
import { allow, deny, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

interface Simulation {
  EvaluationResults: { EvalDecision: string; MatchedStatements: Record<string, unknown>[]; MissingContextValues: string[] }[]
}

describe('the policy simulator', () => {
  it('decides as the engine does, and shows the statements and the keys that are missing', async () => {
    const PolicyInputList = [
      policy(allow('s3:*'), deny('s3:DeleteObject', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })),
    ]
    const simulate = (action: string, ContextEntries: unknown[] = []) =>
      world.call<Simulation>('iam:SimulateCustomPolicy', { PolicyInputList, ActionNames: [action], ContextEntries })
    const { EvaluationResults } = await simulate('s3:DeleteObject')
    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'allowed',
        MissingContextValues: ['aws:MultiFactorAuthPresent'],
        MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1', StartPosition: { Line: 1, Column: 38 } }],
      },
    ])
    const [entry] = (
      await simulate('s3:DeleteObject', [
        { ContextKeyName: 'aws:MultiFactorAuthPresent', ContextKeyValues: ['false'], ContextKeyType: 'boolean' },
      ])
    ).EvaluationResults
    expect(entry).toMatchObject({ EvalDecision: 'explicitDeny', MissingContextValues: [] })
    expect((await simulate('iam:ListUsers')).EvaluationResults).toMatchObject([
      { EvalDecision: 'implicitDeny', MatchedStatements: [] },
    ])
  })

  it('takes a user’s own policies, their groups’ and their boundary, and says whose statement it was', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    await world.call('iam:AddUserToGroup', { GroupName: 'G', UserName: 'alice' })
    await world.call('iam:PutGroupPolicy', {
      GroupName: 'G',
      PolicyName: 'own',
      PolicyDocument: policy(allow('iam:*', arn('user/${aws:username}'))),
    })
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: policy(allow('iam:GetUser')) })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: arn('policy/Edge') })
    const { EvaluationResults } = await world.call<Simulation>('iam:SimulatePrincipalPolicy', {
      PolicySourceArn: arn('user/alice'),
      ActionNames: ['iam:GetUser', 'iam:DeleteUser'],
      ResourceArns: [arn('user/alice')],
    })
    expect(EvaluationResults).toMatchObject([
      {
        EvalDecision: 'allowed',
        MatchedStatements: [{ SourcePolicyId: 'own', SourcePolicyType: 'group' }, { SourcePolicyId: 'Edge' }],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      },
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ])
    expect(await world.call('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn: arn('user/alice') })).toEqual({
      ContextKeyNames: ['aws:username'],
    })
  })

  it('refuses what is no policy and whom the account does not have', async () => {
    await expect(
      world.call('iam:SimulateCustomPolicy', { PolicyInputList: ['{}'], ActionNames: ['s3:GetObject'] }),
    ).rejects.toMatchObject({ code: 'InvalidInput' })
    await expect(
      world.call('iam:SimulatePrincipalPolicy', { PolicySourceArn: arn('user/ghost'), ActionNames: ['s3:GetObject'] }),
    ).rejects.toMatchObject({ code: 'NoSuchEntity', message: 'Unable to retrieve specified IAM entity.' })
  })
})

describe('GetContextKeysForCustomPolicy', () => {
  const keys = async (...PolicyInputList: string[]) => {
    const { ContextKeyNames } = await world.call<{ ContextKeyNames: string[] }>('iam:GetContextKeysForCustomPolicy', {
      PolicyInputList,
    })
    return ContextKeyNames.sort()
  }

  it('finds keys in conditions and in variables, each once whatever its case', async () => {
    const first = policy(
      allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*', {
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
      deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
    )
    const second = policy(allow('s3:*', '*', { Condition: { BoolIfExists: { 'AWS:multifactorauthpresent': 'true' } } }))
    expect((await keys(first, second)).map((key) => key.toLowerCase())).toEqual([
      'aws:multifactorauthpresent',
      'aws:requestedregion',
      'aws:username',
    ])
    expect(await keys(policy(allow('s3:*')))).toEqual([])
  })

  it('refuses what is no policy', async () => {
    await expect(keys(policy(allow('s3:*')), '{}')).rejects.toMatchObject({ code: 'InvalidInput', httpStatus: 400 })
  })
})

describe('GetContextKeysForPrincipalPolicy', () => {
  it('adds the keys of the policies that are passed to those of the principal', async () => {
    await world.call('iam:CreateGroup', { GroupName: 'G' })
    const own = policy(allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }))
    await world.call('iam:PutGroupPolicy', { GroupName: 'G', PolicyName: 'p', PolicyDocument: own })
    const passed = policy(allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))
    const keys = (PolicySourceArn: string) =>
      world.call<{ ContextKeyNames: string[] }>('iam:GetContextKeysForPrincipalPolicy', {
        PolicySourceArn,
        PolicyInputList: [passed],
      })
    expect((await keys(arn('group/G'))).ContextKeyNames.sort()).toEqual(['aws:SecureTransport', 'aws:SourceIp'])
    await expect(keys(arn('group/ghost'))).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: 'Unable to retrieve specified IAM entity.',
    })
  })
})
