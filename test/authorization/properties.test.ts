import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, type PolicySet } from '../../server/authorization/evaluate.js'
import { parsePolicy } from '../../server/authorization/grammar.js'
import { trace } from '../../server/authorization/trace.js'
import type { AuthorizationRequest } from '../../server/authorization/types.js'
import { MalformedPolicy, validatePolicyDocument } from '../../server/authorization/validate.js'
import { referenceEffect } from './reference-evaluator.js'

const ACCOUNT = '111122223333'
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`

/** A small world, so that patterns and requests meet often. */
const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'iam:GetUser', 'iam:ListUsers', 'IAM:getuser')
const actionPattern = fc.constantFrom('*', 's3:*', 's3:Get*', 's3:?utObject', 'iam:GetUser', 'iam:*User', 'iam:*user*', 'ec2:*')
const resource = fc.constantFrom(
  'arn:aws:s3:::box/alice/a',
  'arn:aws:s3:::box/bob/a',
  'arn:aws:s3:::box/a:b',
  `arn:aws:iam::${ACCOUNT}:user/alice`,
  `arn:aws:iam::${ACCOUNT}:user/team/bob`,
  '*',
)
const resourcePattern = fc.constantFrom(
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::box/${aws:username}/*',
  'arn:aws:s3:::box/?lice/a',
  'arn:aws:s3:::box/${*}',
  'arn:aws:iam::*:user/${aws:username}',
  `arn:aws:iam::${ACCOUNT}:user/*`,
  'arn:aws:s3:::box/${aws:PrincipalTag/team}/a',
  'arn:*:s3:::box/*',
)
const key = fc.constantFrom(
  'aws:username',
  'aws:MultiFactorAuthPresent',
  'aws:TagKeys',
  'aws:MultiFactorAuthAge',
  'aws:PrincipalTag/team',
)
const value = fc.constantFrom('alice', 'bob', 'true', 'false', '10', '100', 'a*', '${aws:username}', 'team')
const operator = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIfExists',
  'StringNotLikeIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringLike',
  'ForAllValues:StringNotEquals',
  'ForAnyValue:StringNotLike',
  'Bool',
  'BoolIfExists',
  'NumericLessThan',
  'NumericEquals',
  'Null',
)
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
const condition = fc.dictionary(operator, fc.dictionary(key, some(value), { minKeys: 1, maxKeys: 2, noNullPrototype: true }), {
  maxKeys: 2,
  noNullPrototype: true,
})

const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), some(actionPattern)),
    resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), some(resourcePattern)),
    Condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ Effect, actions, resources, Condition }) => ({
    Effect,
    [actions[0]]: actions[1],
    [resources[0]]: resources[1],
    ...(Condition ? { Condition } : {}),
  }))
const document = fc
  .record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
  })
  .map((policy) => ({ name: 'p', document: JSON.stringify(policy) }))
const principal = fc.constantFrom(
  '*',
  { AWS: USER },
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: `${USER}2` },
)
const resourceDocument = fc.array(fc.tuple(statement, principal), { minLength: 1, maxLength: 2 }).map((pairs) => ({
  name: 'r',
  document: JSON.stringify({ Version: '2012-10-17', Statement: pairs.map(([one, Principal]) => ({ ...one, Principal })) }),
}))

const policySet: fc.Arbitrary<PolicySet> = fc
  .record({
    identity: fc.array(document, { maxLength: 3 }),
    boundary: fc.option(document, { nil: undefined }),
    session: fc.option(fc.array(document, { maxLength: 2 }), { nil: undefined }),
    resource: fc.option(resourceDocument, { nil: undefined }),
  })
  .map(({ identity, boundary, session, resource: own }) => ({
    identity,
    ...(boundary ? { boundary } : {}),
    ...(session ? { session } : {}),
    ...(own ? { resource: own } : {}),
  }))

const context = fc
  .record({
    name: fc.constantFrom('alice', 'bob'),
    mfa: fc.option(fc.constantFrom('true', 'false'), { nil: undefined }),
    tagKeys: fc.option(fc.array(fc.constantFrom('team', 'alice', 'bob'), { maxLength: 2 }), { nil: undefined }),
    age: fc.option(fc.constantFrom('5', '10', '50'), { nil: undefined }),
    team: fc.option(fc.constantFrom('alice', 'bob'), { nil: undefined }),
  })
  .map(({ name, mfa, tagKeys, age, team }) => ({
    'aws:username': name,
    ...(mfa === undefined ? {} : { 'aws:multifactorauthpresent': mfa }),
    ...(tagKeys === undefined ? {} : { 'aws:tagkeys': tagKeys }),
    ...(age === undefined ? {} : { 'aws:multifactorauthage': age }),
    ...(team === undefined ? {} : { 'aws:principaltag/team': team }),
  }))
const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: fc.constant(USER),
  principalAccount: fc.constant(ACCOUNT),
  resourceAccount: fc.constant(ACCOUNT),
  action,
  resource,
  context,
})

const RUNS = { numRuns: 3000 }

describe('the evaluator, over generated policies and requests', () => {
  it('decides as the reference evaluator does', () => {
    fc.assert(
      fc.property(policySet, request, (policies, asked) => {
        expect(evaluate(policies, asked).effect).toBe(referenceEffect(policies, asked))
      }),
      RUNS,
    )
  })

  it('lets an explicit deny win, wherever it stands', () => {
    const everything = {
      name: 'deny',
      document: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }),
    }
    const place = fc.constantFrom('identity', 'boundary', 'session', 'resource')
    fc.assert(
      fc.property(policySet, request, place, (policies, asked, where) => {
        const denied: PolicySet =
          where === 'identity'
            ? { ...policies, identity: [...policies.identity, everything] }
            : where === 'session'
              ? { ...policies, session: [...(policies.session ?? []), everything] }
              : where === 'boundary'
                ? { ...policies, boundary: everything }
                : {
                    ...policies,
                    resource: {
                      name: 'r',
                      document: JSON.stringify({
                        Version: '2012-10-17',
                        Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' },
                      }),
                    },
                  }
        expect(evaluate(denied, asked).effect).toBe('explicitDeny')
      }),
    )
  })

  it('never takes access away for an Allow that is added', () => {
    const allowing = statement.map((one) => ({
      name: 'more',
      document: JSON.stringify({ Version: '2012-10-17', Statement: [{ ...one, Effect: 'Allow' }] }),
    }))
    fc.assert(
      fc.property(policySet, allowing, request, (policies, more, asked) => {
        const before = evaluate(policies, asked).effect
        const after = evaluate({ ...policies, identity: [...policies.identity, more] }, asked).effect
        if (before === 'allowed') expect(after).toBe('allowed')
        if (before === 'explicitDeny') expect(after).toBe('explicitDeny')
      }),
      RUNS,
    )
  })

  it('traces what it decides: a matching Deny if and only if it denies explicitly', () => {
    fc.assert(
      fc.property(policySet, request, (policies, asked) => {
        const matched = trace(policies, asked).flatMap(({ statements }) => statements.filter((one) => one.matched))
        expect(matched.some(({ effect }) => effect === 'Deny')).toBe(evaluate(policies, asked).effect === 'explicitDeny')
      }),
      RUNS,
    )
  })
})

describe('the parser', () => {
  it('accepts what it generates and refuses everything else with AWS’s own error', () => {
    fc.assert(
      fc.property(document, (source) => {
        expect(() => validatePolicyDocument(source.document, 'identity')).not.toThrow()
        expect(parsePolicy(source.document).statements.length).toBeGreaterThan(0)
      }),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          document.map(({ document: text }) => text.slice(0, -1)),
        ),
        (text) => {
          try {
            validatePolicyDocument(text, 'identity')
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedPolicy)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
