import { AccountGone } from '../../account/accounts.js'
import type { Grade, LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { ClassroomServices } from '../services.js'
import { changeSeat, type ExamRow } from './exam-rows.js'
import { endOf } from './exam-state.js'

/**
 * Hands a learner's exam in: graded by what holds now, once. The seat says first that it is about to happen, so that
 * nobody gives more time any more; a process that finds it so goes on from there.
 */
export async function handIn(
  services: Pick<ClassroomServices, 'store' | 'lab'>,
  exam: ExamRow,
  lesson: Lesson | undefined,
  learner: string,
): Promise<void> {
  const { clock } = services.lab
  const closing = await changeSeat(services, exam, learner, (seat) => {
    if (seat.result) return undefined
    if (seat.closing) return { ...seat }
    // More time may have been given since somebody looked.
    const isOver = (endOf(exam.body, seat.extraMinutes) ?? Number.POSITIVE_INFINITY) <= clock.now()
    return isOver ? { ...seat, closing: true } : undefined
  })
  if (!closing) return
  const grade = lesson && (await gradeOf(services, closing.accountId, lesson))
  const result = { handedInAt: grade?.at ?? clock.now(), ...(grade ? { grade } : {}) }
  await changeSeat(services, exam, learner, (seat) => (seat.result ? undefined : { ...seat, result }))
}

/** An exam that the learner handed in has its grade already, which stays. Undefined: the account is gone, or never began. */
async function gradeOf({ lab }: Pick<ClassroomServices, 'lab'>, accountId: string, lesson: Lesson): Promise<Grade | undefined> {
  try {
    const finished: LessonProgress = await lab.engine.finish(accountId, lesson)
    return finished.grade
  } catch (error) {
    if (error instanceof AccountGone) return undefined
    throw error
  }
}
