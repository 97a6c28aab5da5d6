import { beforeEach, describe, expect, it } from 'vitest'
import type { Unauthorized } from '../../server/authorization/considered.js'
import { evaluate, type PolicySet } from '../../server/authorization/evaluate.js'
import { explainAuthorization } from '../../server/records/explanations/authorization.js'
import { World } from '../support/world.js'

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'
const TRUST_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}'
/** Texts that no operation stores, and that a file of an older version could bring. */
const UNREADABLE = {
  'no JSON': 'allow all, please',
  'no policy': '{"Statement":"Allow"}',
  'an element twice': '{"Statement":{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}}',
  'a Deny without actions': '{"Statement":{"Effect":"Deny","Resource":"*"}}',
  'an unknown operator':
    '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringIs":{"aws:username":"bob"}}}}',
}

const source = (document: string) => ({ name: 'policy', document })
const REQUEST = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  principalAccount: '111122223333',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::box/a',
  resourceAccount: '111122223333',
  context: {},
}

describe.each(Object.entries(UNREADABLE))('a stored policy that is %s', (_name, document) => {
  it.each<[string, PolicySet]>([
    ['identity', { identity: [source(ALLOW_ALL), source(document)] }],
    ['boundary', { identity: [source(ALLOW_ALL)], boundary: source(document) }],
    ['session', { identity: [source(ALLOW_ALL)], session: [source(ALLOW_ALL), source(document)] }],
    ['resource', { identity: [source(ALLOW_ALL)], resource: source(document) }],
    ['trust', { identity: [source(ALLOW_ALL)], trust: source(document) }],
  ])('denies everything as %s policy', (type, policies) => {
    expect(evaluate(policies, REQUEST)).toEqual({ effect: 'explicitDeny', decidedBy: { type, name: 'policy' } })
  })
})

describe('an account with a policy that can’t be read', () => {
  let world: World
  beforeEach(async () => {
    world = await World.withAccount()
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateRole', { RoleName: 'deploy', AssumeRolePolicyDocument: TRUST_ALL })
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'all', PolicyDocument: ALLOW_ALL })
    await world.accounts.write(await world.view(), (draft) => {
      for (const user of draft.ordered('User')) {
        draft.put('User', { ...user, inlinePolicies: { ...user.inlinePolicies, bad: UNREADABLE['no JSON'] } })
      }
      for (const role of draft.ordered('Role')) draft.put('Role', { ...role, trustPolicy: UNREADABLE['no JSON'] })
    })
  })

  it('refuses its user, says why, and lets root put it right', async () => {
    const alice = await world.user('alice')
    const refused = world.call('iam:ListUsers', {}, alice)
    await expect(refused).rejects.toMatchObject({ code: 'AccessDenied', reason: 'explicit-deny' })
    const { authorization } = (await refused.catch((error: unknown) => error)) as { authorization: Unauthorized }
    const { summary, wayOut } = explainAuthorization(authorization)
    expect(summary).toBe('The identity policy bad can’t be read, so it denies everything.')
    expect(wayOut).toEqual([expect.stringContaining('replace or detach the identity policy bad')])
    await world.call('iam:DeleteUserPolicy', { UserName: 'alice', PolicyName: 'bad' })
    await world.call('iam:ListUsers', {}, alice)
  })

  it('lets nobody assume its role', async () => {
    await world.call('iam:DeleteUserPolicy', { UserName: 'alice', PolicyName: 'bad' })
    await expect(world.assume('deploy', await world.user('alice'))).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  it.each<[string, Record<string, unknown>]>([
    ['GetRole', { RoleName: 'deploy' }],
    ['ListRoles', {}],
    ['GetUserPolicy', { UserName: 'alice', PolicyName: 'bad' }],
    ['GetAccountAuthorizationDetails', {}],
    ['UpdateRole', { RoleName: 'deploy', Description: 'x' }],
    ['UpdateAssumeRolePolicy', { RoleName: 'deploy', PolicyDocument: TRUST_ALL }],
  ])('answers %s', async (name, input) => {
    await expect(world.call(`iam:${name}`, input)).resolves.not.toThrow()
  })

  it('is simulated as what it does, and told as the reason', async () => {
    const arn = `arn:aws:iam::${world.accountId}:user/alice`
    const { EvaluationResults } = await world.call('iam:SimulatePrincipalPolicy', {
      PolicySourceArn: arn,
      ActionNames: ['s3:GetObject'],
    })
    expect(EvaluationResults).toEqual([
      {
        EvalActionName: 's3:GetObject',
        EvalResourceName: '*',
        EvalDecision: 'explicitDeny',
        MatchedStatements: [{ SourcePolicyId: 'user_alice_bad', SourcePolicyType: 'IAM Policy' }],
        MissingContextValues: [],
      },
    ])
    await world.call('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn: arn })
    await world.call('iam:ListPoliciesGrantingServiceAccess', { Arn: arn, ServiceNamespaces: ['s3'] })
    const { JobId } = await world.call<{ JobId: string }>('iam:GenerateServiceLastAccessedDetails', { Arn: arn })
    await world.call('iam:GetServiceLastAccessedDetails', { JobId })
  })
})
