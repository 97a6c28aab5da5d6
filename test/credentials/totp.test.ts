import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32 } from '../../server/account/ids.js'
import { Secret } from '../../server/account/secret.js'
import { codeAt, stepAt, verifyCode, verifyPair } from '../../server/credentials/totp.js'

const seed = new Secret(base32(new TextEncoder().encode('12345678901234567890')))
const device = (more = {}) => ({ seed, drift: 0, ...more })
const NOW = Date.parse('2026-01-31T10:20:30Z')
const now = stepAt(NOW)

describe('RFC 6238, appendix B (SHA-1, last six digits)', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i s', (seconds, code) => {
    expect(codeAt(seed, stepAt(seconds * 1000))).toBe(code)
  })
})

describe('one code', () => {
  it.each([-1, 0, 1])('is accepted %i steps from now', (delta) => {
    expect(verifyCode(device(), codeAt(seed, now + delta), NOW)).toEqual({ accepted: true, step: now + delta, drift: delta })
  })
  it('is refused two steps away, as clock drift', () => {
    expect(verifyCode(device(), codeAt(seed, now + 2), NOW)).toMatchObject({ accepted: false, reason: 'clock-drift' })
  })
  it('is accepted around a drift that was learned', () => {
    expect(verifyCode(device({ drift: -8 }), codeAt(seed, now - 8), NOW)).toMatchObject({ accepted: true })
  })
  it('is refused when it is nobody’s', () => {
    expect(verifyCode(device(), 'abcdef', NOW)).toMatchObject({ accepted: false, reason: 'code-wrong' })
  })
  it('is never accepted twice, nor one older than the last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 12 }), (deltas) => {
        const accepted: number[] = []
        let lastStep: number | undefined
        for (const delta of deltas) {
          const result = verifyCode(device(lastStep === undefined ? {} : { lastStep }), codeAt(seed, now + delta), NOW)
          if (!result.accepted) continue
          accepted.push(result.step)
          lastStep = result.step
        }
        expect(accepted).toEqual([...new Set(accepted)].sort((a, b) => a - b))
      }),
      { numRuns: 30 },
    )
  })
  describe('after the clock was set back', () => {
    const spent = (ahead: number, drift = 0) => device({ lastStep: now + ahead + drift, drift })
    it.each([2 * 60, 24 * 120])('by %i steps is accepted: what was spent ahead is void', (ahead) => {
      expect(verifyCode(spent(ahead), codeAt(seed, now), NOW)).toMatchObject({ accepted: true, step: now })
      expect(verifyCode(spent(ahead, 5), codeAt(seed, now + 5), NOW)).toMatchObject({ accepted: true, step: now + 5 })
      expect(verifyPair(spent(ahead), codeAt(seed, now - 1), codeAt(seed, now), NOW)).toMatchObject({ accepted: true })
    })
    it('a little waits, since the code that was spent may still be on show', () => {
      expect(verifyCode(spent(1), codeAt(seed, now + 1), NOW)).toMatchObject({ accepted: false, reason: 'mfa-code-reused' })
      expect(verifyCode(spent(4), codeAt(seed, now), NOW)).toMatchObject({ accepted: false, reason: 'mfa-code-reused' })
    })
    it('is spent again once it is used', () => {
      expect(verifyCode(device({ lastStep: now }), codeAt(seed, now), NOW)).toMatchObject({ reason: 'mfa-code-reused' })
    })
    it('still counts for a device that runs fast', () => {
      expect(verifyCode(device({ lastStep: now + 12, drift: 12 }), codeAt(seed, now + 12), NOW)).toMatchObject({
        reason: 'mfa-code-reused',
      })
    })
  })
})

describe('two codes', () => {
  const pair = (a: number, b: number) => verifyPair(device(), codeAt(seed, now + a), codeAt(seed, now + b), NOW)
  it('are accepted in a row, and the drift is learned', () => {
    expect(pair(-1, 0)).toEqual({ accepted: true, step: now, drift: 0 })
    expect(pair(-11, -10)).toEqual({ accepted: true, step: now - 10, drift: -10 })
  })
  it('are refused when equal, out of order, or with a gap', () => {
    expect(pair(0, 0)).toMatchObject({ accepted: false, reason: 'codes-identical' })
    expect(pair(0, -1)).toMatchObject({ accepted: false, reason: 'codes-not-consecutive' })
    expect(pair(-2, 0)).toMatchObject({ accepted: false, reason: 'codes-not-consecutive' })
  })
  it('are refused from another time, which is told apart from wrong ones', () => {
    expect(pair(100, 101)).toMatchObject({ accepted: false, reason: 'clock-drift' })
    expect(pair(-20, -19)).toMatchObject({ accepted: false, reason: 'clock-drift' })
    expect(verifyPair(device(), '000000', '111111', NOW)).toMatchObject({ accepted: false, reason: 'code-wrong' })
  })
})
