import { z } from 'zod'
import { pathParameter } from '../../api/parameters.js'
import type { ClassRoutes } from '../class-routes.js'
import { typedCode } from '../codes.js'
import type { ClassroomContext } from '../context.js'
import { guessingCode } from '../guessing.js'
import { type Invitation, invitationRefused } from '../invitations.js'
import { newStaff } from '../names.js'
import { type ClassBody, nameTaken, noSuchClass } from '../rows.js'
import { staffMember } from '../staff.js'

const code = z.string().min(1).max(64)
const MAX_CLASSES = 50

/** Instructors, assistants, and how they come in. */
export function staffRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { staff, store, invitations, visitors } = context

  routes.answer('GET /classroom/staff', async () => (await staff.all()).map(staffMember))

  routes.take(
    'POST /classroom/staff/mfa',
    z.object({ secret: z.string().max(128), code: z.string().max(16) }),
    async (body, asked) => staffMember(await staff.enableMfa(asked.staff, body.secret, body.code)),
  )

  routes.answer('DELETE /classroom/staff/mfa', async (asked) => staffMember(await staff.disableMfa(asked.staff)))

  // After `mfa`, which the path would take for a person.
  routes.answer('DELETE /classroom/staff/:staff', async ({ request }) => {
    await staff.remove(pathParameter(request, 'staff'))
    return {}
  })

  routes.take(
    'POST /classroom/invitations',
    z.object({
      role: z.enum(['instructor', 'assistant', 'projector']),
      classIds: z.array(z.string().max(64)).max(MAX_CLASSES),
    }),
    async ({ role, classIds }, { staff: by, response }) => {
      const wanted = role === 'instructor' ? [] : [...new Set(classIds)].slice(0, role === 'projector' ? 1 : MAX_CLASSES)
      if (role === 'projector' && wanted.length === 0) throw noSuchClass()
      for (const id of wanted) if (!(await store.classes.get(id))) throw noSuchClass()
      const made = await invitations.make(by, role, wanted)
      const page = role === 'projector' ? 'projector' : 'invitation'
      response.status(201)
      return { code: made, address: `${context.addresses()[0]}/classroom/${page}#${made}` }
    },
  )

  routes.take('POST /classroom/staff', newStaff.extend({ invitation: code }), async (body, { request, response }) => {
    const { invitation: typed } = body
    const found = await guessingCode(context, request, typedCode(typed), () => invitations.find(typed))
    if (!found || found.role === 'projector') throw invitationRefused()
    if (!(await staff.isFree(body.name))) throw nameTaken()
    const invitation = await invitations.take(typed)
    if (!invitation || invitation.role === 'projector') throw invitationRefused()
    const one = await addedOr(
      () => invitations.putBack(typed, invitation),
      () => staff.add(body.name, body.password, { role: roleOf(invitation), classIds: invitation.classIds }),
    )
    await visitors.signIn(request, response, one)
    response.status(201)
    return { staff: staffMember(one) }
  })

  routes.take('POST /classroom/projectors', z.object({ invitation: code }), async (body, { request, response }) => {
    const { invitation: typed } = body
    const found = await guessingCode(context, request, typedCode(typed), () => invitations.find(typed))
    if (found?.role !== 'projector') throw invitationRefused()
    const invitation = await invitations.take(typed)
    const of = invitation && (await store.classes.get<ClassBody>(invitation.classIds[0] ?? ''))
    if (!of) throw invitationRefused()
    await visitors.becomeProjector(request, response, of)
    return { class: of.id }
  })

  routes.take('POST /classroom/staff/password', newStaff, async (body) =>
    staffMember(await staff.setPassword(body.name, body.password)),
  )
}

const roleOf = ({ role }: Invitation): 'instructor' | 'assistant' => (role === 'instructor' ? 'instructor' : 'assistant')

async function addedOr<T>(otherwise: () => Promise<void>, add: () => Promise<T>): Promise<T> {
  return add().catch(async (error: unknown) => {
    await otherwise()
    throw error
  })
}
