import { describe, expect, it } from 'vitest'
import { canImport, withImported } from '../../client/console/policy-editor/imported.js'
import { NEW_POLICY } from '../../client/console/policy-editor/new-policy.js'
import { findProblem } from '../../client/console/policy-editor/problems.js'
import { allow, deny, policy } from '../support/policies.js'

const statementsOf = (text: string) => (JSON.parse(text) as { Statement: { Sid?: string; Action?: unknown }[] }).Statement

describe('importing policies into one that is edited', () => {
  it('adds their statements at the end, in order', () => {
    const text = withImported(policy(allow('s3:*')), [policy(allow('iam:*'), deny('iam:*User')), policy(allow('sts:*'))])
    expect(statementsOf(text).map(({ Action }) => Action)).toEqual(['s3:*', 'iam:*', 'iam:*User', 'sts:*'])
  })

  it('drops the empty statement that a new policy begins with', () => {
    const text = withImported(NEW_POLICY, [policy(allow('iam:*'))])
    expect(statementsOf(text)).toHaveLength(1)
    expect(findProblem(text, 'managed')).toBeUndefined()
  })

  it('numbers a statement ID that is taken, and keeps the others', () => {
    const named = (...sids: string[]) => policy(...sids.map((Sid) => ({ Sid, ...allow('s3:*') })))
    const text = withImported(named('Read', 'Read2'), [named('Read', 'Write'), named('Write')])
    expect(statementsOf(text).map(({ Sid }) => Sid)).toEqual(['Read', 'Read2', 'Read3', 'Write', 'Write2'])
    expect(findProblem(text, 'managed')).toBeUndefined()
  })

  it('takes a policy with one statement that stands in no list, on both sides', () => {
    const single = JSON.stringify({ Version: '2008-10-17', Statement: allow('s3:*') })
    const text = withImported(single, [single])
    expect(statementsOf(text)).toHaveLength(2)
    expect((JSON.parse(text) as { Version: string }).Version).toBe('2012-10-17')
  })

  it.each(['', '{', '[]', 'null', '{"Statement": 1}', '{"Statement": [null]}'])('leaves %j alone', (text) => {
    expect(canImport(text)).toBe(false)
    expect(withImported(text, [policy(allow('s3:*'))])).toBe(text)
  })
})
