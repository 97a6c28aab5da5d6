import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import type { Routes } from '../../api/routes.js'
import { enterCode, newEnterCode } from '../enter-codes.js'
import { LOCAL } from '../learners.js'
import type { LabApi } from './contract.js'
import type { LabContext } from './requests.js'

/**
 * `POST /enter-codes` (the operator's token): a new code for `/enter#CODE`. `POST /enter` `{ code }`: the browser that
 * asks is the person at the machine from now on.
 * Errors: NotTheOperator, CodeRefused.
 */
export function entranceRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { learners, clock } = context

  routes.answer('POST /lab/enter-codes', async (request, response) => {
    if (!learners.isOperator(request)) {
      throw new ApiError(403, 'NotTheOperator', 'Only the person who started this server can get such an address.')
    }
    response.status(201)
    return { code: await newEnterCode(context) }
  })

  routes.take('POST /lab/enter', z.object({ code: z.string() }), async ({ code }, request, response) => {
    if (!(await learners.becomeLocal(request, response, enterCode(code), clock.now()))) {
      throw new ApiError(403, 'CodeRefused', 'This address is wrong, was already used, or is older than 10 minutes.')
    }
    return { learner: { id: LOCAL } }
  })
}
