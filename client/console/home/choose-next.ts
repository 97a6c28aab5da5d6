import type { LessonProgress, LessonSummary } from '../../../server/lab/api/contract.js'
import { isBehind } from '../../lab/lesson-order.js'

type Progress = Pick<LessonProgress, 'status' | 'steps'> & { grade?: unknown }

export const passedSteps = (progress: Pick<LessonProgress, 'steps'> | undefined): number =>
  Object.values(progress?.steps ?? {}).filter(({ state }) => state === 'passed').length

type Elsewhere = Readonly<Record<string, unknown>>

/**
 * What comes next in an account; `exam` is the lesson that the account was made for, `elsewhere` the exams that another
 * account passed. An exam that was handed in is over. Undefined while lessons or progress aren't known.
 */
export function nextLesson(
  lessons: readonly LessonSummary[],
  progress: Readonly<Record<string, Progress>>,
  exam: string | undefined,
  elsewhere: Elsewhere = {},
): LessonSummary | 'done' | undefined {
  const open = lessons.filter(({ id, status }) => status === 'ready' && (exam === undefined || id === exam))
  if (open.length === 0 || open.some(({ id }) => progress[id] === undefined)) return undefined
  const isOver = ({ id }: LessonSummary) => progress[id]?.grade !== undefined || isBehind(progress[id], elsewhere[id])
  return open.find((lesson) => !isOver(lesson)) ?? 'done'
}
