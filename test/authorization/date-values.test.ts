import { describe, expect, it } from 'vitest'
import { dateValue } from '../../server/authorization/date-values.js'
import { evaluate } from '../../server/authorization/evaluate.js'
import { validatePolicyDocument } from '../../server/authorization/validate.js'

const policyUntil = (date: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::b',
      Condition: { DateLessThan: { 'aws:CurrentTime': date } },
    },
  })

const allowedAt = (date: string, time: string): boolean =>
  evaluate(
    { identity: [{ name: 'p', document: policyUntil(date) }] },
    {
      principal: 'arn:aws:iam::123456789012:user/alice',
      principalAccount: '123456789012',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
      context: { 'aws:currenttime': time },
    },
  ).effect === 'allowed'

describe('a date in a condition', () => {
  it.each([
    ['a year', '2026', '2026-01-01T00:00:00Z'],
    ['a month', '2026-05', '2026-05-01T00:00:00Z'],
    ['a day', '2026-05-17', '2026-05-17T00:00:00Z'],
    ['a minute', '2009-06-30T12:00Z', '2009-06-30T12:00:00Z'],
    ['a minute, east', '2009-06-30T12:00+02:30', '2009-06-30T09:30:00Z'],
    ['a minute, west', '2009-06-30T22:00-05:00', '2009-07-01T03:00:00Z'],
    ['a minute without a zone', '2009-06-30T12:00', '2009-06-30T12:00:00Z'],
    ['a second', '2009-06-30T12:00:07Z', '2009-06-30T12:00:07Z'],
    ['an hour of a zone', '2009-06-30T12:00:07+02', '2009-06-30T10:00:07Z'],
    ['a fraction', '2009-06-30T12:00:07.250Z', '2009-06-30T12:00:07.250Z'],
    ['nine digits of one', '2009-06-30T12:00:07.123456789Z', '2009-06-30T12:00:07.123Z'],
    ['lower case', '2009-06-30t12:00z', '2009-06-30T12:00:00Z'],
    ['seconds since 1970', '1246363200', '2009-06-30T12:00:00Z'],
    ['few seconds since 1970', '60', '1970-01-01T00:01:00Z'],
    ['none', '0', '1970-01-01T00:00:00Z'],
  ])('can be %s', (_what, date, instant) => {
    expect(dateValue(date)).toBe(Date.parse(instant))
    expect(() => validatePolicyDocument(policyUntil(date), 'managed')).not.toThrow()
    const at = (ms: number) => new Date(Date.parse(instant) + ms).toISOString()
    expect(allowedAt(date, at(-1000))).toBe(true)
    expect(allowedAt(date, at(0))).toBe(false)
    expect(allowedAt(date, at(1000))).toBe(false)
  })

  it.each(['', 'now', '2009-13', '2009-06-32', '2009-06-30T24:00Z', '2009-06-30T12:60Z', '2009-06-30T12:00+24:00', '12:00Z'])(
    'is not %j',
    (date) => {
      expect(dateValue(date)).toBeUndefined()
      expect(() => validatePolicyDocument(policyUntil(date), 'managed')).toThrow('The policy failed legacy parsing')
      expect(allowedAt(date, '1970-01-01T00:00:00Z')).toBe(false)
    },
  )

  it('lies as far away as Java’s dates do', () => {
    const [first = 0, last = 0] = ['-292275054-01-01', '292278993-12-31'].map(dateValue)
    expect(first).toBeLessThan(Date.parse('-200000-01-01T00:00:00Z'))
    expect(last).toBeGreaterThan(Date.parse('+200000-01-01T00:00:00Z'))
    expect(dateValue('292278994')).toBe(292_278_994_000)
    expect(dateValue('292278994-01')).toBeUndefined()
    expect(dateValue('1999-12-31T23:59:59Z')).toBe(Date.parse('1999-12-31T23:59:59Z'))
    expect(dateValue('1600-02-29')).toBe(Date.parse('1600-02-29T00:00:00Z'))
  })
})
