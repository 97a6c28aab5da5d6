import type { Router } from 'express'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import { inspectionOf, summaryOf } from '../../records/inspections/inspection.js'
import { type LabContext, ownAccount, readerOf } from './requests.js'

/**
 * The request inspector. `GET /requests?account=`: the newest requests of an account, newest first; `DELETE` forgets
 * them. `GET /requests/:requestId`: one of them as it was on the wire, without its secrets. News: the event `request`.
 */
export function inspectionRoutes(router: Router, context: LabContext): void {
  const { inspections } = context
  router.get('/requests', async (request, response) => {
    const accountId = await ownAccount(context, request, request.query.account)
    inspections.watch(accountId)
    response.json({ requests: inspections.of(accountId).map(summaryOf) })
  })

  router.delete('/requests', async (request, response) => {
    const accountId = await ownAccount(context, request, request.query.account)
    inspections.clear(accountId)
    response.json({ accountId })
  })

  router.get('/requests/:requestId', async (request, response) => {
    const kept = inspections.find(pathParameter(request, 'requestId'), await readerOf(context, request, { byId: true }))
    if (!kept) throw new ApiError(404, 'NoSuchRequest', 'This request is no longer stored. Send it again to inspect it.')
    response.json({ request: inspectionOf(kept) })
  })
}
