import { beforeEach, describe, expect, it } from 'vitest'
import { SERVICE_LINKED_SERVICES } from '../../server/iam/service-linked-services.js'
import { awsManagedDocument, awsManagedPolicies, awsManagedPolicy } from '../../server/policies/aws-managed-policies.js'
import { trust } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (AWSServiceName: string, input: object = {}) =>
  world.call('iam:CreateServiceLinkedRole', { AWSServiceName, ...input })
const remove = (RoleName: string) => world.call<{ DeletionTaskId: string }>('iam:DeleteServiceLinkedRole', { RoleName })
const status = (DeletionTaskId: string) => world.call('iam:GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })

describe('CreateServiceLinkedRole', () => {
  it.each([
    ['autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling', 'AutoScalingServiceRolePolicy'],
    ['cloudtrail.amazonaws.com', 'AWSServiceRoleForCloudTrail', 'CloudTrailServiceRolePolicy'],
    ['eks.amazonaws.com', 'AWSServiceRoleForAmazonEKS', 'AmazonEKSServiceRolePolicy'],
    ['replication.ecr.amazonaws.com', 'AWSServiceRoleForECRReplication', 'ECRReplicationServiceRolePolicy'],
    ['lex.amazonaws.com', 'AWSServiceRoleForLexBots', 'AmazonLexBotPolicy'],
  ])('for %s creates %s with its policy, which only the service can assume', async (service, RoleName, PolicyName) => {
    const created = await create(service, { Description: 'Managed' })
    expect(JSON.parse((created as { Role: { AssumeRolePolicyDocument: string } }).Role.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
    })
    expect(created).toMatchObject({ Role: { RoleName } })
    expect(created).not.toHaveProperty('Role.MaxSessionDuration')
    expect(created).not.toHaveProperty('Role.Description')
    expect(await world.call('iam:ListAttachedRolePolicies', { RoleName })).toEqual({
      AttachedPolicies: [{ PolicyName, PolicyArn: `arn:aws:iam::aws:policy/aws-service-role/${PolicyName}` }],
      IsTruncated: false,
    })
    expect(
      await refusal(
        world.call('iam:DetachRolePolicy', { RoleName, PolicyArn: `arn:aws:iam::aws:policy/aws-service-role/${PolicyName}` }),
      ),
    ).toBe(
      `UnmodifiableEntity 400: Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    )
    const { Role } = await world.call<{ Role: { AssumeRolePolicyDocument: string } }>('iam:GetRole', { RoleName })
    expect(Role).toMatchObject({
      RoleName,
      Path: `/aws-service-role/${service}/`,
      Arn: arn(`role/aws-service-role/${service}/${RoleName}`),
      Description: 'Managed',
      MaxSessionDuration: 3600,
    })
    expect(JSON.parse(Role.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    })
  })

  it('adds a suffix for a service that allows one', async () => {
    expect(await create('autoscaling.amazonaws.com', { CustomSuffix: 'blue' })).toMatchObject({
      Role: { RoleName: 'AWSServiceRoleForAutoScaling_blue' },
    })
    expect(await refusal(create('ecs.amazonaws.com', { CustomSuffix: 'blue' }))).toBe(
      'InvalidInput 400: Custom suffix is not allowed for ecs.amazonaws.com',
    )
  })

  it('creates a role once', async () => {
    await create('ecs.amazonaws.com')
    expect(await refusal(create('ecs.amazonaws.com'))).toBe(
      'InvalidInput 400: Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.',
    )
  })

  it('refuses a service that has no such role, whatever the suffix', async () => {
    for (const input of [{}, { CustomSuffix: 'blue' }]) {
      expect(await refusal(create('shop.example.com', input))).toBe(
        'AccessDenied 403: Cannot find Service Linked Role template for shop.example.com',
      )
    }
    expect(await refusal(create('ECS.amazonaws.com'))).toMatch(/^AccessDenied 403/)
  })

  it('shows what the service may do in the account’s own data', async () => {
    await create('ecs.amazonaws.com')
    expect(await world.call('iam:ListPolicies', { OnlyAttached: true })).toMatchObject({
      Policies: [{ PolicyName: 'AmazonECSServiceRolePolicy', Path: '/aws-service-role/', AttachmentCount: 1 }],
    })
    await remove('AWSServiceRoleForECS')
    expect(await world.call('iam:ListPolicies', { OnlyAttached: true })).toMatchObject({ Policies: [] })
  })
})

describe('the services that have a service-linked role', () => {
  const all = [...SERVICE_LINKED_SERVICES.entries()]

  it('have a role each, with a policy that AWS keeps', () => {
    expect(all.length).toBeGreaterThan(280)
    expect(new Set(all.map(([, { roleName }]) => roleName)).size).toBe(all.length)
    expect(all.filter(([, { policyArn }]) => !awsManagedPolicy(policyArn)).map(([service]) => service)).toEqual([
      // Of the collections of AWS's policies, none that is up to date has it.
      'lex.amazonaws.com',
    ])
    for (const [service, { roleName }] of all) expect(`${service} ${roleName}`).toMatch(SERVICE_AND_ROLE)
  })

  it('agree with the role ARNs in AWS’s own policies', () => {
    const differing = new Set<string>()
    for (const { arn } of awsManagedPolicies()) {
      for (const [, service = '', named = ''] of (awsManagedDocument(arn) ?? '').matchAll(ROLE_ARN)) {
        const roleName = SERVICE_LINKED_SERVICES.get(service)?.roleName
        if (roleName && !roleName.startsWith(named.replace(/_?\*?$/, ''))) differing.add(`${roleName}, not ${named}`)
      }
    }
    // The guide of CloudWatch RUM and real accounts have the name that we have.
    expect([...differing].sort()).toEqual(['AWSServiceRoleForCloudWatchRUM, not AWSServiceRoleForRealUserMonitoring'])
  })
})

const SERVICE_AND_ROLE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com AWSServiceRoleFor[A-Za-z0-9_-]+$/
const ROLE_ARN = /:role\/aws-service-role\/([a-z0-9.-]+)\/(AWSServiceRoleFor[A-Za-z0-9_-]+\*?)/g

describe('DeleteServiceLinkedRole', () => {
  it('deletes the role by a task, whose end GetServiceLinkedRoleDeletionStatus tells', async () => {
    await create('ecs.amazonaws.com')
    const { DeletionTaskId } = await remove('AWSServiceRoleForECS')
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    )
    expect(await status(DeletionTaskId)).toEqual({ Status: 'SUCCEEDED' })
    const gone = 'NoSuchEntity 404: The role with name AWSServiceRoleForECS cannot be found.'
    expect(await refusal(remove('AWSServiceRoleForECS'))).toBe(gone)
    expect(await refusal(world.call('iam:GetRole', { RoleName: 'AWSServiceRoleForECS' }))).toBe(gone)
    await create('ecs.amazonaws.com')
  })

  it('finds no role of the account’s own', async () => {
    await world.call('iam:CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument: trust(world.accountId) })
    expect(await refusal(remove('Deploy'))).toBe('NoSuchEntity 404: The role with name Deploy cannot be found.')
  })
})

describe('GetServiceLinkedRoleDeletionStatus', () => {
  it('names a task that exists', async () => {
    const task = 'task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/none'
    expect(await refusal(status(task))).toBe(`NoSuchEntity 404: Deletion task ${task} cannot be found.`)
  })
})
