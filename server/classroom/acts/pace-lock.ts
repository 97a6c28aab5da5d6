import type { ActResult } from '../contract.js'
import { forEachLearner } from '../each-learner.js'
import { tellLearners } from '../news-to-learners.js'
import type { LearnerRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { currentItem, putCurrent } from './current-item.js'
import { lessonToAct } from './lesson-to-act.js'
import { playedAccounts } from './played-accounts.js'

const KIND = 'pace-lock'

export interface PaceLock {
  lesson: string
  step: string
}

type Services = Pick<ClassroomServices, 'store' | 'lab' | 'news'>

/** Where a class waits for now. */
export const paceLock = (services: Pick<Services, 'store'>, classId: string): Promise<PaceLock | undefined> =>
  currentItem<PaceLock>(services, classId, KIND)

/**
 * The class waits at a step: it can be passed, and none after it opens. Whoever is past it already finishes the step
 * that they're at. Undefined: nobody waits any more. Lessons that are started later ask for the lock themselves.
 */
export async function setPaceLock(
  services: Services,
  classId: string,
  learners: readonly LearnerRow[],
  lock: PaceLock | undefined,
): Promise<ActResult> {
  const { lab } = services
  const before = await paceLock(services, classId)
  if (lock) lessonToAct(lab, lock.lesson, lock.step)
  await putCurrent(services, classId, KIND, lock)
  const result = await forEachLearner(
    learners,
    async ({ id }) => {
      for (const accountId of await playedAccounts(lab, id)) {
        if (before && before.lesson !== lock?.lesson) await hold(services, accountId, before.lesson, undefined)
        if (lock) await hold(services, accountId, lock.lesson, lock.step)
      }
    },
    lab.log,
  )
  await tellLearners(
    services,
    classId,
    learners.map(({ id }) => id),
  )
  return result
}

async function hold({ lab }: Services, accountId: string, lessonId: string, step: string | undefined): Promise<void> {
  const lesson = lab.course().lessons.find(({ id }) => id === lessonId)
  if (lesson) await lab.engine.hold(accountId, lesson, step)
}
