import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('a managed policy of AWS', () => {
  it('is changed by AWS alone', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    for (const [action, input] of [
      ['iam:DeletePolicy', {}],
      ['iam:CreatePolicyVersion', { PolicyDocument: policy(allow('s3:*')) }],
      ['iam:SetDefaultPolicyVersion', { VersionId: 'v1' }],
      ['iam:DeletePolicyVersion', { VersionId: 'v1' }],
      ['iam:TagPolicy', { Tags: [{ Key: 'a', Value: 'b' }] }],
    ] as const) {
      await expect(world.call(action, { PolicyArn, ...input })).rejects.toMatchObject({
        code: 'AccessDenied',
        httpStatus: 403,
        message: 'Policy is outside your own account.',
      })
    }
  })
})
