import type { SolutionLine } from '../lessons/format/lesson.js'
import { ACTS } from './acts.js'
import type { Learner } from './learner.js'

/** One line of a solution; an error that the server answers is part of the play. */
export async function play(learner: Learner, line: SolutionLine, lesson: string): Promise<void> {
  const { as, call, with: input } = JSON.parse(await learner.filled(JSON.stringify(line))) as SolutionLine
  const act = ACTS[call]
  if (act) await act(learner, as, input as Record<string, never>, lesson)
  else if (call.startsWith('dojo:')) throw new Error(`there is no act ${call}`)
  else await learner.call(call, input, await learner.keysOf(as))
}
