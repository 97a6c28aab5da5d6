import type { LabAct } from '../../lab/services.js'
import type { ClassroomServices } from '../services.js'
import { currentSeat } from './current-seat.js'
import { examRows, seatRow } from './exam-rows.js'

/** Off for whoever sits an exam, in all of their accounts. */
const OFF: readonly LabAct[] = [
  'hint',
  'explain',
  'show',
  'reset-step',
  'start',
  'back-to-start',
  'reset',
  'delete',
  'import',
  'export',
  'new-account',
]
/** They would change or tell what an exam's account was graded by, before the results are released. */
const KEPT: readonly LabAct[] = ['start', 'reset', 'delete', 'import', 'export']

const SITTING = 'You’re sitting an exam. Hints, explanations, resets, and more accounts are off until you hand it in.'
const NOT_RELEASED = 'Your instructor hasn’t released the results of this exam yet, so its account stays as it is.'

/** Why an exam keeps a learner of a class from doing this, in a sentence. */
export async function refusedByExam(
  services: Pick<ClassroomServices, 'store' | 'lab'>,
  { classId, learner, accountId }: { classId: string; learner: string; accountId: string | undefined },
  act: LabAct,
): Promise<string | undefined> {
  if (!OFF.includes(act)) return undefined
  const current = await currentSeat(services, classId, learner)
  if (!current) return undefined
  if (current.isSitting && current.exam.body.startedAt !== undefined) return SITTING
  return KEPT.includes(act) && (await isUnreleased(services, { classId, learner, accountId })) ? NOT_RELEASED : undefined
}

/** Of this exam or of an earlier one: they are released one by one. */
async function isUnreleased(
  services: Pick<ClassroomServices, 'store'>,
  { classId, learner, accountId }: { classId: string; learner: string; accountId: string | undefined },
): Promise<boolean> {
  const open = (await examRows(services, classId)).filter(({ body }) => body.releasedAt === undefined)
  const seats = await Promise.all(open.map((exam) => seatRow(services, exam, learner)))
  return seats.some((seat) => seat !== undefined && seat.body.accountId === accountId)
}
