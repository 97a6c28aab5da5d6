import { readFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { type LeftOut, leftOut } from './left-out.js'
import { chosen, suites } from './selection.js'

/** What `vitest --reporter=json` writes. */
interface Report {
  testResults: { name: string; assertionResults: { status: string }[] }[]
}

/**
 * Says how much of `npm test` ran, and fails a whole run that has less than it has for these rooms. With NPM_TEST_REPORT,
 * the JSON report of `npm test`, each file is compared with what it had there.
 */
export default class Summary implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const { root } = this.#vitest?.config ?? { root: process.cwd() }
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const ran = tests.filter(hasRun)
    const files = modules.filter((module) => [...module.children.allTests()].some(hasRun))
    const all = suites(root).length
    const faults = this.#isWhole ? faultsOf(root, modules, process.env.NPM_TEST_REPORT) : []
    const skipped = `${tests.length - ran.length} tests skipped, ${leftOut.length} entries in test/processes/left-out.ts`
    print(`test:processes: ${files.length} of ${all} files, ${ran.length} tests over two processes; ${skipped}`)
    for (const fault of faults) print(`test:processes: ${fault}`)
    if (faults.length > 0) process.exitCode = 1
  }

  /** Nobody asked for some files or tests alone. */
  get #isWhole(): boolean {
    const { config, filenamePattern } = (this.#vitest ?? {}) as Partial<Vitest> & { filenamePattern?: string[] }
    return !filenamePattern?.length && !config?.testNamePattern
  }
}

/** What a whole run has less than `npm test`; `report` is the path of its JSON report. */
export function faultsOf(root: string, modules: readonly Module[], report?: string): string[] {
  return [...missing(root, modules), ...stale(root, modules), ...fewer(root, modules, report)]
}

/** What is asked of vitest's own. */
interface Module {
  readonly relativeModuleId: string
  state(): string
  readonly children: { allTests(): Iterable<Test> }
}

type Test = Pick<TestCase, 'fullName'> & { result(): { state: string } }

const print = (line: string) => process.stdout.write(`${line}\n`)

const hasRun = (test: Test): boolean => ['passed', 'failed'].includes(test.result().state)

const nameOf = (module: Module): string => module.relativeModuleId

/** Files whose tests didn't run. */
function missing(root: string, modules: readonly Module[]): string[] {
  const ran = new Set(modules.filter((module) => module.state() !== 'queued').map(nameOf))
  return chosen(root)
    .filter((file) => !ran.has(file))
    .map((file) => `${file} did not run`)
}

/** Entries of the list that name nothing any more. */
function stale(root: string, modules: readonly Module[]): string[] {
  const known = new Set(suites(root))
  const isThere = ({ file, test }: LeftOut) => {
    if (test === undefined) return known.has(file)
    const module = modules.find((one) => nameOf(one) === file)
    return [...(module?.children.allTests() ?? [])].some(({ fullName }) => fullName === test)
  }
  return leftOut.filter((one) => !isThere(one)).map(({ file, test = '' }) => `${file} ${test}: left out, but not there`)
}

/** Files that have fewer tests here than in `npm test`: skipped ones count as long as the list names them. */
function fewer(root: string, modules: readonly Module[], path: string | undefined): string[] {
  if (!path) return []
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  return report.testResults.flatMap(({ name, assertionResults }) => {
    const file = name.replaceAll('\\', '/').slice(root.replaceAll('\\', '/').replace(/\/*$/, '/').length)
    const module = modules.find((one) => nameOf(one) === file)
    if (!module) return []
    const there = assertionResults.filter(({ status }) => ['passed', 'failed'].includes(status)).length
    const listed = leftOut.filter((one) => one.file === file).length
    const here = [...module.children.allTests()].filter(hasRun).length
    return here + listed < there ? [`${file} ran ${here} tests, npm test ${there}, and ${listed} are on the list`] : []
  })
}
