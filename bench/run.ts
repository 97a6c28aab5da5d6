import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { accountFigures } from './accounts.js'
import { classroomFigures } from './classroom.js'
import { coldStartFigures } from './cold-start.js'
import { evaluationFigures } from './evaluation.js'
import { eventStreamFigures } from './event-streams.js'
import { growthFigures } from './growth.js'
import { hostileFigures } from './hostile.js'
import { memoryFigures } from './memory.js'
import { paintFigures } from './paint.js'
import { postgresFigures } from './postgres.js'
import type { Figure } from './rounds.js'
import { signInFigures } from './sign-in.js'
import { sshFigures } from './ssh.js'
import { wireFigures } from './wire.js'

const BENCHES: Record<string, () => Promise<Figure[]>> = {
  wire: wireFigures,
  growth: growthFigures,
  accounts: accountFigures,
  'sign-in': signInFigures,
  hostile: hostileFigures,
  evaluation: evaluationFigures,
  'event-streams': eventStreamFigures,
  ssh: sshFigures,
  classroom: classroomFigures,
  'cold-start': coldStartFigures,
  memory: memoryFigures,
  postgres: postgresFigures,
  paint: paintFigures,
}

/** `npm run bench [-- NAME …]`: ratios of medians, ours and baseline in one run. The absolute numbers say little. */
const wanted = process.argv.slice(2)
if (wanted.length === 0) {
  // A process for each, so that none pays for what another has allocated.
  for (const bench of Object.keys(BENCHES)) {
    const { status } = spawnSync('npx', ['tsx', fileURLToPath(import.meta.url), bench], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
} else {
  for (const bench of wanted) {
    for (const figure of (await BENCHES[bench]?.()) ?? []) process.stdout.write(`${line(figure)}\n`)
  }
  process.exit(0)
}

function line({ name, ours, baseline, unit, budget }: Figure): string {
  const ratio = ours / baseline
  const limit = budget && ('atLeast' in budget ? `≥ ${budget.atLeast}` : `≤ ${budget.atMost}`)
  const asked = limit ? `budget ${limit}` : 'no budget here'
  const digits = ours < 10 ? 3 : 0
  const shown =
    baseline === 1
      ? `${ours.toFixed(digits)} ${unit} (${asked} ${unit})`
      : `${ratio.toFixed(2)} (${asked}; ${ours.toFixed(digits)} / ${baseline.toFixed(digits)} ${unit})`
  return `${verdict(ratio, budget)} ${name}: ${shown}`
}

function verdict(ratio: number, budget: Figure['budget']): string {
  if (!budget) return 'stated '
  const met = 'atLeast' in budget ? ratio >= budget.atLeast : ratio <= budget.atMost
  return met ? 'met    ' : 'NOT MET'
}
