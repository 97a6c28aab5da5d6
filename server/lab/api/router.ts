import { type NextFunction, type Request, type Response, Router } from 'express'
import { AccountGone } from '../../account/accounts.js'
import { ApiError } from '../../api/api-error.js'
import { accountFileRoutes } from './account-files.js'
import { accountRoutes } from './accounts.js'
import { actRoutes } from './acts.js'
import { billRoutes } from './bill.js'
import { courseRoutes } from './course.js'
import { entranceRoutes } from './entrance.js'
import { explanationRoutes } from './explanations.js'
import { inspectionRoutes } from './inspections.js'
import { progressRoutes } from './progress.js'
import type { LabContext } from './requests.js'
import { worksheetRoutes } from './worksheet.js'

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
  router.use((error: unknown, _request: Request, _response: Response, next: NextFunction) =>
    next(error instanceof AccountGone ? new ApiError(404, 'NoSuchAccount', 'This account no longer exists.') : error),
  )
  return router
}
