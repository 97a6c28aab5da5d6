import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordStrength } from '../../server/credentials/password-strength.js'

/** Holds a character for every letter that zxcvbn knows substitutions of. */
export const SUBSTITUTIONS = 'Aa14@8({[<369&#!1/|0$5+7%2z'
/** zxcvbn alone takes minutes for the attack; this leaves room for a busy, slow machine. */
const MAX_CPU_MS = 2_000

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  return process.cpuUsage(before).user / 1000
}

describe('the estimate of a password', () => {
  it.each([
    ['every substitution', SUBSTITUTIONS],
    ['every substitution, 128 characters', SUBSTITUTIONS.repeat(5).slice(0, 128)],
    ['characters of two meanings', '1|7'.repeat(42)],
    ['one character', 'a'.repeat(128)],
    ['words', 'P@ssw0rd1!'.repeat(13)],
    ['dates', '1/1/1991'.repeat(16)],
    ['far more than anyone types', SUBSTITUTIONS.repeat(4000)],
  ])('costs little for %s', (_what, password) => {
    passwordStrength('warm', [])
    expect(cpuMs(() => passwordStrength(password, [password, 'a@example.com']))).toBeLessThan(MAX_CPU_MS)
  })

  it('costs little for any mixture of substitutions', () => {
    const unit = fc.constantFrom(...SUBSTITUTIONS, ...'|7eilostABC019/')
    fc.assert(
      fc.property(fc.string({ unit, minLength: 40, maxLength: 128 }), (password) => {
        expect(cpuMs(() => passwordStrength(password, []))).toBeLessThan(MAX_CPU_MS)
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['password', 0],
    ['P@ssw0rd', 0],
    ['p4ssw0rd!', 1],
    ['b@n4na', 1],
    ['constructor', 2],
    ['1ov3y0u', 1],
  ])('finds %s weak', (password, atMost) => {
    expect(passwordStrength(password, []).score).toBeLessThanOrEqual(atMost)
  })

  it.each(['lantern Orbit pickle 29', 'xK9#vTq2@wLz', 'walnut Harbor quilt 81'])('finds %s strong', (password) => {
    expect(passwordStrength(password, []).score).toBe(4)
  })

  it('knows what the account is called', () => {
    expect(passwordStrength('Quixotrandel', ['Quixotrandel']).score).toBeLessThan(2)
    expect(passwordStrength('Qu1x0tr4ndel', ['Quixotrandel']).score).toBeLessThan(2)
  })
})
