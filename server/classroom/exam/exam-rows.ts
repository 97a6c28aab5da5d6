import { ApiError } from '../../api/api-error.js'
import type { Item } from '../../store/classrooms.js'
import type { LearnerRow } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import type { ExamBody, SeatBody } from './exam-state.js'

export type ExamRow = Item<ExamBody> & { classId: string }
export type SeatRow = Item<SeatBody>

const EXAM = 'exam'
const seatsOf = (exam: string): string => `exam-seat/${exam}`
const MAX_SEATS = 1_000
const MAX_ATTEMPTS = 20

type Store = Pick<ClassroomServices, 'store'>

export const noSuchExam = () => new ApiError(404, 'NoSuchExam', 'There’s no such exam in this class.')

export const examKey = (classId: string, id: string) => ({ classId, kind: EXAM, id })

export async function examRow({ store }: Store, classId: string, id: string): Promise<ExamRow | undefined> {
  const item = await store.items.get<ExamBody>(examKey(classId, id))
  return item && { ...item, classId }
}

/** The newest first. */
export async function examRows({ store }: Store, classId: string): Promise<ExamRow[]> {
  return (await store.items.list<ExamBody>(classId, EXAM)).map((item) => ({ ...item, classId }))
}

/** Changes an exam by compare-and-set; `change` that returns what it was given changes nothing. Throws ApiError NoSuchExam. */
export async function changeExam(
  services: Store,
  { classId, id }: Pick<ExamRow, 'classId' | 'id'>,
  change: (body: ExamBody) => ExamBody,
): Promise<ExamRow> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const before = await examRow(services, classId, id)
    if (!before) throw noSuchExam()
    const body = change(before.body)
    if (body === before.body) return before
    const { revision } = before
    if (await services.store.items.put(examKey(classId, id), { revision, body }))
      return { ...before, body, revision: revision + 1 }
  }
  throw new Error('an exam is written too often by others')
}

/** Exams that a process has to look at: until they are over, and everybody knows what was released. */
export const UNDER_WAY = 'class-exam-under-way'

/** Those of a class that is deleted. */
export async function endExamsOf({ lab }: Pick<ClassroomServices, 'lab'>, classId: string): Promise<void> {
  for (const { id, body } of await lab.documents.list<{ classId: string }>(UNDER_WAY)) {
    if (body.classId === classId) await lab.documents.delete(UNDER_WAY, id)
  }
}

type Of = Pick<ExamRow, 'classId' | 'id'>
const seatKey = ({ classId, id }: Of, learner: string) => ({ classId, kind: seatsOf(id), id: learner })

export const seatRow = ({ store }: Store, exam: Of, learner: string): Promise<SeatRow | undefined> =>
  store.items.get<SeatBody>(seatKey(exam, learner))

/** Their ids are the learners'. */
export const seatRows = ({ store }: Store, exam: Of): Promise<SeatRow[]> =>
  store.items.list<SeatBody>(exam.classId, seatsOf(exam.id), MAX_SEATS)

export const addSeat = ({ store }: Store, exam: Of, { id }: Pick<LearnerRow, 'id'>, at: number, body: SeatBody) =>
  store.items.add(seatKey(exam, id), { learnerId: id, at, body })

/** Undefined if the seat is gone, or if `change` says so: then nothing changes. */
export async function changeSeat(
  services: Store,
  exam: Of,
  learner: string,
  change: (body: SeatBody) => SeatBody | undefined,
): Promise<SeatBody | undefined> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const before = await seatRow(services, exam, learner)
    const body = before && change(before.body)
    if (!before || !body) return undefined
    if (await services.store.items.put(seatKey(exam, learner), { revision: before.revision, body })) return body
  }
  throw new Error('a seat is written too often by others')
}
