import fc from 'fast-check'
import type { Chance } from './chance.js'

const arbitraries = new Map<string, fc.Arbitrary<string> | undefined>()

/** A text that a pattern allows, or undefined where no generator understands the pattern. */
export function matching(chance: Chance, pattern: string): string | undefined {
  if (!arbitraries.has(pattern)) arbitraries.set(pattern, arbitraryOf(pattern))
  const arbitrary = arbitraries.get(pattern)
  if (!arbitrary) return undefined
  const [text] = fc.sample(arbitrary, { seed: chance.whole(0, 2 ** 31 - 1), numRuns: 1 })
  return text
}

function arbitraryOf(pattern: string): fc.Arbitrary<string> | undefined {
  const anchored = `^(?:${pattern.replace(/^\^|\$$/g, '')})$`
  for (const flags of ['u', '']) {
    try {
      const arbitrary = fc.stringMatching(new RegExp(anchored, flags), { size: 'small' })
      fc.sample(arbitrary, { seed: 1, numRuns: 1 })
      return arbitrary
    } catch {
      // A pattern of Java's that JavaScript, or fast-check, does not know: other texts stand in.
    }
  }
  return undefined
}

/** A text of `min` to `max` characters that the pattern allows if it can be had; often of exactly the least or the most. */
export function textWithin(chance: Chance, limits: { min?: number; max?: number; pattern?: string }): string {
  const { min = 0, max = 2000, pattern } = limits
  const made = (pattern === undefined ? undefined : matching(chance, pattern)) ?? 'abcXYZ019-_'.slice(0, chance.whole(1, 11))
  const most = Math.min(max, 140_000)
  const wanted = chance.weighted([
    [Math.max(min, Math.min(most, made.length)), 6],
    [min, 1],
    [most, 0.3],
  ])
  const filler = [...made].find((character) => /[a-zA-Z0-9]/.test(character)) ?? 'a'
  return made.length >= wanted ? made.slice(0, wanted) : made.padEnd(wanted, filler)
}
