import { LessonDocuments } from '../../lab/progress/lesson-documents.js'
import type { ClassroomServices } from '../services.js'
import type { OwnExamOfClass } from './contract.js'
import { type ExamRow, examRows, seatRow } from './exam-rows.js'
import { endOf, type SeatBody } from './exam-state.js'

type Services = Pick<ClassroomServices, 'store' | 'lab'>

interface CurrentSeat {
  exam: ExamRow
  seat: SeatBody
  handedIn: boolean
  /** It has begun, or is about to, and wasn't handed in. */
  isSitting: boolean
}

/** The exam that a learner sits, or sat last. */
export async function currentSeat(services: Services, classId: string, learner: string): Promise<CurrentSeat | undefined> {
  for (const exam of await examRows(services, classId)) {
    const row = await seatRow(services, exam, learner)
    if (!row) continue
    const { result, accountId } = row.body
    const lessons = new LessonDocuments(services.lab.documents)
    const handedIn = result !== undefined || (await lessons.progress(accountId, exam.body.lesson))?.grade !== undefined
    return { exam, seat: row.body, handedIn, isSitting: !handedIn && exam.body.closedAt === undefined }
  }
  return undefined
}

/** As the learner's pages show it; undefined until it begins. */
export async function ownExam(services: Services, classId: string, learner: string): Promise<OwnExamOfClass | undefined> {
  const current = await currentSeat(services, classId, learner)
  const { startedAt, lesson, releasedAt } = current?.exam.body ?? {}
  if (!current || startedAt === undefined || lesson === undefined) return undefined
  const { exam, seat, handedIn } = current
  return {
    ...{ id: exam.id, lesson, accountId: seat.accountId, startedAt, handedIn },
    endsAt: endOf(exam.body, seat.extraMinutes) ?? startedAt,
    released: releasedAt !== undefined,
  }
}
