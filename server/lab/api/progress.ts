import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { questionsFor } from '../../lessons/course/drawn-questions.js'
import { isRight, quizAnswer } from '../../lessons/format/quiz.js'
import { asSeen, isHeld, notStarted } from '../progress/progress.js'
import type { LabApi } from './contract.js'
import { forAccount, type LabContext, ownAccount, ownLesson, refuseByClass } from './requests.js'

/** Progress of an account in the lessons: read, hinted, skipped, quizzed. */
export function progressRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { engine, course } = context

  routes.answer('GET /lab/progress', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    const all = await engine.all(accountId)
    return {
      accountId,
      lessons: Object.fromEntries(course().lessons.map((lesson) => [lesson.id, asSeen(all[lesson.id] ?? notStarted(lesson))])),
    }
  })

  routes.take('POST /lab/lessons/:id/steps/:step/skip', forAccount({}), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    const step = pathParameter(request, 'step')
    await refuseByClass(context, request, 'skip', { accountId, lesson: lesson.id, step })
    if (isHeld(lesson, await engine.progressOf(accountId, lesson), step)) {
      throw new ApiError(409, 'PaceLock', 'Your class waits at this step for now, so you can’t skip it.')
    }
    return asSeen(await engine.skip(accountId, lesson, step))
  })

  routes.take('POST /lab/lessons/:id/steps/:step/reset', forAccount({}), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    const step = pathParameter(request, 'step')
    await refuseByClass(context, request, 'reset-step', { accountId, lesson: lesson.id, step })
    return asSeen(await engine.reopen(accountId, lesson, step))
  })

  const hint = forAccount({ step: z.string(), hint: z.number().int().min(1).max(3) })
  routes.take('POST /lab/lessons/:id/hint', hint, async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    await refuseByClass(context, request, 'hint', { accountId, lesson: lesson.id, step: body.step })
    return asSeen(await engine.openHint(accountId, lesson, body.step, body.hint))
  })

  const answered = forAccount({ quiz: z.string(), answer: quizAnswer })
  routes.take('POST /lab/lessons/:id/quiz', answered, async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    const quiz = questionsFor(lesson, accountId).find(({ id }) => id === body.quiz)
    if (!quiz) throw new ApiError(404, 'NoSuchQuiz', `This lesson has no question '${body.quiz}'.`)
    const correct = isRight(quiz, body.answer)
    const { withheld } = await engine.answer(accountId, lesson, quiz.id, correct)
    if (withheld) return {}
    return { correct, ...(correct ? { explanation: quiz.explanation } : {}) }
  })
}
