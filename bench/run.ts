import { growthFigures } from './growth.js'
import { wireFigures } from './wire.js'

/** `npm run bench`: ratios of medians, ours and baseline in one run. The absolute numbers say little. */
for (const { name, ours, baseline, unit, budget } of [...(await wireFigures()), ...(await growthFigures())]) {
  const ratio = ours / baseline
  const met = 'atLeast' in budget ? ratio >= budget.atLeast : ratio <= budget.atMost
  const wanted = 'atLeast' in budget ? `≥ ${budget.atLeast}` : `≤ ${budget.atMost}`
  const figures = `${ours.toFixed(unit === 'ms' ? 3 : 0)} / ${baseline.toFixed(unit === 'ms' ? 3 : 0)} ${unit}`
  process.stdout.write(`${met ? 'met    ' : 'NOT MET'} ${name}: ${ratio.toFixed(2)} (budget ${wanted}; ${figures})\n`)
}
process.exit(0)
