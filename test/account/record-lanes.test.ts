import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowances, laneOf } from '../../server/account/record-lanes.js'
import { boundedRecord } from '../../server/account/record-size.js'
import type { RecordedPrincipal, RequestRecord } from '../../server/account/request-record.js'

const record = (principal: Partial<RecordedPrincipal>, more: Partial<RequestRecord> = {}): RequestRecord => ({
  accountId: '111122223333',
  requestId: 'r',
  time: 1,
  realTime: 1,
  category: 'api',
  service: 'iam',
  name: 'CreateUser',
  readOnly: false,
  principal: { type: 'IAMUser', userId: 'AIDAALICE', ...principal },
  sourceIp: '127.0.0.1',
  userAgent: 'test',
  region: 'us-east-1',
  params: {},
  outcome: 'success',
  ...more,
})

const lanes = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.constantFrom('read', 'write')), { selector: (lane) => lane.join(), minLength: 1 })
  .chain((names) =>
    fc.tuple(...names.map(([caller, use]) => fc.nat(20_000).map((held) => [`k${caller} ${use}`, held] as const))),
  )
  .map((entries) => new Map<string, number>(entries))
const tenthsOf = (lane: string) => (lane.endsWith(' write') ? 3 : 2)

describe('what a lane may keep', () => {
  it('is never more than it has, than its tenths, or than all together may', () => {
    fc.assert(
      fc.property(lanes, fc.integer({ min: 10, max: 20_000 }), (held, total) => {
        const allowed = allowances(held, total)
        let sum = 0
        for (const [lane, amount] of allowed) {
          expect(amount).toBeLessThanOrEqual(Math.min(held.get(lane) ?? 0, (total * tenthsOf(lane)) / 10))
          sum += amount
        }
        expect(sum).toBeLessThanOrEqual(total)
        expect([...allowed.keys()].sort()).toEqual([...held.keys()].sort())
      }),
    )
  })

  it('is all that it has if that is less than its fair part, whatever the others flood', () => {
    fc.assert(
      fc.property(lanes, fc.integer({ min: 10, max: 20_000 }), (held, total) => {
        const tenths = [...held.keys()].reduce((sum, lane) => sum + tenthsOf(lane), 0)
        for (const [lane, amount] of allowances(held, total)) {
          const has = held.get(lane) ?? 0
          const part = (Math.min(total / tenths, total / 10) * tenthsOf(lane)) | 0
          expect(amount).toBeGreaterThanOrEqual(Math.min(has, part))
        }
      }),
    )
  })

  it('is whole for two callers who use all of theirs', () => {
    const held = new Map(['a read', 'b read', 'a write', 'b write'].map((lane) => [lane, 50_000]))
    expect([...allowances(held, 10_000)].sort()).toEqual([
      ['a read', 2000],
      ['a write', 3000],
      ['b read', 2000],
      ['b write', 3000],
    ])
  })
})

describe('the lane of a record', () => {
  const key = { credentialKind: 'long-term', accessKeyId: 'AKIAALICE' } as const
  it('tells writes from reading and refused calls, and keys and consoles of one user apart', () => {
    expect(laneOf(record(key))).toBe('AKIAALICE write')
    expect(laneOf(record(key, { readOnly: true }))).toBe('AKIAALICE read')
    expect(laneOf(record(key, { outcome: 'error' }))).toBe('AKIAALICE read')
    expect(laneOf(record({ credentialKind: 'console', accessKeyId: 'ASIA1' }))).toBe('console AIDAALICE write')
  })

  it('is one for all sessions of a role or federated user, for all strangers, and for all other accounts', () => {
    const role = (session: string): Partial<RecordedPrincipal> => ({
      type: 'AssumedRole',
      userId: `AROA1:${session}`,
      accessKeyId: `ASIA${session}`,
      credentialKind: 'role',
      sessionIssuer: { type: 'Role', arn: 'arn', id: 'AROA1', name: 'reader' },
    })
    expect(new Set(['one', 'two'].map((session) => laneOf(record(role(session))))).size).toBe(1)
    const failed = { outcome: 'error', category: 'sign-in' } as const
    expect(laneOf(record({ type: 'Unknown' }, { ...failed, sourceIp: '10.0.0.9' }))).toBe('Unknown read')
    expect(laneOf(record({ type: 'AWSAccount', accountId: '444455556666' }))).toBe('AWSAccount write')
  })

  it('is its own for what instances read of their metadata, so that a loop there pushes out nothing else', () => {
    const read = { category: 'metadata', readOnly: true } as const
    expect(laneOf(record({ type: 'Unknown' }, read))).toBe('metadata read')
    expect(laneOf(record({ type: 'Unknown' }, { ...read, outcome: 'error' }))).toBe('metadata read')
  })
})

describe('a record that is too large', () => {
  it('loses parameters and results beyond 100 kB, as CloudTrail’s does, and tells their size', () => {
    const policyDocument = 'x'.repeat(130_000)
    const kept = boundedRecord(record({}, { params: { policyDocument }, result: { policyDocument } }))
    const originalSize = JSON.stringify({ policyDocument }).length
    expect(kept.params).toEqual({ reason: 'requestParameters too large', omitted: true, originalSize })
    expect(kept.result).toEqual({ reason: 'responseElements too large', omitted: true, originalSize })
    const small = record({}, { params: { policyDocument: 'x'.repeat(90_000) } })
    expect(boundedRecord(small)).toEqual(small)
  })
})
