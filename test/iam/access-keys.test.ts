import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { accountOfAccessKeyId } from '../../server/account/ids.js'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
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

describe('GetAccessKeyLastUsed', () => {
  interface Used {
    UserName: string
    AccessKeyLastUsed: { LastUsedDate?: number; ServiceName: string; Region: string }
  }
  const create = async (input: object = {}) => {
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { ...input })
    return AccessKey.AccessKeyId
  }
  const lastUsed = (AccessKeyId: string) => world.call<Used>('iam:GetAccessKeyLastUsed', { AccessKeyId })

  it('says N/A of a key that was never used, of a user or of root', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const never = { ServiceName: 'N/A', Region: 'N/A' }
    expect(await lastUsed(await create({ UserName: 'alice' }))).toEqual({ UserName: 'alice', AccessKeyLastUsed: never })
    expect(await lastUsed(await create())).toEqual({ UserName: world.accountId, AccessKeyLastUsed: never })
  })

  it('says when, for what and where a key was used', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const key = await create({ UserName: 'alice' })
    // The wire notes it, once it has checked the signature: test/wire/access-keys.test.ts.
    const at = world.clock.now()
    await world.accounts.use(await world.view(), { kind: 'AccessKey', key, at, service: 'sts', region: 'eu-west-1' })
    expect(await lastUsed(key)).toEqual({
      UserName: 'alice',
      AccessKeyLastUsed: { LastUsedDate: at, ServiceName: 'sts', Region: 'eu-west-1' },
    })
  })

  it('says the same of a key that does not exist as of one of another account', async () => {
    const denied = (id: string) =>
      `AccessDenied 403: User: ${world.root().arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${id}`
    const here = world.accountId
    await world.enter(await world.newAccount('other@example.com'))
    const foreign = await create()
    await world.enter(here)
    expect(await refusal(lastUsed('AKIAABSENTABSENTABSE'))).toBe(denied('AKIAABSENTABSENTABSE'))
    expect(await refusal(lastUsed(foreign))).toBe(denied(foreign))
  })
})

describe('UpdateAccessKey', () => {
  it('deactivates and activates a key, as ListAccessKeys shows without the secret', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
    const { AccessKeyId } = AccessKey
    for (const Status of ['Inactive', 'Active']) {
      await world.call('iam:UpdateAccessKey', { UserName: 'alice', AccessKeyId, Status })
      expect(await world.call('iam:ListAccessKeys', { UserName: 'alice' })).toEqual({
        AccessKeyMetadata: [{ UserName: 'alice', AccessKeyId, Status, CreateDate: world.clock.now() }],
        IsTruncated: false,
      })
    }
    expect(await refusal(world.call('iam:UpdateAccessKey', { UserName: 'alice', AccessKeyId, Status: 'Expired' }))).toBe(
      "ValidationError 400: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    )
  })
})

it.each([
  ['iam:UpdateAccessKey', { Status: 'Inactive' }],
  ['iam:DeleteAccessKey', {}],
])('%s finds only keys of the user that it names', async (action, input) => {
  for (const UserName of ['alice', 'bob']) await world.call('iam:CreateUser', { UserName })
  const { AccessKey } = await world.call<{ AccessKey: { AccessKeyId: string } }>('iam:CreateAccessKey', { UserName: 'alice' })
  const { AccessKeyId } = AccessKey
  const call = (who: object) => refusal(world.call(action, { ...who, AccessKeyId, ...input }))
  const absent = `NoSuchEntity 404: The Access Key with id ${AccessKeyId} cannot be found.`
  expect(await call({ UserName: 'bob' })).toBe(absent)
  expect(await call({})).toBe(absent)
  expect(await call({ UserName: 'ghost' })).toBe('NoSuchEntity 404: The user with name ghost cannot be found.')
  expect(await call({ UserName: 'ALICE' })).toBe('not refused')
})
