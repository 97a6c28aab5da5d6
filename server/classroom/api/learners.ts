import { z } from 'zod'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { liftWait } from '../lift-wait.js'
import { membersOf, newSlips, passphraseCode, rename } from '../members.js'
import { personName } from '../names.js'
import { whom } from '../whom.js'
import { joinAddress } from './classes.js'

/** Who is in a class: the list, slips, and what is changed of one learner. */
export function learnerRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  routes.answer('GET /classroom/classes/:class/learners', (asked) => membersOf(context, asked.class.id))

  routes.take('POST /classroom/classes/:class/slips', z.object({ to: whom }), async ({ to }, asked) => ({
    address: joinAddress(context, asked.class),
    slips: await newSlips(context, asked.class, to),
  }))

  routes.answer('POST /classroom/classes/:class/learners/:learner/passphrase', async (asked) => ({
    code: await passphraseCode(context, asked.learner),
  }))

  routes.answer('POST /classroom/classes/:class/learners/:learner/lift-wait', async (asked) => {
    await liftWait(context, asked.learner)
    return {}
  })

  routes.take('POST /classroom/classes/:class/learners/:learner', z.object({ name: personName }), ({ name }, asked) =>
    rename(context, asked.learner, name),
  )

  routes.answer('DELETE /classroom/classes/:class/learners/:learner', async (asked) => {
    await context.classes.endLearner(asked.learner)
    return {}
  })
}
