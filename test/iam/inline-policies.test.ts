import { beforeEach, describe, expect, it } from 'vitest'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('an inline policy', () => {
  it('refuses a policy that is none, in AWS’s words', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const put = (PolicyDocument: string) =>
      world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument })
    await expect(put('{')).rejects.toMatchObject({ code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' })
    await expect(put(policy(allow('no sense:Do')))).rejects.toMatchObject({ message: 'Vendor no sense is not valid' })
    await expect(put(policy(allow('s3:*', 'bucket')))).rejects.toMatchObject({
      message: 'Resource bucket must be in ARN format or "*".',
    })
  })
})
