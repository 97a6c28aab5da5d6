import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEBIAN, type Outcomes, runBoth, shown } from './both-clis.js'
import { CASES, FILES, LEFT_BEHIND } from './commands.js'

let outcomes: Outcomes

describe.skipIf(!existsSync(DEBIAN))('the aws command of the terminal, beside Debian’s own', () => {
  beforeAll(async () => {
    outcomes = await runBoth(CASES, FILES, LEFT_BEHIND)
  })

  it.each(CASES.map((test, index) => [`${index} aws ${test.line}`, test, index] as const))('%s', (_name, test, index) => {
    expect(shown(outcomes.ours[index], test)).toEqual(shown(outcomes.real[index], test))
  })

  it('leaves the same files behind', () => {
    const { left } = outcomes
    const seed = left.ours.pop() ?? ''
    expect(seed).toMatch(/^[A-Z2-7]{64}$/)
    expect(left.real.pop()).toHaveLength(seed.length)
    expect(left.ours).toEqual(left.real)
  })
})
