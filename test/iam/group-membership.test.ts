import { beforeEach, describe, expect, it } from 'vitest'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
  for (const GroupName of ['Readers', 'Admins']) await world.call('iam:CreateGroup', { GroupName })
})

const add = (GroupName: string, UserName = 'alice') => world.call('iam:AddUserToGroup', { GroupName, UserName })
const remove = (GroupName: string, UserName = 'alice') => world.call('iam:RemoveUserFromGroup', { GroupName, UserName })
const groups = async () => {
  const { Groups } = await world.call<{ Groups: { GroupName: string }[] }>('iam:ListGroupsForUser', { UserName: 'alice' })
  return Groups.map(({ GroupName }) => GroupName)
}

it('AddUserToGroup adds a user once; ListGroupsForUser lists their groups in the order of joining', async () => {
  for (const name of ['Readers', 'Admins', 'readers']) await add(name)
  expect(await groups()).toEqual(['Readers', 'Admins'])
  expect(await world.call('iam:GetGroup', { GroupName: 'Readers' })).toMatchObject({ Users: [{ UserName: 'alice' }] })
})

it('RemoveUserFromGroup ends a membership; that of someone who has none is no error', async () => {
  for (const name of ['Readers', 'Admins']) await add(name)
  for (const name of ['readers', 'Readers']) await remove(name)
  expect(await groups()).toEqual(['Admins'])
  expect(await world.call('iam:GetGroup', { GroupName: 'Readers' })).toMatchObject({ Users: [] })
})

it('AddUserToGroup allows ten groups per user, and the tenth again', async () => {
  for (let count = 1; count <= 10; count++) {
    await world.call('iam:CreateGroup', { GroupName: `g${count}` })
    await add(`g${count}`)
  }
  await add('g10')
  expect(await refusal(add('Admins'))).toBe('LimitExceeded 409: Cannot exceed quota for GroupsPerUser: 10')
})

describe.each([
  ['AddUserToGroup', add],
  ['RemoveUserFromGroup', remove],
])('%s', (_action, call) => {
  it('names a group and a user that exist', async () => {
    expect(await refusal(call('ghosts'))).toBe('NoSuchEntity 404: The group with name ghosts cannot be found.')
    expect(await refusal(call('Admins', 'ghost'))).toBe('NoSuchEntity 404: The user with name ghost cannot be found.')
  })
})

it('ListGroupsForUser names a user that exists', async () => {
  expect(await refusal(world.call('iam:ListGroupsForUser', { UserName: 'ghost' }))).toBe(
    'NoSuchEntity 404: The user with name ghost cannot be found.',
  )
})

it.each(['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'])('%s names the user if neither exists', async (action) => {
  expect(await refusal(world.call(action, { GroupName: 'no-group', UserName: 'nobody' }))).toBe(
    'NoSuchEntity 404: The user with name nobody cannot be found.',
  )
})
