import type { Instant } from '../../account/ports.js'
import { breathe } from '../../bounds/turn.js'
import { LessonDocuments } from '../../lab/progress/lesson-documents.js'
import { type Grade, type LessonProgress, notStarted } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { examRows, seatRows } from '../exam/exam-rows.js'
import type { ClassRow, LearnerBody } from '../rows.js'
import type { ClassroomServices } from '../services.js'
import { LEARNER_PREFIX } from '../visitors.js'
import type { ClassResults, LearnerResults } from './files.js'
import { furthest, resultOf } from './lesson-results.js'

type Services = Pick<ClassroomServices, 'store' | 'lab'>

/** How everybody of a class did in its lessons: those that can be played, of all of the course if the class names none. */
export async function classResults(services: Services, of: ClassRow): Promise<ClassResults> {
  const { store, lab } = services
  const lessons = lessonsOf(lab.course().lessons, of.body.lessons)
  const [rows, owned, sat] = await Promise.all([
    store.learners.list<LearnerBody>(of.id),
    lab.learners.accountsByLearner(LEARNER_PREFIX),
    satExams(services, of.id),
  ])
  const documents = new LessonDocuments(lab.documents)
  const learners: LearnerResults[] = []
  for (const { id, body } of rows) {
    const own = new Map<string, Map<string, LessonProgress>>()
    for (const accountId of owned.get(id) ?? []) own.set(accountId, await documents.progressOf(accountId))
    const inLesson = (lesson: Lesson): LessonProgress | undefined => {
      const all = [...own.values()].flatMap((progress) => progress.get(lesson.id) ?? [])
      const seat = sat.get(`${lesson.id}/${id}`)
      if (!seat) return furthest(all)
      // What was handed in stays so, even if the account was reset or is gone since.
      const { startedAt, grade, accountId } = seat
      const begun = own.get(accountId)?.get(lesson.id) ?? { ...notStarted(lesson), status: 'started' as const, startedAt }
      return { ...begun, ...(grade ? { grade } : {}) }
    }
    const { name, fullName, email, externalId, section } = body
    const results = lessons.map((lesson) => resultOf(lesson, inLesson(lesson)))
    learners.push({ id, name, fullName, email, externalId, section, results })
    await breathe()
  }
  return { title: of.body.title, lessons, learners }
}

interface Sat {
  accountId: string
  startedAt: Instant
  grade?: Grade | undefined
}

/** By lesson and learner, the newest exam that they sat. */
async function satExams(services: Services, classId: string): Promise<Map<string, Sat>> {
  const sat = new Map<string, Sat>()
  for (const exam of (await examRows(services, classId)).reverse()) {
    const { lesson, startedAt } = exam.body
    if (startedAt === undefined) continue
    for (const { id, body } of await seatRows(services, exam)) {
      sat.set(`${lesson}/${id}`, { accountId: body.accountId, startedAt, grade: body.result?.grade })
    }
  }
  return sat
}

const lessonsOf = (all: readonly Lesson[], wanted: readonly string[]): Lesson[] =>
  wanted.length === 0
    ? all.filter(({ status }) => status === 'ready')
    : wanted.flatMap((id) => all.find((lesson) => lesson.id === id) ?? [])
