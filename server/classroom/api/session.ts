import { z } from 'zod'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { staffMember } from '../staff.js'

/** What is typed to sign in is compared, whatever it is. */
const typed = z.string().min(1).max(256)

/** Who this browser is here, and the staff's sign-in. */
export function sessionRoutes(routes: ClassRoutes, { visitors, staff }: ClassroomContext): void {
  routes.answer('GET /classroom/session', async ({ request }) => {
    const [one, member, projected] = await Promise.all([
      visitors.staffOf(request),
      visitors.learnerOf(request),
      visitors.projectorOf(request),
    ])
    return {
      classroom: true,
      ...(one ? { staff: staffMember(one) } : {}),
      ...(member ? { learner: { id: member.learner.id, name: member.learner.body.name, class: member.of.id } } : {}),
      ...(projected ? { projector: { class: projected.id } } : {}),
    }
  })

  routes.take(
    'POST /classroom/session',
    z.object({ name: typed, password: typed, code: z.string().max(16).optional() }),
    async (body, { request, response }) => {
      const one = await staff.signIn(request, body)
      if (!one) return { needsCode: true }
      await visitors.signIn(request, response, one)
      return { staff: staffMember(one) }
    },
  )

  routes.answer('DELETE /classroom/session', async ({ request, response }) => {
    await visitors.signOut(request, response)
    return {}
  })
}
