import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownAccount, readerOf } from './requests.js'

/**
 * The request inspector. `GET /requests?account=`: the newest requests of an account, and the SSH logins and reads of the
 * metadata at its instances, newest first; `DELETE` forgets them. `GET /requests/:requestId`: one of them as it was on the
 * wire, without its secrets; of what happened at an instance its line. News: the event `request`.
 */
export function inspectionRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { inspections } = context
  routes.answer('GET /lab/requests', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    await inspections.watch(accountId)
    return { requests: await inspections.of(accountId) }
  })

  routes.answer('DELETE /lab/requests', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    await inspections.clear(accountId)
    return { accountId }
  })

  routes.answer('GET /lab/requests/:requestId', async (request) => {
    const reader = await readerOf(context, request, { byId: true })
    const found = await inspections.find(pathParameter(request, 'requestId'), reader)
    if (!found) throw new ApiError(404, 'NoSuchRequest', 'This request is no longer stored. Send it again to inspect it.')
    return { request: found }
  })
}
