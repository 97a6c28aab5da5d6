import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEBIAN, type Outcomes, runBoth, shown } from './both-clis.js'
import { CASES, FILES } from './ec2-commands.js'

let outcomes: Outcomes

describe.skipIf(!existsSync(DEBIAN))('aws ec2 of the terminal, beside Debian’s own', () => {
  beforeAll(async () => {
    outcomes = await runBoth(CASES, FILES)
  })

  it.each(CASES.map((test, index) => [`${index} aws ${test.line}`, test, index] as const))('%s', (_name, test, index) => {
    expect(shown(outcomes.ours[index], test)).toEqual(shown(outcomes.real[index], test))
  })
})
