import { MINUTE_MS } from '../account/durations.js'
import { ApiError } from '../api/api-error.js'
import { LOCAL } from '../lab/learners.js'
import type { ClassRules } from '../lab/services.js'
import { paceLock } from './acts/pace-lock.js'
import { isExamAccount } from './exam/exam-accounts.js'
import { refusedByExam } from './exam/exam-rules.js'
import { type ClassBody, changeLearner, type LearnerBody } from './rows.js'
import type { ClassroomServices } from './services.js'
import { LEARNER_PREFIX } from './visitors.js'

/** Of their own: second accounts of lessons come on top. */
const MAX_ACCOUNTS = 3
/** A process that was killed while it made an account gives the place back after so long. */
const MAKING_MS = 2 * MINUTE_MS

type Services = Pick<ClassroomServices, 'store' | 'lab'>

/** What the classes of this server say about their learners in the lab. */
export const classRules = (services: Services): ClassRules => ({
  withPlaceForAccount: (learner, make) => withPlaceForAccount(services, learner, make),

  async refuses({ learner, accountId }, act) {
    if (!learner.startsWith(LEARNER_PREFIX)) return undefined
    const row = await services.store.learners.get<LearnerBody>(learner)
    const of = row && (await services.store.classes.get<ClassBody>(row.classId))
    if (!of) return undefined
    if (of.body.archivedAt !== undefined && act !== 'explain' && act !== 'export')
      return 'Your class is archived, so nothing in it can be changed.'
    return refusedByExam(services, { classId: of.id, learner, accountId }, act)
  },

  async heldAt(learner, lesson) {
    const row = learner.startsWith(LEARNER_PREFIX) && (await services.store.learners.get<LearnerBody>(learner))
    const lock = row ? await paceLock(services, row.classId) : undefined
    return lock?.lesson === lesson ? lock.step : undefined
  },
})

/**
 * A place is taken before the account is made and given back afterwards, in the learner's row: two requests at the same
 * time, at two processes even, can't both have the last one. Throws ApiError JoinFirst, TooManyAccounts.
 */
async function withPlaceForAccount<T>(services: Services, learner: string, make: () => Promise<T>): Promise<T> {
  if (learner === LOCAL) return make()
  const { store, lab } = services
  const known = learner.startsWith(LEARNER_PREFIX) && (await store.learners.get<LearnerBody>(learner))
  if (!known) {
    throw new ApiError(403, 'JoinFirst', 'Accounts on this server are for those who have joined a class.', {
      nextStep: 'Join yours at /join.',
    })
  }
  const at = lab.clock.now()
  await changeLearner(store, learner, async (body) => {
    const making = (body.making ?? []).filter((since) => since > at - MAKING_MS)
    if ((await ownAccounts(services, learner)) + making.length >= MAX_ACCOUNTS) {
      throw new ApiError(403, 'TooManyAccounts', `In a class you can have ${MAX_ACCOUNTS} accounts at most.`, {
        nextStep: 'Reset or delete one that you no longer need.',
      })
    }
    return { ...body, making: [...making, at] }
  })
  try {
    return await make()
  } finally {
    await changeLearner(store, learner, ({ making = [], ...body }) => {
      const index = making.indexOf(at)
      return { ...body, making: making.filter((_, other) => other !== index) }
    })
  }
}

/** A second account of a lesson, or an exam's own: not one that the learner made. */
const isOfLesson = async ({ lab }: Pick<Services, 'lab'>, accountId: string): Promise<boolean> =>
  (await lab.partners.isOf(accountId)) !== undefined || isExamAccount({ lab }, accountId)

async function ownAccounts({ lab }: Services, learner: string): Promise<number> {
  const owned = await lab.learners.accountsOf(learner)
  const others = await Promise.all(owned.map(({ accountId }) => isOfLesson({ lab }, accountId)))
  return others.filter((other) => !other).length
}
