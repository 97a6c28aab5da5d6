import { randomInt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../server/cli/paths.js'
import { buildServer } from '../support/target.js'
import type { Front, Kept } from './case.js'
import { type Finding, Fuzzer, type Tally } from './fuzzer.js'
import { Replayer } from './minimise.js'
import { discover } from './surface.js'

const USAGE = `npm run fuzz -- [--minutes 1] [--cases N] [--seed N] [--fronts wire,signin,lab,bytes]
npm run fuzz -- --replay test/fuzz/cases/name.json
`
const FRONTS: readonly Front[] = ['wire', 'signin', 'lab', 'bytes']
const MAX_SUSPECTS = 12
const CASES = join(ROOT, 'test/fuzz/cases')

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    cases: { type: 'string' },
    seed: { type: 'string', default: String(randomInt(1_000_000_000)) },
    fronts: { type: 'string', default: FRONTS.join() },
    replay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const folder = buildServer()
  if (values.replay !== undefined) {
    const { cases } = JSON.parse(readFileSync(values.replay, 'utf8')) as Kept
    const replayer = new Replayer(folder)
    const wrong = await replayer.replay(cases)
    await replayer.stop()
    process.stdout.write(`${wrong ?? 'nothing is wrong'}\n`)
    process.exitCode = wrong === undefined ? 0 : 1
    return
  }
  await fuzz(folder)
}

async function fuzz(folder: string): Promise<void> {
  const seed = Number(values.seed)
  const fronts = FRONTS.filter((front) => values.fronts.split(',').includes(front))
  process.stdout.write(`seed ${seed}\n`)
  const fuzzer = new Fuzzer({
    seed,
    fronts,
    folder,
    surface: await discover(),
    cases: values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases),
    until: values.cases === undefined ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY,
    onProgress: (tally) => process.stdout.write(`${line(tally)}\n`),
    onFinding: ({ what, detail }) => process.stdout.write(`found: ${what}: ${detail}\n`),
  })
  const tally = await fuzzer.run()
  process.stdout.write(`${line(tally)}\n`)
  const replayer = new Replayer(folder)
  for (const finding of tally.findings) await keep(replayer, seed, finding)
  await replayer.stop()
  process.exitCode = tally.findings.length > 0 ? 1 : 0
}

const counts = (by: Record<string, number>): string =>
  Object.entries(by)
    .sort()
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

function line({ cases, byFront, byStatus, maxMegabytes, findings, startedAt, again }: Tally): string {
  const seconds = (Date.now() - startedAt) / 1000
  return [
    `${Math.round(seconds)} s: ${cases} cases (${Math.round(cases / seconds)}/s)`,
    counts(byFront),
    counts(byStatus),
    `at most ${Math.round(maxMegabytes)} MB`,
    `${findings.length} findings${again > 0 ? ` (seen again ${again} times)` : ''}`,
  ].join(' · ')
}

/**
 * Says what was found. A case that is wrong on its own is made small and kept for `npm test` to replay; where none is, all
 * that were on their way are kept for a person to look at.
 */
async function keep(replayer: Replayer, seed: number, { what, detail, cases }: Finding): Promise<void> {
  const small = await replayer.minimised(cases.slice(0, MAX_SUSPECTS))
  const kept: Kept = { seen: `${what}: ${detail}`, seed, cases: small ? [small] : cases }
  const name = `${what}-${small?.about ?? 'together'}-${seed}`.replace(/[^\w]+/g, '-').slice(0, 90)
  const file = join(small ? CASES : tmpdir(), `${name}.json`)
  writeFileSync(file, `${JSON.stringify(kept, undefined, 1)}\n`)
  process.stdout.write(`\n${what}: ${detail}\n  ${small ? small.about : 'no single case does it'} → ${file}\n`)
}

await main()
