import type { LessonProgress } from '../../server/lab/api/contract.js'

/** `elsewhere`: an exam that another account passed. */
export const isComplete = (progress: Pick<LessonProgress, 'status'> | undefined, elsewhere?: unknown): boolean =>
  elsewhere !== undefined || progress?.status === 'passed'

/** Nothing of the lesson waits: it is complete, or all its steps are done or were skipped. */
export function isBehind(progress: Pick<LessonProgress, 'status' | 'steps'> | undefined, elsewhere?: unknown): boolean {
  if (isComplete(progress, elsewhere)) return true
  const steps = Object.values(progress?.steps ?? {})
  return steps.length > 0 && steps.every(({ state }) => state === 'passed' || state === 'skipped')
}
