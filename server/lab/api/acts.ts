import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { clientOf } from '../../proxy/client.js'
import { asSeen } from '../progress/progress.js'
import { findingsIn } from '../progress/snippet-findings.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownLesson, refuseByClass } from './requests.js'

/** What a learner does in a lesson itself: texts handed in, acts on its page, a key for an actor, a solution to be shown, an exam's end. */
export function actRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { engine, accounts, actors } = context

  const account = z.string()

  routes.take(
    'POST /lab/lessons/:id/snippet',
    z.object({ account, snippet: z.string(), text: z.string().max(8000) }),
    async (body, request) => {
      const { accountId, lesson } = await ownLesson(context, request, body.account)
      const snippet = lesson.snippets.find(({ id }) => id === body.snippet)
      const found = await accounts.get(accountId)
      if (!snippet || snippet.kind === 'worksheet' || !found)
        throw new ApiError(404, 'NoSuchSnippet', `This lesson has no text '${body.snippet}'.`)
      const { actors: fares } = await engine.progressOf(accountId, lesson)
      return asSeen(await engine.handIn(accountId, lesson, snippet.id, findingsIn(snippet, body.text, found, fares)))
    },
  )

  routes.take('POST /lab/lessons/:id/act', z.object({ account, act: z.string() }), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    if (!lesson.page?.acts.some(({ id }) => id === body.act)) {
      throw new ApiError(404, 'NoSuchAct', `This lesson's page has no action '${body.act}'.`)
    }
    return asSeen(await engine.act(accountId, lesson, body.act))
  })

  routes.take(
    'POST /lab/lessons/:id/actors/:actor/key',
    z.object({
      account,
      accessKeyId: z.string().regex(/^\w{16,128}$/, 'an access key ID has 16 to 128 letters and digits'),
      secretAccessKey: z.string().min(1).max(128),
    }),
    async (body, request) => {
      const { accountId, lesson } = await ownLesson(context, request, body.account)
      const actor = lesson.actors.find(({ id, takesKey }) => takesKey && id === pathParameter(request, 'actor'))
      if (!actor) throw new ApiError(404, 'NoSuchActor', 'This lesson has no robot that takes a key.')
      if (!(await actors.giveKey(accountId, lesson, actor, body))) {
        throw new ApiError(
          400,
          'KeyRefused',
          'The robot tried this key and was refused, so it keeps its old key. Check both parts, and that the key is active.',
        )
      }
      return asSeen(await engine.progressOf(accountId, lesson))
    },
  )

  const nextLine = z.object({ account, line: z.number().int().min(0).max(1000) })
  routes.take('POST /lab/lessons/:id/steps/:step/show', nextLine, async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    const step = pathParameter(request, 'step')
    await refuseByClass(context, request, 'show', { accountId, lesson: lesson.id, step })
    const shown = await context.showMe.play(accountId, lesson, step, body.line, clientOf(request).address)
    return { shown, progress: asSeen(await engine.shown(accountId, lesson, step)) }
  })

  routes.take('POST /lab/lessons/:id/finish', z.object({ account }), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    if (!lesson.exam) throw new ApiError(400, 'NoExam', 'You can hand in only an exam.')
    return asSeen(await engine.finish(accountId, lesson))
  })
}
