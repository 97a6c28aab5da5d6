import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
})

const create = (AccountAlias: string) => world.call('iam:CreateAccountAlias', { AccountAlias })
const remove = (AccountAlias: string) => world.call('iam:DeleteAccountAlias', { AccountAlias })
const list = () => world.call('iam:ListAccountAliases')

describe('CreateAccountAlias', () => {
  it('sets the alias, and another one instead of it', async () => {
    expect(await list()).toEqual({ AccountAliases: [], IsTruncated: false })
    for (const alias of ['green-leaf', 'red-leaf', 'red-leaf']) {
      await create(alias)
      expect(await list()).toEqual({ AccountAliases: [alias], IsTruncated: false })
    }
  })

  it('takes no alias of another account, until that gives it up', async () => {
    await create('green-leaf')
    const first = world.accountId
    await world.enter(await world.newAccount('other@example.com'))
    expect(await refusal(create('green-leaf'))).toBe('EntityAlreadyExists 409: The account alias green-leaf already exists.')
    const second = world.accountId
    await world.enter(first)
    await create('red-leaf')
    await world.enter(second)
    await create('green-leaf')
    expect(await list()).toMatchObject({ AccountAliases: ['green-leaf'] })
  })
})

describe('DeleteAccountAlias', () => {
  it('deletes the alias of the account, and no other', async () => {
    const none = 'NoSuchEntity 404: The account alias green-leaf does not exist.'
    expect(await refusal(remove('green-leaf'))).toBe(none)
    await create('red-leaf')
    expect(await refusal(remove('green-leaf'))).toBe(none)
    await remove('red-leaf')
    expect(await list()).toMatchObject({ AccountAliases: [] })
    await world.enter(await world.newAccount('other@example.com'))
    await create('red-leaf')
    expect(await list()).toMatchObject({ AccountAliases: ['red-leaf'] })
  })
})
