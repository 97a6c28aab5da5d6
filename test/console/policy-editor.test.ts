import { describe, expect, it } from 'vitest'
import { findProblem } from '../../client/console/policy-editor/problems.js'
import { unknownActions } from '../../client/console/policy-editor/unknown-actions.js'
import { warningsOf } from '../../client/console/policy-editor/warnings.js'
import type { PolicyKind } from '../../server/authorization/validate.js'

const GOOD = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Allow",
      "Action": ["s3:Get*", "iam:List*"],
      "Resource": "*"
    }
  ]
}`

const placeOf = (text: string, kind: PolicyKind = 'identity') => {
  const { message, detail, line, column } = findProblem(text, kind) ?? {}
  return [line, column, message, detail]
}

describe('where a policy is wrong, for whoever edits it', () => {
  it.each([
    ['a wrong effect', '"Effect": "Allow"', '"Effect": "Alow"', 6, 17, 'Effect is "Allow" or "Deny"'],
    ['an unknown element', '"Resource"', '"Resuorce"', 8, 19, /^There is no element Resuorce here/],
    ['a version', '2012-10-17', '2012-10-18', 2, 14, 'Version is "2012-10-17" or "2008-10-17"'],
    ['a comma that is missing', '"Allow",', '"Allow"', 7, 7, 'a comma or } is expected'],
    ['a comma too many', '"*"\n', '"*",\n', 9, 5, 'a name in double quotes is expected'],
    ['quotes that do not end', '"iam:List*"]', '"iam:List*]', 7, 29, 'this text in quotes does not end'],
    ['a name twice', '"Resource"', '"Effect"', 8, 7, '"Effect" is here twice'],
    ['a character that no policy has', '"A"', '"→"', 5, 15, 'a policy has no such character'],
    ['a number in a list', '"iam:List*"', '7', 7, 29, 'A text in quotes is expected'],
  ])('%s', (_what, before, after, line, column, detail) => {
    const text = GOOD.replace(before, after)
    expect(text).not.toBe(GOOD)
    const [foundLine, foundColumn, message, found] = placeOf(text)
    expect([foundLine, foundColumn, message]).toEqual([line, column, 'Syntax errors in policy.'])
    if (typeof detail === 'string') expect(found).toBe(detail)
    else expect(found).toMatch(detail)
  })

  it('says what IAM says beyond the grammar at its place', () => {
    expect(placeOf(GOOD.replace('iam:List*', 'iamList'))).toEqual([
      7,
      29,
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      undefined,
    ])
    expect(placeOf(GOOD.replace('"*"', '"bucket"')).slice(0, 2)).toEqual([8, 19])
    expect(placeOf(GOOD.replace('s3:Get*', 'sts:AssumeRole'), 'trust').slice(0, 2)).toEqual([4, 5])
    expect(findProblem(GOOD, 'identity')).toBeUndefined()
  })

  it('says in plain words what IAM’s older parser does not like', () => {
    expect(placeOf(GOOD.replace('"*"', '"arn:aws:iam::user/bob"'))[3]).toMatch(/^an ARN has six parts/)
    expect(placeOf(GOOD.replace('"Allow"', '"allow"'))[3]).toBe('write "Allow"')
  })

  it('warns of actions and services that there are not', () => {
    const of = (action: string) => unknownActions(GOOD.replace('iam:List*', action))
    expect(of('iam:ListUser')[0]).toMatch(/^The action iam:ListUser does not exist. Did you mean iam:ListUsers\?/)
    expect(of('iam:Frob*')[0]).toMatch(/^The action iam:Frob\* does not exist. IAM/)
    expect(of('ima:ListUsers')[0]).toMatch(/^The service ima specified in the action does not exist/)
    for (const known of ['IAM:listusers', '*', 'iam:*', 's3:NobodyKnows']) expect(of(known)).toEqual([])
    expect(unknownActions('{')).toEqual([])
  })

  it('warns of what is well-formed and too wide', () => {
    const trust = (principal: unknown, condition?: unknown) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition },
      })
    expect(warningsOf(trust('*'), 'trust')[0]).toMatch(/anyone in any AWS account can assume this role/)
    expect(warningsOf(trust({ AWS: '*' }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), 'trust')).toHaveLength(1)
    expect(warningsOf(trust('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), 'trust')).toEqual([])
    expect(warningsOf(trust({ AWS: '123456789012' }), 'trust')).toEqual([])
    expect(warningsOf(GOOD.replace('iam:List*', 'iam:PassRole'), 'identity')[0]).toMatch(/overly permissive/)
    expect(warningsOf(GOOD, 'identity')).toEqual([])
  })
})
