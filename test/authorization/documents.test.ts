import { describe, expect, it } from 'vitest'
import { type PolicyKind, validatePolicyDocument } from '../../server/authorization/validate.js'
import { awsManagedDocument, awsManagedPolicies } from '../../server/policies/aws-managed-policies.js'

type Part = Record<string, unknown>

const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' }
const document = (...parts: Part[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: parts.map((part) => ({ ...statement, ...part })) })

/** AWS's answer; `stored`: it has none. */
function answer(text: string, kind: PolicyKind = 'managed'): string {
  try {
    validatePolicyDocument(text, kind)
    return 'stored'
  } catch (error) {
    return (error as Error).message
  }
}

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' },
})

const SYNTAX = 'Syntax errors in policy.'
const LEGACY = 'The policy failed legacy parsing'
const VENDOR = 'Resource vendor must be fully qualified and cannot contain regexes.'
const PATHS =
  'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.'

describe('a policy is stored or refused as AWS does', () => {
  it.each<[string, Part, string]>([
    ['effect in another case', { Effect: 'allow' }, LEGACY],
    ['no effect', { Effect: 'Permit' }, SYNTAX],
    ['an operator that does not exist', { Condition: { x: { a: '1' } } }, SYNTAX],
    ['such an operator with nothing in it', { Condition: { x: {} } }, 'stored'],
    ['a date that is none', { Condition: { DateGreaterThan: { a: 'sdfdsf' } } }, LEGACY],
    ['a month that is none', { Condition: { DateLessThanEquals: { a: '234-13' } } }, LEGACY],
    ['a zone of one digit', { Condition: { DateLessThanEquals: { a: '2016-12-13t2:00:00.593194+1' } } }, LEGACY],
    ['a zone of two', { Condition: { DateLessThanEquals: { a: '2016-12-13t2:00:00.593194+23' } } }, 'stored'],
    ['seconds beyond 64 bits', { Condition: { DateLessThan: { a: '9223372036854775808' } } }, LEGACY],
    ['a year alone', { Condition: { 'ForAnyValue:DateLessThanIfExists': { a: '01T' } } }, 'stored'],
    ['a date before a bad partition', { Resource: 'arn:error:s3:::b', Condition: { DateEquals: { a: 'x' } } }, LEGACY],
    ['no ARN', { Resource: 'sdf' }, 'Resource sdf must be in ARN format or "*".'],
    ['nothing', { Resource: '' }, 'Resource  must be in ARN format or "*".'],
    ['a partition', { Resource: 'a:b:c:d:e:f' }, 'Partition "b" is not valid for resource "arn:b:c:d:e:f".'],
    ['a short one', { Resource: 'a:b' }, 'Partition "b" is not valid for resource "arn:b:*:*:*:*".'],
    ['arn left out', { Resource: 'aws:s3:::b' }, 'Partition "s3" is not valid for resource "arn:s3:::b:*".'],
    [
      'the first of two',
      { Resource: ['arn:error:s3:::b', 'arn:error:s3::b'] },
      'Partition "error" is not valid for resource "arn:error:s3:::b".',
    ],
    ['no vendor', { Resource: 'arn:aws' }, VENDOR],
    ['any vendor', { Resource: 'arn:aws:*:::b' }, VENDOR],
    ['too few parts', { Resource: 'arn:aws:s3::b' }, LEGACY],
    ['too few parts, not meant', { NotResource: 'arn:aws:s3::b', Resource: undefined }, LEGACY],
    ['an empty vendor', { Resource: 'arn:aws::::b' }, LEGACY],
    ['few parts, none empty', { Resource: 'arn:aws:fdsasf' }, 'stored'],
    [
      'IAM’s region',
      { Resource: 'arn:aws:iam:us-east-1::user/b' },
      'IAM resource arn:aws:iam:us-east-1::user/b cannot contain region information.',
    ],
    [
      'S3’s region',
      { Resource: 'arn:aws:s3:us-east-1::b' },
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    ['an access point', { Resource: 'arn:aws:s3:us-east-1:123456789012:accesspoint/b' }, 'stored'],
    ['another service’s region', { Resource: 'arn:aws:ec2:us-east-1::b' }, 'stored'],
    ['a user without user/', { Resource: 'arn:aws:iam::123456789012:alice' }, PATHS],
    ['a user', { Resource: 'arn:aws:iam:::user/alice' }, 'stored'],
    ['root', { Resource: 'arn:aws:iam::123456789012:root' }, 'stored'],
    ['a variable in the account', { Resource: 'arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}' }, 'stored'],
    ['the resource before the action', { Action: 's:3:X', Resource: 'sdf' }, 'Resource sdf must be in ARN format or "*".'],
    [
      'an action without a vendor',
      { Action: 'invalid' },
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'no resource before an action without a vendor',
      { Action: 'invalid', Resource: undefined },
      'Policy statement must contain resources.',
    ],
    ['two colons', { Action: 's3:List:Bucket' }, 'Actions/Condition can contain only one colon.'],
    ['a vendor with a space', { Action: 'a a:ListBucket' }, 'Vendor a a is not valid'],
    ['a vendor that nobody knows', { Action: 'dsql-next.generation:X' }, 'stored'],
    ['no resource', { Resource: undefined }, 'Policy statement must contain resources.'],
    ['no action', { Action: undefined }, 'Policy statement must contain actions.'],
    ['no action and a bad resource', { Action: undefined, Resource: 'arn:aws:s3::b' }, LEGACY],
  ])('%s', (_name, part, message) => {
    expect(answer(document(part))).toBe(message)
  })

  it('stage by stage, the whole document each time', () => {
    const same = { Sid: 'sdf' }
    expect(answer(document(same, { ...same, Action: undefined }))).toBe(
      'Statement IDs (SID) in a single policy must be unique.',
    )
    expect(answer(document({ ...same, Effect: 'aLLow' }, { ...same, Action: undefined }))).toBe(LEGACY)
    expect(answer(document({ Action: 's:3:X' }, { Resource: 'sdf' }))).toBe('Resource sdf must be in ARN format or "*".')
  })

  it('wants version 2012-10-17 of managed policies, and of no other', () => {
    for (const version of [undefined, '2008-10-17']) {
      const text = JSON.stringify({ Version: version, Statement: [{ ...statement, Effect: 'denY' }] })
      expect(answer(text)).toBe('Policy document must be version 2012-10-17 or greater.')
      expect(answer(text.replace('denY', 'Deny'), 'identity')).toBe('stored')
    }
    expect(answer(JSON.stringify({ Version: '2013-10-17', Statement: statement }))).toBe(SYNTAX)
  })

  it.each<[string, string, PolicyKind, string]>([
    ...[' ', '\n', '\t', '\r\n', '  \n'].flatMap((space): [string, string, PolicyKind, string][] => [
      [JSON.stringify(space), space, 'managed', LEGACY],
      [JSON.stringify(space), space, 'identity', LEGACY],
      [JSON.stringify(space), space, 'session', LEGACY],
      [JSON.stringify(space), space, 'trust', 'JSON strings must not have leading spaces'],
    ]),
    ['a byte order mark', '\ufeff', 'managed', SYNTAX],
    ['a byte order mark', '\ufeff', 'trust', SYNTAX],
    ['a no-break space', '\u00a0', 'identity', SYNTAX],
    ['a vertical tab', '\v', 'identity', SYNTAX],
  ])('white space before a document: %s', (_what, space, kind, expected) => {
    const text = kind === 'trust' ? TRUST : document({})
    expect(answer(text, kind)).toBe('stored')
    expect(answer(space + text, kind)).toBe(expected)
  })

  it('tells bad JSON before the white space before it', () => {
    expect(answer('\n{"Version": "2012-10-17",}', 'trust')).toBe('This policy contains invalid Json')
    expect(answer('\n{"Version": "2012-10-17"}', 'trust')).toBe('JSON strings must not have leading spaces')
    expect(answer('\n{"Version": "2012-10-17",}', 'managed')).toBe(SYNTAX)
  })

  it('takes white space, and nothing else, after the document', () => {
    for (const [text, kind, refusal] of [
      [document({}), 'managed', SYNTAX],
      [document({}), 'identity', SYNTAX],
      [TRUST, 'trust', 'This policy contains invalid Json'],
    ] as const) {
      for (const rest of [' ', '\n', '\r\n\t ']) expect(answer(text + rest, kind)).toBe('stored')
      for (const rest of ['}', ',', text, '// note', '\n#']) expect(answer(text + rest, kind)).toBe(refusal)
    }
  })

  it('says of a session policy that is no JSON what its parser says', () => {
    const place = (line: number, column: number) =>
      `\n at [Source: java.io.StringReader@<id>; line: ${line}, column: ${column}]`
    const of = (text: string) => answer(text, 'session').replace(/@[0-9a-f]+;/, '@<id>;')
    expect(of('invalid policy')).toBe(
      `Unexpected character ('i' (code 105)): expected a valid value (number, String, array, object, 'true', 'false' or 'null')${place(1, 2)}`,
    )
    expect(of('{\n  Version: 1}')).toBe(
      `Unexpected character ('V' (code 86)): was expecting double-quote to start field name${place(2, 4)}`,
    )
    expect(of('{"Version" "2012-10-17"}')).toBe(
      `Unexpected character ('"' (code 34)): was expecting a colon to separate field name and value${place(1, 13)}`,
    )
    expect(of('{"Version":"2012-10-17" "Statement":[]}')).toBe(
      `Unexpected character ('"' (code 34)): was expecting comma to separate OBJECT entries${place(1, 26)}`,
    )
    expect(of('[1 2]')).toBe(
      `Unexpected character ('2' (code 50)): was expecting comma to separate ARRAY entries${place(1, 5)}`,
    )
    for (const text of ['', '{', 'nothing', '{"a":1,"a":2}', '{}']) expect(of(text)).toBe(SYNTAX)
    expect(answer('invalid policy', 'identity')).toBe(SYNTAX)
  })

  it('takes each policy that AWS itself keeps', () => {
    for (const { arn } of awsManagedPolicies()) expect(answer(awsManagedDocument(arn) ?? ''), arn).toBe('stored')
  })
})

describe('a trust policy', () => {
  const allowing = (Action: string | string[]) => JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action }] })

  it.each([
    ['sts:InvalidAction'],
    ['sts:TagSessions'],
    ['sts:GetCallerIdentity'],
    ['s3:GetObject'],
    [['sts:AssumeRole', 'sts:AssumeRoles']],
    ['sts:Get*'],
  ])('does not take %s for an action of its own', (action) => {
    expect(answer(allowing(action), 'trust')).toBe('AssumeRole policy may only specify STS AssumeRole actions.')
  })

  it.each([
    [['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext']],
    [['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']],
    ['sts:assumerole'],
    ['sts:AssumeRole*'],
    ['sts:*'],
  ])('takes %s', (action) => {
    expect(answer(allowing(action), 'trust')).toBe('stored')
  })

  const trusting = (Service: string | string[]) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] })

  it('names services in the form that services have', () => {
    expect(answer(trusting(['ec2.amazonaws.com', 'delivery.logs.amazonaws.com']), 'trust')).toBe('stored')
    for (const service of ['amazonaws.com', 'eks.amazonaws.com.cn', 'ec2']) {
      expect(answer(trusting(service), 'trust')).toBe(`Invalid principal in policy: "SERVICE":"${service}"`)
    }
  })
})
