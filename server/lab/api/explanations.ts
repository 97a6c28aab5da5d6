import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { explanationText } from '../../records/explanations/text.js'
import type { LabApi } from './contract.js'
import { type LabContext, readerOf, refuseByClass } from './requests.js'

/**
 * `GET /explanations/:requestId` and `GET /explanations/last`: why a request was answered as it was, as JSON and, under
 * `text`, for a terminal; `?account=` narrows `last`. A learner reads those of their own accounts; the operator all.
 */
export function explanationRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { explanations } = context
  routes.answer('GET /lab/explanations/:requestId', async (request) => {
    const requestId = pathParameter(request, 'requestId')
    await refuseByClass(context, request, 'explain')
    const reader = await readerOf(context, request, { byId: requestId !== 'last' })
    const found = requestId === 'last' ? await explanations.last(reader) : await explanations.find(requestId, reader)
    if (!found) {
      const message =
        requestId === 'last'
          ? 'No request has failed yet.'
          : `No request ${requestId} is known. Clients print the request ID with --debug, as x-amzn-RequestId.`
      throw new ApiError(404, 'NoSuchRequest', message)
    }
    return { explanation: found, text: explanationText(found) }
  })
}
