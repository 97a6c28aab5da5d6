import { z } from 'zod'
import type { Routes } from '../../api/routes.js'
import { startLesson, takeBack } from '../lesson-starts.js'
import { asSeen } from '../progress/progress.js'
import type { LabApi } from './contract.js'
import { forAccount, type LabContext, ofClass, ownLesson, refuseByClass } from './requests.js'

/** Starting a lesson, and taking its account back to that start. */
export function lessonStartRoutes(routes: Routes<LabApi>, context: LabContext): void {
  routes.take('POST /lab/lessons/:id/start', forAccount({ setUp: z.boolean().optional() }), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    await refuseByClass(context, request, 'start', { accountId, lesson: lesson.id })
    const start = { setUp: body.setUp ?? false, ofClass: await ofClass(context, request, lesson) }
    return asSeen(await startLesson(context, accountId, lesson, start))
  })

  routes.answer('GET /lab/lessons/:id/start', async (request) => {
    const { accountId, lesson } = await ownLesson(context, request, request.query.account)
    const kept = await context.startCopies.about(accountId, lesson.id)
    return kept ? { copy: { time: kept.time, secondAccount: kept.partnerId !== undefined } } : {}
  })

  routes.take('POST /lab/lessons/:id/back-to-start', forAccount({}), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    await refuseByClass(context, request, 'back-to-start', { accountId, lesson: lesson.id })
    return asSeen(await takeBack(context, accountId, lesson, await ofClass(context, request, lesson)))
  })
}
