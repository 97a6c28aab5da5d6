import { Router } from 'express'
import { whenAccountGone } from '../../api/answer-errors.js'
import { ApiError } from '../../api/api-error.js'
import { Routes } from '../../api/routes.js'
import { accountFileRoutes } from './account-files.js'
import { accountRoutes } from './accounts.js'
import { actRoutes } from './acts.js'
import { billRoutes } from './bill.js'
import type { LabApi } from './contract.js'
import { courseRoutes } from './course.js'
import { entranceRoutes } from './entrance.js'
import { eventRoutes } from './events.js'
import { explanationRoutes } from './explanations.js'
import { inspectionRoutes } from './inspections.js'
import { lessonStartRoutes } from './lesson-starts.js'
import { noteRoutes } from './notes.js'
import { pictureRoutes } from './pictures.js'
import { progressRoutes } from './progress.js'
import type { LabContext } from './requests.js'
import { rootPasswordRoutes } from './root-password.js'
import { sshRoutes } from './ssh.js'
import { worksheetRoutes } from './worksheet.js'

/** `/api/lab`: lessons, progress, accounts and their clock, explanations, requests. */
export function labRouter(context: LabContext): Router {
  const router = Router()
  const routes = new Routes<LabApi>(router, '/lab')
  entranceRoutes(routes, context)
  courseRoutes(routes, context)
  pictureRoutes(router, context)
  progressRoutes(routes, context)
  lessonStartRoutes(routes, context)
  eventRoutes(router, context)
  actRoutes(routes, context)
  worksheetRoutes(routes, context)
  noteRoutes(routes, context)
  billRoutes(routes, context)
  accountRoutes(routes, context)
  rootPasswordRoutes(routes, context)
  accountFileRoutes(router, routes, context)
  explanationRoutes(routes, context)
  inspectionRoutes(routes, context)
  sshRoutes(routes, context)
  router.use(whenAccountGone(() => new ApiError(404, 'NoSuchAccount', 'This account no longer exists.')))
  return router
}
