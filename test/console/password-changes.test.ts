import { expect, it } from 'vitest'
import { lastChanges, passwordSetAt } from '../../client/console/queries/password-changes.js'

const at = (day: number) => `2027-03-0${day}T00:00:00Z`

it('takes each user’s last change, made by themselves or by an administrator', () => {
  const changes = lastChanges([
    { eventTime: at(2), userIdentity: { userName: 'alice' }, requestParameters: null },
    { eventTime: at(3), userIdentity: { userName: 'admin' }, requestParameters: { userName: 'alice' } },
    { eventTime: at(1), userIdentity: { userName: 'alice' } },
  ])
  expect([...changes]).toEqual([['alice', new Date(at(3))]])
})

it('counts no change that was refused', () => {
  expect(lastChanges([{ eventTime: at(2), errorCode: 'AccessDenied', userIdentity: { userName: 'bob' } }]).size).toBe(0)
})

it.each([
  [at(1), at(3), at(3)],
  [at(3), at(1), at(3)],
  [at(1), undefined, at(1)],
])('of a password that was created at %s and changed at %s', (created, changed, expected) => {
  expect(passwordSetAt(new Date(created), changed ? new Date(changed) : undefined)).toEqual(new Date(expected))
})
