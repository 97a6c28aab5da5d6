import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../server/cli/paths.js'
import { buildServer } from '../support/target.js'
import type { Kept } from './case.js'
import { caseNumber, Fuzzer } from './fuzzer.js'
import { Replayer } from './minimise.js'
import { discover } from './surface.js'

const SEED = 4
const FRONTS = ['wire', 'signin', 'lab', 'bytes'] as const
/** A fixed number, not a time: a slow machine sends the same. `npm run fuzz -- --minutes 60` goes on from here. */
const CASES = 1200
/** Half a minute on an idle machine. */
const MINUTES_10 = 600_000

const folder = buildServer()
const surface = await discover()
const replayer = new Replayer(folder)
afterAll(() => replayer.stop())

describe('what is fuzzed', () => {
  it('is every route of the server, with the schema of each body and the names in each query', () => {
    const found = new Map(surface.routes.map((route) => [`${route.method} ${route.path}`, route]))
    expect(found.get('POST /api/signin/')?.bodies[0]?.oneOf).toHaveLength(2)
    expect(Object.keys(found.get('POST /api/lab/lessons/:id/hint')?.bodies[0]?.properties ?? {})).toContain('step')
    expect(found.get('GET /api/lab/lessons/:id/worksheet')?.query).toContain('snippet')
    expect(surface.routes.length).toBeGreaterThan(40)
  })

  it('is the same for the same seed', () => {
    const cases = (seed: number) =>
      Array.from({ length: 200 }, (_, index) => caseNumber(index, { seed, fronts: FRONTS, surface }))
    expect(cases(SEED)).toEqual(cases(SEED))
    expect(cases(SEED)).not.toEqual(cases(SEED + 1))
  })
})

it(
  'answers each case that was found once',
  async () => {
    const folderOfCases = join(ROOT, 'test/fuzz/cases')
    for (const name of readdirSync(folderOfCases).filter((one) => one.endsWith('.json'))) {
      const { cases } = JSON.parse(readFileSync(join(folderOfCases, name), 'utf8')) as Kept
      expect(await replayer.replay(cases), name).toBeUndefined()
    }
  },
  MINUTES_10,
)

describe('the server', () => {
  it(
    'answers whatever it is sent, and serves another account meanwhile',
    async () => {
      const until = Number.POSITIVE_INFINITY
      const { findings, byFront } = await new Fuzzer({ seed: SEED, cases: CASES, until, fronts: FRONTS, folder, surface }).run()
      expect(findings).toEqual([])
      expect(Object.keys(byFront).sort()).toEqual([...FRONTS].sort())
    },
    MINUTES_10,
  )
})
