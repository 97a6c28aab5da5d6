import { accountEntity, accountTime } from '../../account/account.js'
import { ApiError } from '../../api/api-error.js'
import { makeInheritedAccount } from '../../lab/accounts/inherited-account.js'
import { startLesson } from '../../lab/lesson-starts.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { ClassroomServices } from '../services.js'
import { currentSeat } from './current-seat.js'
import { addSeat, type ExamRow, seatRow } from './exam-rows.js'
import type { SeatBody } from './exam-state.js'

/** Whose account of which exam: written with the account, so that an attempt that was interrupted makes no second one. */
const EXAM_ACCOUNT = 'class-exam-account'
/** zxcvbn's best. */
const SCORE = 4

type Services = Pick<ClassroomServices, 'store' | 'lab'>

interface Seating {
  exam: ExamRow
  lesson: Lesson
  /** Of a root password that nobody knows. */
  nobodysHash: string
}

/** Gives a learner an account of the exam and a seat with it, if they have none yet. Throws ApiError SitsAnother. */
export async function seat(services: Services, { exam, lesson, nobodysHash }: Seating, learner: { id: string }): Promise<void> {
  const { lab, store } = services
  if (await seatRow(services, exam, learner.id)) return
  if (!(await store.learners.get(learner.id))) throw new ApiError(404, 'NoSuchLearner', 'They left the class.')
  const current = await currentSeat(services, exam.classId, learner.id)
  if (current?.isSitting) throw new ApiError(409, 'SitsAnother', 'They’re still sitting another exam.')
  const accountId = await examAccount(services, exam, lesson, learner.id)
  await closeRoot(services, accountId, nobodysHash)
  await addSeat(services, exam, learner, lab.clock.now(), { accountId, extraMinutes: 0 })
}

async function examAccount({ lab }: Services, exam: ExamRow, lesson: Lesson, learner: string): Promise<string> {
  const id = `${exam.id}/${learner}`
  const made = await lab.documents.get<{ accountId: string }>(EXAM_ACCOUNT, id)
  if (made && (await lab.accounts.get(made.accountId))) return made.accountId
  const name = lesson.start ?? ''
  const fixture = lab.course().fixtures.get(name)
  if (!fixture) throw new Error(`there’s no fixture ${name}`)
  const { accountId } = await makeInheritedAccount(lab, fixture, (accountId) => [
    lab.learners.ownershipOf(learner, { accountId, fixture: name }),
    { collection: EXAM_ACCOUNT, id, body: { accountId } },
  ])
  return accountId
}

/** The fixture's root password stands in a file that all can read. Learners get one of their own by their passphrase. */
async function closeRoot({ lab }: Services, accountId: string, hash: string): Promise<void> {
  const { accounts, clock } = lab
  await accounts.write(await accounts.existing(accountId), (draft) => {
    const rootPassword = { hash, changedAt: accountTime(draft, clock.now()), score: SCORE }
    draft.put('Account', { ...accountEntity(draft), rootPassword })
  })
}

/** Starts the exam in its account, if it wasn't. */
export async function begin({ lab }: Services, lesson: Lesson, { accountId }: SeatBody): Promise<void> {
  const { status } = await lab.engine.progressOf(accountId, lesson)
  if (status === 'not-started') await startLesson(lab, accountId, lesson, { setUp: true, ofClass: { withheld: true } })
}
