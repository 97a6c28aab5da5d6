import type { Chance } from './chance.js'
import { oddText, oddValue } from './odd-values.js'

const ACTIONS = ['*', 'iam:*', 'iam:Get*', 's3:GetObject', 'iam:CreateUser', 'sts:AssumeRole', 'ec2:*Instances', 'x:?', 'iam']
const RESOURCES = ['*', '{{Arn}}', 'arn:aws:s3:::bucket/*', 'arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::{{account}}:*']
const KEYS = [
  'aws:username',
  'aws:SourceIp',
  'aws:CurrentTime',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalTag/team',
  'x:y',
  'iam:PolicyARN',
]
const OPERATORS = [
  ...['StringEquals', 'StringLike', 'StringNotEqualsIgnoreCase', 'NumericLessThan', 'DateGreaterThan', 'Bool', 'BinaryEquals'],
  ...['IpAddress', 'NotIpAddress', 'ArnLike', 'ArnNotEquals', 'Null', 'StringEqualsIfExists', 'ForAllValues:StringLike'],
  ...['ForAnyValue:StringEquals', 'NullIfExists', 'Nonsense'],
]
const VALUES = [
  'alice',
  '*',
  '10.0.0.0/8',
  '::/0',
  '2026-01-01T00:00:00Z',
  '1',
  'true',
  '${aws:username}',
  'a*b*c*d*e*f',
  '1/33',
]
const PRINCIPALS: readonly unknown[] = [
  '*',
  { AWS: '*' },
  { AWS: '{{account}}' },
  { AWS: ['{{Arn}}', 'arn:aws:iam::{{account}}:root'] },
  { Service: 'ec2.amazonaws.com' },
  { Federated: 'arn:aws:iam::{{account}}:saml-provider/Example' },
  { AWS: 'nobody' },
]

type Tree = Record<string, unknown>

function statement(chance: Chance, trust: boolean): Tree {
  const several = <T>(from: readonly T[]): T | T[] =>
    chance.yes(0.5) ? chance.pick(from) : Array.from({ length: chance.whole(1, 4) }, () => chance.pick(from))
  const condition = (): Tree =>
    Object.fromEntries(
      Array.from({ length: chance.whole(1, 3) }, () => [chance.pick(OPERATORS), { [chance.pick(KEYS)]: several(VALUES) }]),
    )
  return {
    ...(chance.yes(0.3) ? { Sid: `s${chance.whole(0, 99)}` } : {}),
    Effect: chance.pick(['Allow', 'Allow', 'Deny']),
    ...(trust ? { Principal: chance.pick(PRINCIPALS) } : {}),
    [chance.yes(0.85) ? 'Action' : 'NotAction']: trust ? chance.pick(['sts:AssumeRole', '*']) : several(ACTIONS),
    ...(trust ? {} : { [chance.yes(0.9) ? 'Resource' : 'NotResource']: several(RESOURCES) }),
    ...(chance.yes(0.35) ? { Condition: condition() } : {}),
  }
}

const document = (chance: Chance, trust: boolean, statements: number): Tree => ({
  ...(chance.yes(0.9) ? { Version: chance.pick(['2012-10-17', '2012-10-17', '2008-10-17']) } : {}),
  Statement: Array.from({ length: statements }, () => statement(chance, trust)),
})

/** The tree with one of its members, at any depth, put wrong. */
export function withOneWrong(chance: Chance, tree: unknown): unknown {
  if (typeof tree !== 'object' || tree === null || chance.yes(0.15)) return oddValue(chance)
  if (Array.isArray(tree)) {
    const at = chance.whole(0, Math.max(0, tree.length - 1))
    return tree.length === 0
      ? [oddValue(chance)]
      : tree.map((item, index) => (index === at ? withOneWrong(chance, item) : item))
  }
  const entries = Object.entries(tree)
  if (entries.length === 0 || chance.yes(0.15)) return { ...tree, [oddText(chance)]: oddValue(chance) }
  const at = chance.whole(0, entries.length - 1)
  if (chance.yes(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== at))
  return Object.fromEntries(entries.map(([name, item], index) => [name, index === at ? withOneWrong(chance, item) : item]))
}

/** A policy document as text: valid, nearly valid, huge or deep. `trust`: one that has principals. */
export function policyText(chance: Chance, trust: boolean): string {
  return chance.weighted<() => string>([
    [() => JSON.stringify(document(chance, trust, chance.whole(1, 3))), 6],
    [() => JSON.stringify(withOneWrong(chance, document(chance, trust, 2))), 5],
    [() => cutShort(chance, JSON.stringify(document(chance, trust, 1))), 1],
    [() => JSON.stringify(document(chance, trust, chance.whole(10, 300))), 1],
    [() => `{"Version":"2012-10-17","Statement":${deep(chance.whole(10, 20_000))}}`, 0.5],
    [() => '['.repeat(chance.whole(1, 20_000)), 0.3],
    [() => `{"Statement":[],"Statement":${JSON.stringify(statement(chance, trust))}}`, 0.5],
    [() => oddText(chance), 1],
  ])()
}

const cutShort = (chance: Chance, text: string): string => text.slice(0, chance.whole(0, text.length))

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
