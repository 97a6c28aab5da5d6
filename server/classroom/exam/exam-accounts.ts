import type { AccountDocument } from '../../account/repository.js'
import type { ClassroomServices } from '../services.js'

type Services = Pick<ClassroomServices, 'lab'>

/** Whose account of which exam: written with the account, so that an attempt that was interrupted makes no second one. */
const EXAM_ACCOUNT = 'class-exam-account'

const idOf = (exam: string, learner: string): string => `${exam}/${learner}`

export const examAccountDocument = (exam: string, learner: string, accountId: string): AccountDocument => ({
  collection: EXAM_ACCOUNT,
  id: idOf(exam, learner),
  body: { accountId },
})

/** Undefined if there is none, or none any more. */
export async function examAccountOf({ lab }: Services, exam: string, learner: string): Promise<string | undefined> {
  const made = await lab.documents.get<{ accountId: string }>(EXAM_ACCOUNT, idOf(exam, learner))
  return made && (await lab.accounts.get(made.accountId)) ? made.accountId : undefined
}

/** An exam's own account, which is none of those that a learner plays in. */
export const isExamAccount = async ({ lab }: Services, accountId: string): Promise<boolean> =>
  (await lab.documents.listOf(accountId, EXAM_ACCOUNT)).length > 0
