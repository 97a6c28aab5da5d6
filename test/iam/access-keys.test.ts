import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { accountOfAccessKeyId } from '../../server/account/ids.js'
import { allow, policy } from '../support/policies.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

describe('access keys', () => {
  it('are managed by their own user and nobody else, where a policy says so', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const own = policy(allow('iam:*AccessKey*', 'arn:aws:iam::*:user/${aws:username}'))
    await world.call('iam:PutUserPolicy', { UserName: 'alice', PolicyName: 'own', PolicyDocument: own })
    const alice = await world.user('alice')
    await world.call('iam:CreateAccessKey', {}, alice)
    await expect(world.call('iam:CreateAccessKey', { UserName: 'bob' }, alice)).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  it('encode their account, and are two at most whatever is done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('create', 'deactivate', 'delete'), { maxLength: 12 }), async (commands) => {
        const own = await World.withAccount()
        await own.call('iam:CreateUser', { UserName: 'bot' })
        const ids: string[] = []
        for (const command of commands) {
          const [id] = ids
          if (command === 'create') {
            const made = await own
              .call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'bot' })
              .catch((error: { code: string }) => error.code)
            if (typeof made === 'string') expect(made).toBe('LimitExceeded')
            else ids.push(made.AccessKey.AccessKeyId)
          } else if (id && command === 'deactivate') {
            await own.call('iam:UpdateAccessKey', { UserName: 'bot', AccessKeyId: id, Status: 'Inactive' })
          } else if (id) {
            await own.call('iam:DeleteAccessKey', { UserName: 'bot', AccessKeyId: id })
            ids.shift()
          }
          expect(ids.length).toBeLessThanOrEqual(2)
          for (const one of ids) expect(accountOfAccessKeyId(one)).toBe(own.accountId)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('of the published examples name the accounts they are known to name', () => {
    expect(accountOfAccessKeyId('ASIAY34FZKBOKMUTVV7A')).toBe('609629065308')
    expect(accountOfAccessKeyId('AKIARZPUZDIKGB2VALC4')).toBe('123456789012')
    expect(accountOfAccessKeyId('ASIAQAAAAAAAGMKEM7X5')).toBe('000000000000')
    expect(accountOfAccessKeyId('AKIAIOSFODNN7EXAMPLE')).toBeUndefined()
  })
})
