import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Asked } from '../asked.js'
import type { ClassRoutes } from '../class-routes.js'
import type { ClassroomContext } from '../context.js'
import { currentSeat } from '../exam/current-seat.js'
import { examResult } from '../exam/exam-state.js'
import { whom } from '../whom.js'

const MAX_MINUTES = 600
const minutes = z.number().int().min(1).max(MAX_MINUTES)
const id = z.string().min(1).max(128)

/** Exams of a class, and what a learner got in theirs. */
export function examRoutes(routes: ClassRoutes, context: ClassroomContext): void {
  const { exams } = context
  const examOf = ({ request }: Asked) => pathParameter(request, 'exam')

  routes.answer('GET /classroom/classes/:class/exams', (asked) => exams.list(asked.class))

  routes.take('POST /classroom/classes/:class/exams', z.object({ to: whom, lesson: id, minutes }), async (starting, asked) => {
    const exam = await exams.start(asked.class, starting)
    asked.response.status(201)
    return exam
  })

  routes.answer('POST /classroom/classes/:class/exams/:exam/end', (asked) => exams.end(asked.class.id, examOf(asked)))

  routes.take(
    'POST /classroom/classes/:class/exams/:exam/more-time',
    z.object({ learner: id, minutes }),
    ({ learner, minutes: more }, asked) => exams.moreTime(asked.class.id, examOf(asked), learner, more),
  )

  routes.answer('POST /classroom/classes/:class/exams/:exam/release', (asked) => exams.release(asked.class.id, examOf(asked)))

  routes.answer('GET /classroom/classes/:class/exams/:exam/results', (asked) => exams.results(asked.class.id, examOf(asked)))

  routes.answer('GET /classroom/me/result', async (asked) => {
    const { learner } = asked
    const current = await currentSeat(context, asked.class.id, learner.id)
    const result = current?.exam.body.releasedAt === undefined ? undefined : current.seat.result
    if (!result) throw new ApiError(404, 'NoResult', 'No results of yours are released yet.')
    return examResult({ learner: learner.id, name: learner.body.name }, result)
  })
}
