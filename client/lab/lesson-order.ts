import type { LessonProgress } from '../../server/lab/api/contract.js'

/** Nothing of the lesson waits: all its steps are done or were skipped. `elsewhere`: an exam that another account passed. */
export function isBehind(progress: Pick<LessonProgress, 'status' | 'steps'> | undefined, elsewhere?: unknown): boolean {
  if (elsewhere !== undefined || progress?.status === 'passed') return true
  const steps = Object.values(progress?.steps ?? {})
  return steps.length > 0 && steps.every(({ state }) => state === 'passed' || state === 'skipped')
}
