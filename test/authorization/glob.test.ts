import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementsMatch, globElements, globMatches, literalElements } from '../../server/authorization/glob.js'

const asRegExp = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.$^]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, 'u')

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 12 })
const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 20 })

describe('a pattern with wildcards', () => {
  it('matches what the same regular expression matches, by either way', () => {
    fc.assert(
      fc.property(pattern, text, (given, tried) => {
        const expected = asRegExp(given).test(tried)
        expect(globMatches(given, tried)).toBe(expected)
        expect(elementsMatch(globElements(given), tried)).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('is decided the other way where going back would take too long', () => {
    const many = 'a'.repeat(2000)
    expect(globMatches(`*${'a'.repeat(900)}b`, many)).toBe(false)
    expect(globMatches(`*${'a'.repeat(900)}b`, `${many}b`)).toBe(true)
    expect(globMatches(`*${'?a'.repeat(450)}b*`, `${many}b${many}`)).toBe(true)
    expect(globMatches(`*${'a'.repeat(40)}b*${'a'.repeat(40)}b*c`, `${many}b${many}b${many}`)).toBe(false)
  })

  it('may have as many elements as fill a word, and one more', () => {
    for (const length of [31, 32, 33, 64]) {
      const exact = literalElements('a'.repeat(length))
      expect(elementsMatch(exact, 'a'.repeat(length))).toBe(true)
      expect(elementsMatch(exact, 'a'.repeat(length + 1))).toBe(false)
      expect(elementsMatch(exact, 'a'.repeat(length - 1))).toBe(false)
    }
  })

  it('takes a pair of surrogates as one character', () => {
    expect(globMatches('?', '🔑')).toBe(true)
    expect(globMatches('??', '🔑')).toBe(false)
    expect(elementsMatch(globElements('a?b'), 'a🔑b')).toBe(true)
  })
})
