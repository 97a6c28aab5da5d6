import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { inspectionOf, summaryOf } from '../../records/inspections/inspection.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownAccount, readerOf } from './requests.js'

/**
 * The request inspector. `GET /requests?account=`: the newest requests of an account, newest first; `DELETE` forgets
 * them. `GET /requests/:requestId`: one of them as it was on the wire, without its secrets. News: the event `request`.
 */
export function inspectionRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { inspections } = context
  routes.answer('GET /lab/requests', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    inspections.watch(accountId)
    return { requests: inspections.of(accountId).map(summaryOf) }
  })

  routes.answer('DELETE /lab/requests', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    inspections.clear(accountId)
    return { accountId }
  })

  routes.answer('GET /lab/requests/:requestId', async (request) => {
    const kept = inspections.find(pathParameter(request, 'requestId'), await readerOf(context, request, { byId: true }))
    if (!kept) throw new ApiError(404, 'NoSuchRequest', 'This request is no longer stored. Send it again to inspect it.')
    return { request: inspectionOf(kept) }
  })
}
