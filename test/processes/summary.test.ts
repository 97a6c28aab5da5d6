import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { leftOut } from './left-out.js'
import { chosen } from './selection.js'
import { faultsOf } from './summary.js'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-summary-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const all = chosen(root)
const [first = ''] = all

/** A file in which each test ended so, beside those that the list leaves out. */
const ran = (file: string, states = ['passed']) => ({
  relativeModuleId: file,
  state: () => 'passed',
  children: {
    allTests: () => [
      ...leftOut.flatMap(({ file: its, test }) => (its === file && test !== undefined ? [ended(test, 'skipped')] : [])),
      ...states.map((state, at) => ended(`test ${at}`, state)),
    ],
  },
})
const ended = (fullName: string, state: string) => ({ fullName, result: () => ({ state }) })

it('finds nothing where all files ran', () => {
  expect(all.length).toBeGreaterThan(100)
  expect(
    faultsOf(
      root,
      all.map((file) => ran(file)),
    ),
  ).toEqual([])
})

it('finds a file that did not run', () => {
  expect(
    faultsOf(
      root,
      all.slice(1).map((file) => ran(file)),
    ),
  ).toEqual([`${first} did not run`])
})

it('finds a file that ran fewer tests than in npm test', () => {
  const report = join(folder, 'report.json')
  const assertionResults = [{ status: 'passed' }, { status: 'passed' }, { status: 'pending' }]
  writeFileSync(report, JSON.stringify({ testResults: [{ name: join(root, first), assertionResults }] }))
  const files = (states: string[]) => [ran(first, states), ...all.slice(1).map((file) => ran(file))]
  expect(faultsOf(root, files(['passed', 'failed']), report)).toEqual([])
  expect(faultsOf(root, files(['passed', 'skipped']), report)).toEqual([
    `${first} ran 1 tests, npm test 2, and 0 are on the list`,
  ])
})
