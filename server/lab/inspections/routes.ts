import type { Router } from 'express'
import { inspectionOf, summaryOf } from '../../events/inspections/inspection.js'
import { LabError } from '../lab-error.js'
import { readerOf } from '../reader.js'
import { type LabContext, ownAccount, pathParameter, route } from '../router.js'

/**
 * The request inspector. `GET /requests?account=`: the newest requests of an account, newest first; `DELETE` forgets
 * them. `GET /requests/:requestId`: one of them as it was on the wire, without its secrets. News: the event `request`.
 */
export function inspectionRoutes(router: Router, context: LabContext): void {
  const { inspections } = context
  router.get(
    '/requests',
    route(async (request, response) => {
      const accountId = await ownAccount(context, request, request.query.account)
      inspections.watch(accountId)
      response.json({ requests: inspections.of(accountId).map(summaryOf) })
    }),
  )

  router.delete(
    '/requests',
    route(async (request, response) => {
      const accountId = await ownAccount(context, request, request.query.account)
      inspections.clear(accountId)
      response.json({ accountId })
    }),
  )

  router.get(
    '/requests/:requestId',
    route(async (request, response) => {
      const kept = inspections.find(pathParameter(request, 'requestId'), await readerOf(context, request, { byId: true }))
      if (!kept) throw new LabError(404, 'NoSuchRequest', 'This request is no longer stored. Send it again to inspect it.')
      response.json({ request: inspectionOf(kept) })
    }),
  )
}
