import { beforeEach, describe, expect, it } from 'vitest'
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
    ['autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling'],
    ['cloudtrail.amazonaws.com', 'AWSServiceRoleForCloudTrail'],
    ['eks.amazonaws.com', 'AWSServiceRoleForAmazonEKS'],
    ['elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing'],
  ])('for %s creates %s, which only the service can assume', async (service, RoleName) => {
    await create(service, { Description: 'Managed' })
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

  it('refuses what is no service', async () => {
    expect(await refusal(create('shop.example.com'))).toBe(
      'InvalidInput 400: Service shop.example.com does not support service-linked roles.',
    )
  })
})

describe('DeleteServiceLinkedRole', () => {
  it('deletes the role by a task, whose end GetServiceLinkedRoleDeletionStatus tells', async () => {
    await create('ecs.amazonaws.com')
    const { DeletionTaskId } = await remove('AWSServiceRoleForECS')
    expect(DeletionTaskId).toMatch(/^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[^/]+$/)
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
