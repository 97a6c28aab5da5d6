import type { SolutionLine } from '../lessons/format/lesson.js'
import { ACTS } from './acts.js'
import type { Learner } from './learner.js'

const PARTNER = 'partner.'

/**
 * One line of a solution; an error that the server answers is part of the play. `as: partner.root` plays it in the
 * lesson's second account. Returns the codes of the calls that were refused.
 */
export async function play(learner: Learner, line: SolutionLine, lesson: string): Promise<Learner['refused']> {
  const { as, call, with: input } = JSON.parse(await learner.filled(JSON.stringify(line))) as SolutionLine
  const player = as.startsWith(PARTNER) ? await learner.partner() : learner
  player.refused.length = 0
  await playAs(player, { as: as.startsWith(PARTNER) ? as.slice(PARTNER.length) : as, call, with: input }, lesson)
  return [...player.refused]
}

async function playAs(learner: Learner, { as, call, with: input }: SolutionLine, lesson: string): Promise<void> {
  const act = ACTS[call]
  if (act) await act(learner, as, input as Record<string, never>, lesson)
  else if (call.startsWith('dojo:')) throw new Error(`there is no act ${call}`)
  else await learner.call(call, input, await learner.keysOf(as))
}
