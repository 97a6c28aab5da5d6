import { isDeepStrictEqual } from 'node:util'
import { type Answer, at, type Failure, type Success } from './answer.js'
import type { Expectation } from './case.js'

const OF_ERRORS = ['code', 'status', 'message', 'message_any', 'message_re', 'no_message'] as const
const OF_SUCCESSES = ['http', 'members', 'members_in', 'eq', 're', 'len', 'has', 'absent'] as const

/** How an answer differs from the one that AWS gave: one text for each difference. */
export function differences(answer: Answer, expected: Expectation): string[] {
  const wanted = Object.keys(expected)
  const allowed: readonly string[] = expected.code === undefined ? OF_SUCCESSES : OF_ERRORS
  const unknown = wanted.filter((name) => !allowed.includes(name))
  if (unknown.length > 0) throw new Error(`an expectation that nothing compares: ${unknown.join(', ')}`)
  if (expected.code === undefined) return 'code' in answer ? [`refused: ${show(answer)}`] : ofSuccess(answer, expected)
  return 'code' in answer
    ? ofError(answer, expected)
    : [`succeeded, where AWS answers ${expected.code}: ${show(answer.output)}`]
}

function ofError({ status, code, message }: Failure, expected: Expectation): string[] {
  return [
    ...different('code', code, expected.code),
    ...different('status', status, expected.status),
    ...(expected.message === undefined ? [] : different('message', message, expected.message)),
    ...(expected.no_message === undefined ? [] : different('message', message, undefined)),
    ...(expected.message_any === undefined || expected.message_any.some((one) => one === message)
      ? []
      : [`message: ${show(message)} instead of one of ${show(expected.message_any)}`]),
    ...(expected.message_re === undefined ? [] : unmatched('message', message, expected.message_re)),
  ]
}

function ofSuccess({ status, output }: Success, expected: Expectation): string[] {
  const each = <T>(table: Record<string, T> | undefined, compare: (what: string, found: unknown, wanted: T) => string[]) =>
    Object.entries(table ?? {}).flatMap(([path, wanted]) => compare(path || 'the answer', at(output, path), wanted))
  return [
    ...different('status', status, expected.http ?? 200),
    ...each(expected.members, (path, found, wanted) => [...missing(path, found, wanted), ...extra(path, found, wanted)]),
    ...each(expected.members_in, missing),
    ...each(expected.eq, different),
    ...each(expected.re, unmatched),
    ...each(expected.len, (path, found, wanted) =>
      Array.isArray(found) ? different(`length of ${path}`, found.length, wanted) : [`${path}: no list but ${show(found)}`],
    ),
    ...(expected.has ?? []).flatMap((path) => (at(output, path) === undefined ? [`${path}: missing`] : [])),
    ...(expected.absent ?? []).flatMap((path) => present(path, output)),
  ]
}

const different = (path: string, found: unknown, wanted: unknown): string[] =>
  isDeepStrictEqual(found, wanted) ? [] : [`${path}: ${show(found)} instead of ${show(wanted)}`]

const unmatched = (path: string, found: unknown, pattern: string): string[] =>
  typeof found === 'string' && new RegExp(pattern).test(found) ? [] : [`${path}: ${show(found)} does not match ${pattern}`]

function missing(path: string, found: unknown, wanted: readonly string[]): string[] {
  const members = membersOf(found)
  if (!members) return [`${path}: no structure but ${show(found)}`]
  const absent = wanted.filter((name) => !members.includes(name))
  return absent.length === 0 ? [] : [`${path}: without ${absent.join(', ')}`]
}

function extra(path: string, found: unknown, wanted: readonly string[]): string[] {
  const more = (membersOf(found) ?? []).filter((name) => !wanted.includes(name))
  return more.length === 0 ? [] : [`${path}: with ${more.join(', ')}`]
}

const membersOf = (value: unknown): string[] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined

/** A member is only absent if the structure that it would be in is there. */
function present(path: string, output: unknown): string[] {
  const parent = path.split('.').slice(0, -1).join('.')
  if (!membersOf(at(output, parent))) return [`${parent}: no structure but ${show(at(output, parent))}`]
  return at(output, path) === undefined ? [] : [`${path}: ${show(at(output, path))}, where AWS has nothing`]
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))
