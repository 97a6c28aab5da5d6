import { ApiError } from '../api/api-error.js'
import { breathe } from '../bounds/turn.js'
import type { ActResult } from './contract.js'

/** So many accounts are worked on at a time: more would only wait for the database and keep all others waiting there. */
const AT_A_TIME = 6

type Log = (event: string, details: Record<string, unknown>) => void

/** Does something for each of these; what fails for one is said, and doesn't keep it from the others. */
export async function forEachLearner<T extends { id: string }>(
  learners: readonly T[],
  work: (learner: T) => Promise<void>,
  log: Log,
): Promise<ActResult> {
  const failed: ActResult['failed'] = []
  const left = learners.values()
  const worker = async () => {
    for (const learner of left) {
      try {
        await work(learner)
      } catch (error) {
        failed.push({ learner: learner.id, message: sentenceOf(error, log) })
      }
      await breathe()
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return { done: learners.length - failed.length, failed }
}

function sentenceOf(error: unknown, log: Log): string {
  if (error instanceof ApiError) return error.message
  log('something could not be done for a learner', { error })
  return 'It didn’t work. Try it again for this learner.'
}
