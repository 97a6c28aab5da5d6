import type { LabApi, LessonProgress } from '../../server/lab/api/contract.js'
import { api, type PathParameters } from '../shared/api.js'
import { useSession } from '../shared/session.js'
import { useLab } from './lab-context.js'

/** The routes about a lesson that take whose account is meant, and answer its progress. */
type LessonRoute = {
  [R in keyof LabApi]: LabApi[R] extends { body: { account: string }; answer: LessonProgress } ? R : never
}[keyof LabApi]

type Post = <R extends LessonRoute>(
  route: R,
  body: Omit<LabApi[R]['body'], 'account'>,
  ...[path]: [Exclude<PathParameters<R>, 'id'>] extends [never] ? [] : [path: Record<Exclude<PathParameters<R>, 'id'>, string>]
) => Promise<void>

/** Posts to a lesson for the signed-in account and shows the progress that comes back; throws ApiError. */
export function useLessonPost(lessonId: string): Post {
  const { accountId } = useSession()
  const { keep } = useLab()
  return async (route, body, ...[path]) => {
    const asked = { path: { id: lessonId, ...path }, body: { account: accountId, ...body } }
    keep(lessonId, await api<LessonRoute>(route, asked as never))
  }
}
