import { z } from 'zod'
import { hasUnseen } from '../../account/visible-text.js'
import { ApiError } from '../../api/api-error.js'
import { durationMs } from '../../lessons/format/duration.js'
import { lessonToAct } from '../acts/lesson-to-act.js'
import { addMessage } from '../acts/messages.js'
import { forwardClocks, freshAccount, openNextHint, resetAccounts, resetLesson, resetStep } from '../acts/on-learners.js'
import { setPaceLock } from '../acts/pace-lock.js'
import { endSpotlight, setSpotlight } from '../acts/spotlight.js'
import type { Asked } from '../asked.js'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import type { ActResult, Whom } from '../contract.js'
import { forEachLearner } from '../each-learner.js'
import { rowsOf } from '../members.js'
import { tellLearners } from '../news-to-learners.js'
import { changeLearner, type LearnerRow, noSuchLearner } from '../rows.js'
import { whom } from '../whom.js'

const MAX_TEXT = 1_000
const id = z.string().min(1).max(128)
const text = z
  .string()
  .trim()
  .min(1, 'a message can’t be empty')
  .max(MAX_TEXT, `a message has at most ${MAX_TEXT} characters`)
  .refine((typed) => !hasUnseen(typed.replaceAll('\n', '')), 'a message can’t have invisible characters')
const off = z.strictObject({ off: z.literal(true) })

/** What an instructor does for all, a section, or some learners. */
export function actRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { lab, store } = context

  /** Those who have joined; their pages read again what the class says. */
  const each = async (asked: Asked, to: Whom, work: (learner: LearnerRow) => Promise<void>): Promise<ActResult> => {
    const learners = await joined(asked, to)
    const result = await forEachLearner(learners, work, lab.log)
    await told(asked, learners)
    return result
  }
  const joined = async (asked: Asked, to: Whom): Promise<LearnerRow[]> =>
    (await rowsOf(context, asked.class.id, to)).filter(({ body }) => body.joinedAt !== undefined)
  const told = (asked: Asked, learners: readonly LearnerRow[]) =>
    tellLearners(
      context,
      asked.class.id,
      learners.map((learner) => learner.id),
    )
  const nothing = async () => undefined

  routes.take('POST /classroom/classes/:class/messages', z.object({ to: whom, text }), async (body, asked) => {
    const learners = await joined(asked, body.to)
    await addMessage(context, asked.class.id, { from: asked.staff.body.name, to: body.to, text: body.text })
    await told(asked, learners)
    return { done: learners.length, failed: [] }
  })

  const hint = z.object({ to: whom, lesson: id, step: id, text: text.optional() })
  routes.take('POST /classroom/classes/:class/hints', hint, async ({ to, lesson, step, text: typed }, asked) => {
    lessonToAct(lab, lesson, step)
    if (typed === undefined) return each(asked, to, (learner) => openNextHint(context, learner, lesson, step))
    const from = asked.staff.body.name
    await addMessage(context, asked.class.id, { from, to, text: typed, hint: { lesson, step } })
    return each(asked, to, nothing)
  })

  routes.take('POST /classroom/classes/:class/lesson', z.object({ to: whom, lesson: id }), async ({ to, lesson }, asked) => {
    lessonToAct(lab, lesson)
    return each(asked, to, async (learner) => {
      await changeLearner(store, learner.id, (body) => ({ ...body, lesson }))
    })
  })

  const lock = z.union([off, z.strictObject({ lesson: id, step: id })])
  routes.take('POST /classroom/classes/:class/pace-lock', lock, async (body, asked) =>
    setPaceLock(context, asked.class.id, await joined(asked, { all: true }), 'off' in body ? undefined : body),
  )

  const shown = z.union([off, z.strictObject({ learner: id, requestId: id })])
  routes.take('POST /classroom/classes/:class/spotlight', shown, async (body, asked) => {
    if ('off' in body) await endSpotlight(context, asked.class.id)
    else {
      const [learner] = await rowsOf(context, asked.class.id, { learners: [body.learner] })
      if (!learner) throw noSuchLearner()
      await setSpotlight(context, learner, body.requestId)
    }
    return each(asked, { all: true }, nothing)
  })

  routes.take('POST /classroom/classes/:class/clock', z.object({ to: whom, forward: z.string() }), async (body, asked) => {
    const ms = durationMs(body.forward)
    if (ms === undefined) throw new ApiError(400, 'InvalidInput', 'Give a number and s, m, h, or d, such as 90d')
    return each(asked, body.to, (learner) => forwardClocks(context, learner, ms))
  })

  const reset = z.union([
    z.strictObject({ to: whom, lesson: id, step: id }),
    z.strictObject({ to: whom, lesson: id }),
    z.strictObject({ to: whom, account: z.literal(true) }),
  ])
  routes.take('POST /classroom/classes/:class/resets', reset, async (body, asked) => {
    if (asked.role === 'assistant' && !('step' in body))
      throw new ApiError(403, 'NotAllowed', 'An assistant can reset a step only. Ask the instructor of the class.')
    return each(asked, body.to, (learner) => {
      if ('step' in body) return resetStep(context, learner, body.lesson, body.step)
      return 'lesson' in body ? resetLesson(context, learner, body.lesson) : resetAccounts(context, learner)
    })
  })

  routes.answer('POST /classroom/classes/:class/learners/:learner/fresh-account', async (asked) => {
    const accountId = await freshAccount(context, asked.class, asked.learner)
    await told(asked, [asked.learner])
    asked.response.status(201)
    return { accountId }
  })
}
