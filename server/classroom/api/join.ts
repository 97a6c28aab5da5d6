import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { ACCOUNT_ID } from '../../api/parameters.js'
import { authenticationFailed } from '../../signin/errors.js'
import { signInRequest } from '../../signin/request.js'
import { spotlight } from '../acts/spotlight.js'
import type { ClassRoutes } from '../class-routes.js'
import { shownCode } from '../codes.js'
import type { ClassroomContext } from '../context.js'
import { guessing } from '../guessing.js'
import { passphraseTarget } from '../lift-wait.js'
import { ownClass } from '../me.js'
import { nameKey, passphrase, personName, sectionName } from '../names.js'
import type { LearnerBody } from '../rows.js'

const code = z.string().min(1).max(64)

/** Where learners join, come back, and leave; and the projector, which shows them how. */
export function joinRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { join, lab, store } = context

  routes.answer('GET /classroom/join', async ({ request }) => {
    const of = await join.classOf(request, code.parse(request.query.code ?? ''))
    const { title, names, sections } = of.body
    return { title, names, sections, open: await join.isOpen(of) }
  })

  routes.take(
    'POST /classroom/join',
    z.object({
      code,
      name: personName.optional(),
      passphrase,
      section: sectionName.optional(),
      personalCode: code.optional(),
    }),
    async (body, { request, response }) => {
      const joined = await join.join(body, request, response)
      if (!joined.back) response.status(201)
      return joined
    },
  )

  routes.answer('POST /classroom/leave', async ({ request, response }) => {
    await lab.learners.leave(request, response)
    return {}
  })

  routes.answer('GET /classroom/me', async (asked) => ownClass(context, asked.class, asked.learner))

  routes.take(
    'POST /classroom/me/root-password',
    z.object({ accountId: ACCOUNT_ID, passphrase: z.string().min(1).max(256) }),
    async (body, { request, learner }) => {
      const target = passphraseTarget(learner.classId, nameKey(learner.body.name))
      const right = await guessing(context, request, target, async () =>
        (await lab.passwords.verify(body.passphrase, learner.body.passphraseHash)) ? true : undefined,
      )
      if (!right) throw authenticationFailed()
      const own = await lab.learners.ownership(learner.id, body.accountId)
      const account = own && (await lab.accounts.get(body.accountId))
      if (!account) throw new ApiError(403, 'NotYours', 'This account isn’t yours.')
      return lab.recoverRoot(account, signInRequest(request))
    },
  )

  routes.answer('GET /classroom/projector', async (asked) => {
    const { id, body } = asked.class
    const [shown, endsAt] = await Promise.all([spotlight(context, id), context.exams.endsAt(id)])
    const here = (await store.learners.list<LearnerBody>(id)).filter(({ body }) => body.joinedAt !== undefined)
    return {
      title: body.title,
      code: shownCode(body.code),
      addresses: context.addresses(),
      joined: here.length,
      ...(shown ? { spotlight: shown } : {}),
      ...(endsAt === undefined ? {} : { exam: { endsAt } }),
      ...(body.namesOnProjector ? { names: here.map(({ body }) => body.name) } : {}),
    }
  })
}
