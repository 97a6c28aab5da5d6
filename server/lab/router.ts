import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { AccountGone } from '../account/accounts.js'
import { sourceIpOf } from '../http/source-ip.js'
import { refused } from '../signin/refused.js'
import { accountFileRoutes } from './account-file/routes.js'
import { accountRoutes } from './accounts/routes.js'
import type { Actors } from './actors/actors.js'
import { billRoutes } from './bill/routes.js'
import type { Course } from './course/load-course.js'
import { courseRoutes } from './course/routes.js'
import { entranceRoutes } from './entrance/routes.js'
import { explanationRoutes } from './explanations/routes.js'
import { inspectionRoutes } from './inspections/routes.js'
import { LabError } from './lab-error.js'
import { actRoutes } from './progress/acts.js'
import type { LessonEngine } from './progress/engine.js'
import { progressRoutes } from './progress/routes.js'
import type { Subscriptions } from './progress/subscriptions.js'
import type { LabServices } from './services.js'
import { worksheetRoutes } from './worksheet/routes.js'

/** What the lab's routes share. */
export interface LabContext extends LabServices {
  engine: LessonEngine
  actors: Actors
  subscriptions: Subscriptions
  course: () => Course
}

export const ACCOUNT_ID = z.string().regex(/^\d{12}$/, 'an account ID has 12 digits')

/** `/api/lab`: lessons, progress, accounts and their clock, explanations, requests. */
export function labRouter(context: LabContext): Router {
  const router = Router()
  entranceRoutes(router, context)
  courseRoutes(router, context)
  progressRoutes(router, context)
  actRoutes(router, context)
  worksheetRoutes(router, context)
  billRoutes(router, context)
  accountRoutes(router, context)
  accountFileRoutes(router, context)
  explanationRoutes(router, context)
  inspectionRoutes(router, context)
  router.use(refusals, refused)
  return router
}

/** Only the learner who owns the account, or the operator, comes past this. */
export async function ownAccount(
  { learners, accounts, engine }: LabContext,
  request: Request,
  accountId: unknown,
): Promise<string> {
  const id = ACCOUNT_ID.parse(accountId)
  const learner = await learners.learnerOf(request)
  const mine = learners.isOperator(request) || (learner !== undefined && (await learners.ownership(learner, id)) !== undefined)
  if (!mine) throw new LabError(403, 'NotYours', 'This account isn’t yours.')
  if (!(await accounts.get(id))) throw new LabError(404, 'NoSuchAccount', `There’s no account ${id}.`)
  engine.seen(id, sourceIpOf(request))
  return id
}

/** A parameter of the path; express types it as possibly several. */
export const pathParameter = (request: Request, name: string): string => String(request.params[name] ?? '')

export const route =
  (handle: (request: Request, response: Response) => Promise<void>): RequestHandler =>
  (request, response, next) => {
    handle(request, response).catch(next)
  }

function refusals(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof LabError) {
    response.status(error.status).json({ code: error.code, message: error.message, ...error.details })
  } else if (error instanceof AccountGone) {
    response.status(404).json({ code: 'NoSuchAccount', message: 'This account no longer exists.' })
  } else if (error instanceof z.ZodError) {
    const [issue] = error.issues
    response.status(400).json({ code: 'InvalidInput', message: `${issue?.path.join('.') || 'The request'}: ${issue?.message}` })
  } else next(error)
}
