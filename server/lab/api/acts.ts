import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { findingsIn } from '../progress/snippet-findings.js'
import { type LabContext, lessonOf, ownAccount } from './requests.js'

/** What a learner does in a lesson itself: texts handed in, acts on its page, a key for an actor, an exam's end. */
export function actRoutes(router: Router, context: LabContext): void {
  const { engine, accounts, actors } = context

  /** POST to a lesson, by who owns the account. */
  const post = <T extends { account: string }>(
    path: string,
    body: z.ZodType<T>,
    handle: (of: { accountId: string; lesson: Lesson; body: T; request: Request }, response: Response) => Promise<void>,
  ) =>
    router.post(`/lessons/:id/${path}`, async (request, response) => {
      const given = body.parse(request.body)
      const accountId = await ownAccount(context, request, given.account)
      const lesson = lessonOf(context, pathParameter(request, 'id'))
      await handle({ accountId, lesson, body: given, request }, response)
    })
  const account = z.string()

  post(
    'snippet',
    z.object({ account, snippet: z.string(), text: z.string().max(8000) }),
    async ({ accountId, lesson, body }, response) => {
      const snippet = lesson.snippets.find(({ id }) => id === body.snippet)
      const found = await accounts.get(accountId)
      if (!snippet || snippet.kind === 'worksheet' || !found)
        throw new ApiError(404, 'NoSuchSnippet', `This lesson has no text '${body.snippet}'.`)
      response.json(await engine.handIn(accountId, lesson, snippet.id, findingsIn(snippet, body.text, found)))
    },
  )

  post('act', z.object({ account, act: z.string() }), async ({ accountId, lesson, body }, response) => {
    if (!lesson.page?.acts.some(({ id }) => id === body.act)) {
      throw new ApiError(404, 'NoSuchAct', `This lesson's page has no action '${body.act}'.`)
    }
    response.json(await engine.act(accountId, lesson, body.act))
  })

  post(
    'actors/:actor/key',
    z.object({
      account,
      accessKeyId: z.string().regex(/^\w{16,128}$/, 'an access key ID has 16 to 128 letters and digits'),
      secretAccessKey: z.string().min(1).max(128),
    }),
    async ({ accountId, lesson, body, request }, response) => {
      const actor = lesson.actors.find(({ id, takesKey }) => takesKey && id === pathParameter(request, 'actor'))
      if (!actor) throw new ApiError(404, 'NoSuchActor', 'This lesson has no robot that takes a key.')
      if (!(await actors.giveKey(accountId, lesson, actor, body))) {
        throw new ApiError(
          400,
          'KeyRefused',
          'The robot tried this key and was refused, so it keeps its old key. Check both parts, and that the key is active.',
        )
      }
      response.json(await engine.progressOf(accountId, lesson))
    },
  )

  post('finish', z.object({ account }), async ({ accountId, lesson }, response) => {
    if (!lesson.exam) throw new ApiError(400, 'NoExam', 'You can hand in only an exam.')
    response.json(await engine.finish(accountId, lesson))
  })
}
