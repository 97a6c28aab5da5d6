import { ApiError } from '../../api/api-error.js'
import { resetAccount } from '../../lab/accounts/reset-account.js'
import { takeBack } from '../../lab/lesson-starts.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { makeAccount } from '../accounts.js'
import { currentSeat } from '../exam/current-seat.js'
import type { ClassRow, LearnerRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { lessonToAct } from './lesson-to-act.js'
import { paceLock } from './pace-lock.js'
import { playedAccounts } from './played-accounts.js'

/** What one learner may have from their instructor; their own three come out of the same number. */
const MAX_ACCOUNTS = 8

type Services = Pick<ClassroomServices, 'store' | 'lab' | 'rootPasswords'>

/** Where a learner has begun a lesson, with their progress. Throws ApiError NotStarted. */
async function begunIn({ lab }: Services, { id }: LearnerRow, lesson: Lesson) {
  const begun: { accountId: string; progress: LessonProgress }[] = []
  for (const accountId of await playedAccounts(lab, id)) {
    const progress = await lab.engine.progressOf(accountId, lesson)
    if (progress.status !== 'not-started') begun.push({ accountId, progress })
  }
  if (begun.length === 0) throw new ApiError(409, 'NotStarted', 'They haven’t started this lesson.')
  return begun
}

async function refuseInExam(services: Services, { id, classId }: LearnerRow): Promise<void> {
  if ((await currentSeat(services, classId, id))?.isSitting) throw new ApiError(409, 'SitsAnExam', 'They’re sitting an exam.')
}

/** Opens the next hint of a step. Throws ApiError NotStarted, NotThere, NoMoreHints, SitsAnExam. */
export async function openNextHint(services: Services, learner: LearnerRow, lessonId: string, stepId: string): Promise<void> {
  await refuseInExam(services, learner)
  const lesson = lessonToAct(services.lab, lessonId, stepId)
  const begun = await begunIn(services, learner, lesson)
  const atStep = begun.find(({ progress }) => progress.steps[stepId]?.state === 'open')
  if (!atStep) throw new ApiError(409, 'NotThere', 'They aren’t at this step.')
  const next = (atStep.progress.steps[stepId]?.hintsOpened ?? 0) + 1
  if (next > lesson.step.hints.length) throw new ApiError(409, 'NoMoreHints', 'All hints of this step are open.')
  await services.lab.engine.openHint(atStep.accountId, lesson, stepId, next)
}

/** In all accounts that they play in, and in the second accounts of their lessons. Throws ApiError TooFar, SitsAnExam. */
export async function forwardClocks(services: Services, learner: LearnerRow, ms: number): Promise<void> {
  const { lab } = services
  await refuseInExam(services, learner)
  for (const accountId of await playedAccounts(lab, learner.id)) {
    const partners = await lab.partners.allOf(accountId)
    for (const one of [accountId, ...partners.map((partner) => partner.accountId)]) {
      if ((await lab.accounts.get(one)) && (await lab.actors.forward(one, ms)) === undefined)
        throw new ApiError(400, 'TooFar', 'You can move a clock at most ten years ahead.')
    }
  }
}

/** Throws ApiError NotStarted, NotThere, SitsAnExam. */
export async function resetStep(services: Services, learner: LearnerRow, lessonId: string, stepId: string): Promise<void> {
  await refuseInExam(services, learner)
  const lesson = lessonToAct(services.lab, lessonId, stepId)
  const begun = await begunIn(services, learner, lesson)
  const reached = begun.filter(({ progress }) => progress.steps[stepId]?.state !== 'locked')
  if (reached.length === 0) throw new ApiError(409, 'NotThere', 'They haven’t got to this step.')
  for (const { accountId } of reached) await services.lab.engine.reopen(accountId, lesson, stepId)
}

/** Takes the accounts back to where the lesson began. Throws ApiError NotStarted, NoCopy, SitsAnExam. */
export async function resetLesson(services: Services, learner: LearnerRow, lessonId: string): Promise<void> {
  await refuseInExam(services, learner)
  const lesson = lessonToAct(services.lab, lessonId)
  const lock = await paceLock(services, learner.classId)
  const ofClass = lock?.lesson === lessonId ? { heldAt: lock.step } : {}
  for (const { accountId } of await begunIn(services, learner, lesson)) await takeBack(services.lab, accountId, lesson, ofClass)
}

/** All accounts that they play in begin again, with the passwords that their root users have. Throws ApiError SitsAnExam. */
export async function resetAccounts(services: Services, learner: LearnerRow): Promise<void> {
  await refuseInExam(services, learner)
  for (const accountId of await playedAccounts(services.lab, learner.id)) await resetAccount(services.lab, accountId)
}

/** One more, as whoever joins the class gets; the others stay. Throws ApiError TooManyAccounts, SitsAnExam. */
export async function freshAccount(services: Services, of: ClassRow, learner: LearnerRow): Promise<string> {
  await refuseInExam(services, learner)
  if ((await playedAccounts(services.lab, learner.id)).length >= MAX_ACCOUNTS) {
    throw new ApiError(409, 'TooManyAccounts', `They have ${MAX_ACCOUNTS} accounts, which is the most.`, {
      nextStep: 'Reset one instead.',
    })
  }
  return (await makeAccount(services, of, learner)).accountId
}
