import express from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import type { Asked } from '../asked.js'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { MAX_BYTES } from '../roster/read-roster.js'
import { takeRoster } from '../roster/roster.js'
import { writeRoster } from '../roster/write-roster.js'
import type { LearnerBody } from '../rows.js'

/** Who is to come: a CSV file in, and out again. */
export function rosterRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  routes.answer('POST /classroom/classes/:class/roster', async (asked) => {
    const { csv } = z.object({ csv: z.string() }).parse(await largeBody(asked))
    return takeRoster(context, asked.class, csv)
  })

  routes.file('GET /classroom/classes/:class/roster.csv', async ({ class: of, response }) => {
    const learners = await context.store.learners.list<LearnerBody>(of.id)
    response.attachment('roster.csv').type('text/csv')
    response.send(writeRoster(learners.map(({ body }) => body)))
  })
}

/** JSON writes some characters as six. */
const parse = express.json({ limit: 2 * MAX_BYTES })

/** Read only once it's known who sends it: strangers can't send a larger body than on any other route. */
function largeBody({ request, response }: Asked): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (!error) resolve(request.body)
      else if ((error as { status?: number }).status === 413) reject(tooLarge())
      else reject(error)
    })
  })
}

const tooLarge = () => new ApiError(413, 'TooLarge', `A roster has at most ${MAX_BYTES / 1_000_000} MB.`)
