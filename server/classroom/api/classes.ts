import QRCode from 'qrcode'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import type { Asked } from '../asked.js'
import type { ClassRoutes } from '../class-routes.js'
import { MAX_LEARNERS } from '../classes.js'
import { shownCode } from '../codes.js'
import type { ClassroomContext } from '../context.js'
import { className, sectionName } from '../names.js'
import type { ClassRow } from '../rows.js'

const MAX_SECTIONS = 50
const MAX_LESSONS = 100
const time = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const id = z.string().min(1).max(128)

const settings = {
  openFrom: time.nullish(),
  openUntil: time.nullish(),
  mostLearners: z.number().int().min(1).max(MAX_LEARNERS).optional(),
  sections: z
    .array(sectionName)
    .max(MAX_SECTIONS)
    .transform((names) => [...new Set(names)])
    .optional(),
  names: z.enum(['free', 'roster', 'pseudonyms']).optional(),
  namesOnProjector: z.boolean().optional(),
  lessons: z
    .array(id)
    .max(MAX_LESSONS)
    .transform((ids) => [...new Set(ids)])
    .optional(),
  fixture: id.nullish(),
  stuckAfterMinutes: z.number().int().min(1).max(240).optional(),
}

/** Classes: make, change, archive, delete; their join codes. */
export function classRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { classes, audit } = context

  routes.answer('GET /classroom/classes', async (asked) => {
    const isTheirs = ({ id }: ClassRow) => asked.role === 'instructor' || asked.staff.body.classIds.includes(id)
    const own = (await classes.all()).filter(isTheirs)
    own.sort((a, b) => b.body.createdAt - a.body.createdAt)
    return Promise.all(own.map((row) => classes.listing(row)))
  })

  routes.take('POST /classroom/classes', z.object({ title: className, ...settings }), async (body, { response }) => {
    response.status(201)
    return classes.listing(await classes.create(body))
  })

  routes.answer('GET /classroom/classes/:class', async (asked) => ({
    ...(await classes.listing(asked.class)),
    addresses: context.addresses(),
  }))

  routes.take('POST /classroom/classes/:class', z.object({ title: className.optional(), ...settings }), async (body, asked) =>
    classes.listing(await classes.change(asked.class.id, body)),
  )

  routes.answer('POST /classroom/classes/:class/code', async (asked) => classes.listing(await classes.newCode(asked.class.id)))

  routes.take('POST /classroom/classes/:class/archive', z.object({ archived: z.boolean() }), async ({ archived }, asked) =>
    classes.listing(await classes.archive(asked.class.id, archived)),
  )

  routes.take('POST /classroom/classes/:class/delete', z.object({ title: z.string().max(512) }), async ({ title }, asked) => {
    if (title.trim() !== asked.class.body.title)
      throw new ApiError(400, 'TitleDiffers', 'To delete the class, type its title as it is.')
    await classes.delete(asked.class)
    await context.invitations.endOf(asked.class.id)
    return {}
  })

  routes.answer('GET /classroom/classes/:class/audit', (asked) => audit.list(asked.class.id))

  routes.file('GET /classroom/classes/:class/qr.svg', (asked) => sendQrCode(asked, joinAddress(context, asked.class)))
}

/** Where a class is joined, with its code. */
export const joinAddress = ({ addresses }: Pick<ClassroomContext, 'addresses'>, { body }: ClassRow): string =>
  `${addresses()[0]}/join#${shownCode(body.code)}`

async function sendQrCode({ response }: Asked, text: string): Promise<void> {
  response.type('svg').send(await QRCode.toString(text, { type: 'svg', margin: 2 }))
}
