import { z } from 'zod'
import { pathParameter } from '../../api/parameters.js'
import { admitted } from '../asked.js'
import { learnerPage } from '../board/learner-page.js'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { raiseHand, takeHand } from '../hands.js'
import { ownClass } from '../me.js'
import { oneMember } from '../members.js'

const EVENTS = 'GET /classroom/classes/:class/events'

/** The board, a learner's page, and raised hands. */
export function boardRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { boards, lab } = context

  routes.answer('GET /classroom/classes/:class/board', (asked) => boards.ofCourse(asked.class.id))

  routes.answer('GET /classroom/classes/:class/board/:lesson', (asked) =>
    boards.ofLesson(asked.class.id, pathParameter(asked.request, 'lesson')),
  )

  routes.file(EVENTS, async ({ request, response, staff, class: of }) => {
    const { lesson } = z.object({ lesson: z.string().max(100).optional() }).parse(request.query)
    if (lesson !== undefined) boards.lesson(lesson)
    const allowed = () => admitted(context, context.visitors, EVENTS, request)
    await boards.stream({ classId: of.id, lesson, staff: staff.id, response, allowed })
  })

  routes.answer('GET /classroom/classes/:class/learners/:learner', (asked) => learnerPage(lab, asked.learner, true))

  routes.answer('GET /classroom/me/seen', async ({ learner }) => {
    const refused = await lab.classRules?.refuses({ learner: learner.id }, 'explain')
    return learnerPage(lab, learner, refused === undefined)
  })

  routes.take('POST /classroom/me/hand', z.object({ raised: z.boolean() }), async ({ raised }, asked) =>
    ownClass(context, asked.class, await raiseHand(context, asked.learner, raised)),
  )

  routes.take(
    'POST /classroom/classes/:class/learners/:learner/hand',
    z.object({ taken: z.boolean() }),
    async ({ taken }, { learner, staff }) => oneMember(context, await takeHand(context, learner, staff.body.name, taken)),
  )
}
