import { describe, expect, it } from 'vitest'
import { summaryOf } from '../../client/console/policies/summary.js'
import { allow, policy } from '../support/policies.js'

const linesOf = (...statements: object[]) =>
  summaryOf(JSON.stringify({ Version: '2012-10-17', Statement: statements })).map((line) => Object.values(line))

describe('the policy summary', () => {
  it('has a line for each service with what its actions come to', () => {
    expect(
      linesOf({
        Effect: 'Allow',
        Action: ['iam:*Tags', 'iam:Tag*', 'iam:Untag*', 'iam:CreateUser', 'S3:GetObject', 'sqs:SendMessage', 'sts:*'],
        Resource: '*',
      }),
    ).toEqual([
      ['Allow', 'Amazon S3', 'Limited: Read', 'All resources', 'None'],
      ['Allow', 'Amazon SQS', 'Limited', 'All resources', 'None'],
      ['Allow', 'AWS Identity and Access Management (IAM)', 'Full: Tagging; Limited: List, Write', 'All resources', 'None'],
      ['Allow', 'AWS Security Token Service', 'Full access', 'All resources', 'None'],
    ])
  })

  it('tells denials, exceptions, resources and conditions', () => {
    const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }
    expect(
      linesOf(
        { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::one' },
        { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::two' },
        { Effect: 'Deny', NotAction: ['iam:ChangePassword', 'sts:*'], Resource: '*', Condition },
      ),
    ).toEqual([
      [
        'Deny',
        'All except iam:ChangePassword, sts:*',
        'Full access',
        'All resources',
        'aws:MultiFactorAuthPresent | BoolIfExists | false',
      ],
      ['Allow', 'Amazon S3', 'Full access', 'Multiple', 'None'],
    ])
    expect(summaryOf(policy(allow('*')))).toEqual([
      { effect: 'Allow', service: 'All services', access: 'Full access', resource: 'All resources', condition: 'None' },
    ])
  })
})
