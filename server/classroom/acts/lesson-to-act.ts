import { ApiError } from '../../api/api-error.js'
import type { LabContext } from '../../lab/api/requests.js'
import type { Lesson, Step } from '../../lessons/format/lesson.js'

/** Throws ApiError NoSuchLesson; `NotInAnExam` for an exam, in which nobody waits and nobody is helped. */
export function lessonToAct({ course }: Pick<LabContext, 'course'>, lessonId: string): Lesson
export function lessonToAct({ course }: Pick<LabContext, 'course'>, lessonId: string, stepId: string): Lesson & { step: Step }
export function lessonToAct({ course }: Pick<LabContext, 'course'>, lessonId: string, stepId?: string): Lesson {
  const lesson = course().lessons.find(({ id }) => id === lessonId)
  if (!lesson) throw new ApiError(404, 'NoSuchLesson', `There’s no lesson '${lessonId}'.`)
  if (stepId === undefined) return lesson
  const step = lesson.steps.find(({ id }) => id === stepId)
  if (!step) throw new ApiError(404, 'NoSuchStep', `This lesson has no step '${stepId}'.`)
  if (lesson.exam) throw new ApiError(400, 'NotInAnExam', 'You can’t do this in an exam.')
  return { ...lesson, step } as Lesson & { step: Step }
}
