import type { Router } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { enterCode, newEnterCode } from '../enter-codes.js'
import type { LabContext } from './requests.js'

/**
 * `POST /enter-codes` (the operator's token): a new code for `/enter#CODE`. `POST /enter` `{ code }`: the browser that
 * asks is the person at the machine from now on.
 * Errors: NotTheOperator, CodeRefused.
 */
export function entranceRoutes(router: Router, context: LabContext): void {
  const { learners, clock } = context

  router.post('/enter-codes', async (request, response) => {
    if (!learners.isOperator(request)) {
      throw new ApiError(403, 'NotTheOperator', 'Only the person who started this server can open it as its operator.')
    }
    response.status(201).json({ code: await newEnterCode(context) })
  })

  router.post('/enter', async (request, response) => {
    const { code } = z.object({ code: z.string() }).parse(request.body)
    if (!(await learners.becomeLocal(request, response, enterCode(code), clock.now()))) {
      throw new ApiError(403, 'CodeRefused', 'This address is wrong, was already used, or is older than 10 minutes.')
    }
    response.json({ learner: { id: 'local' } })
  })
}
