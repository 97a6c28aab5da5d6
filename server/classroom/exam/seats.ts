import { ApiError } from '../../api/api-error.js'
import { makeInheritedAccount } from '../../lab/accounts/inherited-account.js'
import { startLesson } from '../../lab/lesson-starts.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { NEW_ROOT_PASSWORD_SCORE } from '../../signin/recover-root.js'
import type { ClassroomServices } from '../services.js'
import { currentSeat } from './current-seat.js'
import { examAccountDocument, examAccountOf } from './exam-accounts.js'
import { addSeat, type ExamRow, seatRow } from './exam-rows.js'
import type { SeatBody } from './exam-state.js'

type Services = Pick<ClassroomServices, 'store' | 'lab'>

interface Seating {
  exam: ExamRow
  lesson: Lesson
  /** Of a root password that nobody knows. */
  nobodysHash: string
}

/** Gives a learner an account of the exam and a seat with it, if they have none yet. Throws ApiError SitsAnother. */
export async function seat(services: Services, seating: Seating, learner: { id: string }): Promise<void> {
  const { lab, store } = services
  const { exam } = seating
  if (await seatRow(services, exam, learner.id)) return
  if (!(await store.learners.get(learner.id))) throw new ApiError(404, 'NoSuchLearner', 'They left the class.')
  const current = await currentSeat(services, exam.classId, learner.id)
  if (current?.isSitting) throw new ApiError(409, 'SitsAnother', 'They’re still sitting another exam.')
  const accountId = await examAccount(services, seating, learner.id)
  await addSeat(services, exam, learner, lab.clock.now(), { accountId, extraMinutes: 0 })
}

/** The fixture's root password stands in a file that all can read. Learners get one of their own by their passphrase. */
async function examAccount({ lab }: Services, { exam, lesson, nobodysHash }: Seating, learner: string): Promise<string> {
  const made = await examAccountOf({ lab }, exam.id, learner)
  if (made !== undefined) return made
  const name = lesson.start ?? ''
  const fixture = lab.course().fixtures.get(name)
  if (!fixture) throw new Error(`there’s no fixture ${name}`)
  const documentsOf = (accountId: string) => [
    lab.learners.ownershipOf(learner, { accountId, fixture: name }),
    examAccountDocument(exam.id, learner, accountId),
  ]
  const rootPassword = { hash: nobodysHash, changedAt: lab.clock.now(), score: NEW_ROOT_PASSWORD_SCORE }
  return (await makeInheritedAccount(lab, fixture, documentsOf, { rootPassword })).accountId
}

/** Starts the exam in its account, if it wasn't. */
export async function begin({ lab }: Services, lesson: Lesson, { accountId }: SeatBody): Promise<void> {
  const { status } = await lab.engine.progressOf(accountId, lesson)
  if (status === 'not-started') await startLesson(lab, accountId, lesson, { setUp: true, ofClass: { withheld: true } })
}
