import { LessonDocuments } from '../../lab/progress/lesson-documents.js'
import type { LearnerBody } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { type ExamRow, type SeatRow, seatRow, seatRows } from './exam-rows.js'
import type { Seated, SeatResult } from './exam-state.js'

type Services = Pick<ClassroomServices, 'store' | 'lab'>

/** Who sits an exam, in order of their names, and what they handed in; or only these learners. */
export async function seated(services: Services, exam: ExamRow, learners?: readonly string[]): Promise<Seated[]> {
  const found = learners
    ? (await Promise.all(learners.map((id) => seatRow(services, exam, id)))).filter((row) => row !== undefined)
    : await seatRows(services, exam)
  const [names, handedIn] = await Promise.all([namesOf(services, exam, found), handedInBy(services, exam, found)])
  const all = found.map(({ id, body }) => ({
    ...{ id, name: names.get(id) ?? '', seat: body },
    result: body.result ?? handedIn.get(body.accountId),
  }))
  return all.sort((one, other) => one.name.localeCompare(other.name))
}

async function namesOf({ store }: Services, { classId }: ExamRow, seats: readonly SeatRow[]): Promise<Map<string, string>> {
  if (seats.length === 0) return new Map()
  if (seats.length > 1) {
    const rows = await store.learners.list<LearnerBody>(classId)
    return new Map(rows.map(({ id, body }) => [id, body.name]))
  }
  const row = await store.learners.get<LearnerBody>(seats[0]?.id ?? '')
  return new Map(row ? [[row.id, row.body.name]] : [])
}

/** By account, what learners handed in themselves, before their seats know. */
async function handedInBy({ lab }: Services, exam: ExamRow, seats: readonly SeatRow[]): Promise<Map<string, SeatResult>> {
  const open = seats.filter(({ body }) => !body.result).map(({ body }) => body.accountId)
  const progress = await new LessonDocuments(lab.documents).progressIn(open, exam.body.lesson)
  return new Map(
    [...progress].flatMap(([accountId, { grade }]) => (grade ? [[accountId, { handedInAt: grade.at, grade }] as const] : [])),
  )
}
