import { api } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'
import type { LessonProgress } from './types.js'

/** Posts to a lesson for the signed-in account and shows the progress that comes back; throws ApiError. */
export function useLessonPost(lessonId: string): (path: string, body?: Record<string, unknown>) => Promise<void> {
  const { accountId } = useSession()
  const { keep } = useLab()
  return async (path, body = {}) =>
    keep(lessonId, await api<LessonProgress>('POST', `/lab/lessons/${lessonId}/${path}`, { account: accountId, ...body }))
}
