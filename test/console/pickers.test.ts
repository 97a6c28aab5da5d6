import { expect, it } from 'vitest'
import { chosenNow } from '../../client/console/parts/choice.js'
import { bestFirst, isOfType } from '../../client/console/permissions/policy-type.js'

const self = (name: string) => name

it('keeps what was chosen and isn’t in the list', () => {
  // A group that was just made, before the list is read again.
  expect(chosenNow(['New'], ['Admins', 'Developers'], ['Admins'], self)).toEqual(['New', 'Admins'])
})

it('drops what is in the list and was unticked', () => {
  expect(chosenNow(['Admins', 'Developers'], ['Admins', 'Developers'], ['Developers'], self)).toEqual(['Developers'])
})

const AWS = 'arn:aws:iam::aws:policy'
const OWN = 'arn:aws:iam::123456789012:policy/readers'

it.each([
  [OWN, 'Customer managed', true],
  [OWN, 'AWS managed', false],
  [`${AWS}/AmazonS3FullAccess`, 'AWS managed', true],
  [`${AWS}/AmazonS3FullAccess`, 'AWS managed - job function', false],
  [`${AWS}/job-function/Billing`, 'AWS managed - job function', true],
  [`${AWS}/job-function/Billing`, 'AWS managed', true],
  [`${AWS}/AdministratorAccess`, 'AWS managed - job function', true],
])('%s is of type %s: %s', (arn, type, expected) => {
  expect(isOfType(arn, type)).toBe(expected)
})

it('begins with the policy that is called as sought, and leaves the others in order', () => {
  const named = (...names: string[]) => names.map((PolicyName) => ({ PolicyName }))
  const found = bestFirst(
    named('AmazonReadOnlyAccess', 'IAMReadOnlyAccess', 'ReadOnlyAccessPlus', 'ReadOnlyAccess'),
    ' readonlyaccess',
  )
  expect(found).toEqual(named('ReadOnlyAccess', 'ReadOnlyAccessPlus', 'AmazonReadOnlyAccess', 'IAMReadOnlyAccess'))
})

it('puts the account’s own policies before AWS’s, unless one of AWS’s matches better', () => {
  const own = { PolicyName: 'restrict-region-boundary', Arn: 'arn:aws:iam::123456789012:policy/restrict-region-boundary' }
  const awsOne = { PolicyName: 'AmazonDomainBoundary', Arn: `${AWS}/AmazonDomainBoundary` }
  expect(bestFirst([awsOne, own], 'boundary')).toEqual([own, awsOne])
  expect(bestFirst([awsOne, own], '')).toEqual([own, awsOne])
  expect(bestFirst([own, awsOne], 'amazon')).toEqual([awsOne, own])
})
