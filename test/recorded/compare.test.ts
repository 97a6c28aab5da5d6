import { describe, expect, it } from 'vitest'
import type { Expectation } from './case.js'
import { differences } from './compare.js'

const refused = { status: 404, code: 'NoSuchEntity', message: 'The role with name r cannot be found.' }
const said = { code: refused.code, status: refused.status }

const output = {
  Role: { RoleName: 'r', Path: '/', Tags: [], Statement: { Action: ['a', 'b'] } },
  IsTruncated: false,
}
const answered = { status: 200, output }

describe('an error', () => {
  it.each<[string, Expectation]>([
    ['no message is asked for', said],
    ['the message', { ...said, message: refused.message }],
    ['one of the messages', { ...said, message_any: ['another', refused.message] }],
    ['the pattern', { ...said, message_re: '^The role with name \\w+ cannot' }],
  ])('is the same when it matches %s', (_what, expected) => {
    expect(differences(refused, expected)).toEqual([])
  })

  it.each<[string, Expectation, string]>([
    ['code', { ...said, code: 'NoSuchEntityException' }, 'code: "NoSuchEntity" instead of "NoSuchEntityException"'],
    ['status', { ...said, status: 400 }, 'status: 404 instead of 400'],
    ['missing status', { code: said.code }, 'status: 404 instead of nothing'],
    [
      'message',
      { ...said, message: 'The role with name r' },
      `message: "${refused.message}" instead of "The role with name r"`,
    ],
    ['message where there is none', { ...said, no_message: true }, `message: "${refused.message}" instead of nothing`],
    ['message of several', { ...said, message_any: ['a', 'b'] }, `message: "${refused.message}" instead of one of ["a","b"]`],
    ['message for a pattern', { ...said, message_re: '^role' }, `message: "${refused.message}" does not match ^role`],
  ])('differs by a wrong %s', (_what, expected, difference) => {
    expect(differences(refused, expected)).toEqual([difference])
  })

  it.each<[string, Expectation]>([
    ['the message', { ...said, message: refused.message }],
    ['one of the messages', { ...said, message_any: [''] }],
    ['the pattern', { ...said, message_re: '' }],
  ])('without a message does not match %s', (_what, expected) => {
    expect(differences({ ...refused, message: undefined }, expected)).toHaveLength(1)
  })

  it('is no success, and a success is no error', () => {
    expect(differences(refused, {})).toEqual([`refused: ${JSON.stringify(refused)}`])
    expect(differences(answered, said)).toEqual([expect.stringMatching(/^succeeded, where AWS answers NoSuchEntity/)])
  })
})

describe('a success', () => {
  it.each<[string, Expectation]>([
    ['nothing more is asked for', {}],
    ['its members in any order', { members: { '': ['IsTruncated', 'Role'], 'Role.Statement': ['Action'] } }],
    ['some of its members', { members_in: { Role: ['Path'] } }],
    ['values', { eq: { 'Role.Tags': [], 'Role.Statement.Action.1': 'b', 'Role.Statement': { Action: ['a', 'b'] } } }],
    [
      'a pattern, a length, presence and absence',
      { re: { 'Role.Path': '^/$' }, len: { 'Role.Tags': 0 }, has: ['IsTruncated'] },
    ],
    ['absence', { absent: ['Role.Description', 'Marker'] }],
  ])('is the same when it matches %s', (_what, expected) => {
    expect(differences(answered, expected)).toEqual([])
  })

  it.each<[string, Expectation, string]>([
    ['status', { http: 202 }, 'status: 200 instead of 202'],
    ['missing member', { members: { '': ['IsTruncated', 'Marker', 'Role'] } }, 'the answer: without Marker'],
    ['extra member', { members: { '': ['Role'] } }, 'the answer: with IsTruncated'],
    ['member where AWS answers nothing', { members: { '': [] } }, 'the answer: with Role, IsTruncated'],
    ['missing structure', { members: { User: [] } }, 'User: no structure but nothing'],
    ['list instead of a structure', { members: { 'Role.Tags': [] } }, 'Role.Tags: no structure but []'],
    ['missing member among others', { members_in: { Role: ['Arn', 'Path'] } }, 'Role: without Arn'],
    ['value', { eq: { IsTruncated: 'false' } }, 'IsTruncated: false instead of "false"'],
    ['missing value', { eq: { 'Role.Arn': '' } }, 'Role.Arn: nothing instead of ""'],
    ['order', { eq: { 'Role.Statement.Action': ['b', 'a'] } }, 'Role.Statement.Action: ["a","b"] instead of ["b","a"]'],
    ['text for a pattern', { re: { 'Role.Path': '^$' } }, 'Role.Path: "/" does not match ^$'],
    ['missing text for a pattern', { re: { Marker: '' } }, 'Marker: nothing does not match '],
    ['length', { len: { 'Role.Statement.Action': 1 } }, 'length of Role.Statement.Action: 2 instead of 1'],
    ['missing list', { len: { Roles: 0 } }, 'Roles: no list but nothing'],
    ['absence', { has: ['Role.Arn'] }, 'Role.Arn: missing'],
    ['presence', { absent: ['Role.Path'] }, 'Role.Path: "/", where AWS has nothing'],
    ['absence of what it would be in', { absent: ['User.Tags'] }, 'User: no structure but nothing'],
  ])('differs by a wrong %s', (_what, expected, difference) => {
    expect(differences(answered, expected)).toEqual([difference])
  })

  it('differs by an unusual status', () => {
    expect(differences({ ...answered, status: 202 }, {})).toEqual(['status: 202 instead of 200'])
  })
})

it('refuses an expectation that it does not compare', () => {
  const expected = { ...said, error_members: { BucketName: 'b' } }
  expect(() => differences(refused, expected)).toThrow('error_members')
  expect(() => differences(answered, { status: 200 })).toThrow('status')
})
