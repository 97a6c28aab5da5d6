import { expect, it } from 'vitest'
import { isReading } from '../../server/aws/reading.js'
import { LookupEvents } from '../../server/cloudtrail/lookup-events.js'
import { ec2Operations } from '../../server/ec2/index.js'
import { iamOperations } from '../../server/iam/index.js'
import { isNews } from '../../server/lab/progress/is-news.js'
import { stsOperations } from '../../server/sts/index.js'

const OPERATIONS = [...iamOperations, ...stsOperations, ...ec2Operations, LookupEvents]

it('takes every operation that writes nothing for reading', () => {
  expect(OPERATIONS.filter(({ name, readOnly }) => readOnly && !isReading(name)).map(({ name }) => name)).toEqual([])
})

it('takes reports and credentials that an operation hands out for its answer, and everything else for a change', () => {
  const answers = OPERATIONS.filter(({ name, readOnly }) => !readOnly && isReading(name))
  expect(answers.map(({ name }) => name).sort()).toEqual([
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'AssumeRoot',
    'GenerateCredentialReport',
    'GenerateOrganizationsAccessReport',
    'GenerateServiceLastAccessedDetails',
    'GetDelegatedAccessToken',
    'GetDelegationRequest',
    'GetFederationToken',
    'GetSessionToken',
    'GetWebIdentityToken',
    'ListOrganizationsFeatures',
  ])
})

it.each([
  ['CreateUser', 'success', true],
  ['ConsoleLogin', 'success', true],
  ['CreateUser', 'error', false],
  ['GenerateServiceLastAccessedDetails', 'success', false],
  ['AssumeRole', 'success', false],
] as const)('%s with %s is news for an open page: %s', (name, outcome, news) => {
  expect(isNews({ name, outcome })).toBe(news)
})
