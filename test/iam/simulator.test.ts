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
        MatchedStatements: [
          { SourcePolicyId: 'group_G_own', SourcePolicyType: 'IAM Policy' },
          { SourcePolicyId: 'Edge', SourcePolicyType: 'Permissions Boundary Policy' },
        ],
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      },
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ])
    expect(await world.call('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn: arn('user/alice') })).toEqual({
      ContextKeyNames: ['aws:username'],
    })
  })

  it('puts a statement right after the mark before it, as AWS does, on whatever line', async () => {
    const positions = async (document: string) => {
      const { EvaluationResults } = await world.call<Simulation>('iam:SimulateCustomPolicy', {
        PolicyInputList: [document],
        ActionNames: ['s3:PutObject'],
      })
      return (EvaluationResults[0]?.MatchedStatements ?? []).map(({ StartPosition, EndPosition }) => [
        StartPosition,
        EndPosition,
      ])
    }
    const one = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }
    const at = (Line: number, Column: number) => ({ Line, Column })
    const statement = '{"Action": "s3:PutObject", "Effect": "Allow", "Resource": "*"}'
    const spaced = `{"Version": "2012-10-17", "Statement": [${statement}]}`
    expect(await positions(spaced)).toEqual([[at(1, 41), at(1, 41 + statement.length)]])
    expect(await positions(JSON.stringify({ Version: '2012-10-17', Statement: [one] }, null, 2))).toEqual([
      [at(3, 17), at(8, 6)],
    ])
    const tabs = JSON.stringify({ Version: '2012-10-17', Statement: [one] }, null, '\t')
    expect(await positions(tabs)).toEqual([[at(3, 16), at(8, 4)]])
    const pretty = JSON.stringify({ Version: '2012-10-17', Statement: [one, one] }, null, 4)
    expect(await positions(pretty)).toEqual([
      [at(3, 19), at(8, 10)],
      [at(8, 11), at(13, 10)],
    ])
    expect(await positions(`{"Version": "2012-10-17", "Statement": ${statement}}`)).toEqual([
      [at(1, 39), at(1, 40 + statement.length)],
    ])
  })

  it('details each result where the input names resources, and only there', async () => {
    const simulate = (input: object) =>
      world.call<{ EvaluationResults: Record<string, unknown>[] }>('iam:SimulateCustomPolicy', {
        PolicyInputList: [policy(allow('s3:*', 'arn:aws:s3:::a'))],
        ActionNames: ['s3:ListBucket'],
        ...input,
      })
    const { EvaluationResults } = await simulate({ ResourceArns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] })
    expect(EvaluationResults).toHaveLength(2)
    for (const { EvalDecision, EvalResourceName, MatchedStatements, ...rest } of EvaluationResults) {
      expect(rest).toEqual({
        EvalActionName: 's3:ListBucket',
        EvalDecisionDetails: {},
        MissingContextValues: [],
        ResourceSpecificResults: [
          { EvalResourceName, EvalResourceDecision: EvalDecision, MatchedStatements, MissingContextValues: [] },
        ],
      })
    }
    expect(EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny'])
    const [plain] = (await simulate({})).EvaluationResults
    expect(Object.keys(plain ?? {}).sort()).toEqual([
      'EvalActionName',
      'EvalDecision',
      'EvalResourceName',
      'MatchedStatements',
      'MissingContextValues',
    ])
  })

  it('shows the Allow of one kind of policy beside the Deny of another, and no Allow beside a Deny of its own kind', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const own = { UserName: 'alice', PolicyName: 'own', PolicyDocument: policy(allow('iam:*')) }
    await world.call('iam:PutUserPolicy', own)
    const edge = policy(deny('iam:ListUsers'), allow('*'))
    await world.call('iam:CreatePolicy', { PolicyName: 'Edge', PolicyDocument: edge })
    await world.call('iam:PutUserPermissionsBoundary', { UserName: 'alice', PermissionsBoundary: arn('policy/Edge') })
    const simulate = async () =>
      (
        await world.call<Simulation>('iam:SimulatePrincipalPolicy', {
          PolicySourceArn: arn('user/alice'),
          ActionNames: ['iam:ListUsers'],
        })
      ).EvaluationResults
    const boundary = { SourcePolicyId: 'Edge', SourcePolicyType: 'Permissions Boundary Policy' }
    expect(await simulate()).toMatchObject([
      { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'user_alice_own' }, boundary] },
    ])
    await world.call('iam:PutUserPolicy', { ...own, PolicyDocument: policy(allow('iam:*'), deny('iam:List*')) })
    const [{ MatchedStatements = [] } = {}] = await simulate()
    expect(MatchedStatements).toHaveLength(2)
    expect(MatchedStatements).toMatchObject([{ SourcePolicyId: 'user_alice_own' }, boundary])
  })

  it('takes a role’s trust policy as the resource policy, and leaves it out of sts:AssumeRole', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const document = policy(allow('sts:AssumeRole', arn('role/Deploy')))
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: document })
    const trust = (Effect: string) => policy({ Effect, Principal: { AWS: arn('user/alice') }, Action: 'sts:AssumeRole' })
    const simulate = (input: object) =>
      world.call<Simulation>('iam:SimulatePrincipalPolicy', {
        PolicySourceArn: arn('user/alice'),
        ActionNames: ['sts:AssumeRole'],
        CallerArn: arn('user/alice'),
        ...input,
      })
    const onRole = { ResourceArns: [arn('role/Deploy')] }
    for (const effect of ['Allow', 'Deny']) {
      const { EvaluationResults } = await simulate({ ...onRole, ResourcePolicy: trust(effect) })
      expect(EvaluationResults).toMatchObject([{ EvalDecision: 'allowed' }])
    }
    const elsewhere = { ResourceArns: [arn('role/Other')], ResourcePolicy: trust('Allow') }
    expect((await simulate(elsewhere)).EvaluationResults).toMatchObject([{ EvalDecision: 'implicitDeny' }])
    const bucket = policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' })
    await expect(simulate({ ResourcePolicy: bucket })).rejects.toMatchObject({
      code: 'InvalidInput',
      message: 'Policy statement must contain resources.',
    })
  })

  it.each(['sts::ACCT:assumed-role/Deploy/session', 'iam::ACCT:root', 'iam::ACCT:policy/Deploy', 'iam::ACCT:user/'])(
    'wants the ARN of a user, group, or role, and not %s',
    async (rest) => {
      const PolicySourceArn = `arn:aws:${rest.replace('ACCT', world.accountId)}`
      const refusal = {
        code: 'InvalidInput',
        httpStatus: 400,
        message: `Invalid Entity Arn: ${PolicySourceArn} does not clearly define entity type and name.`,
      }
      const simulated = world.call('iam:SimulatePrincipalPolicy', { PolicySourceArn, ActionNames: ['s3:GetObject'] })
      await expect(simulated).rejects.toMatchObject(refusal)
      await expect(world.call('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn })).rejects.toMatchObject(refusal)
    },
  )

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
