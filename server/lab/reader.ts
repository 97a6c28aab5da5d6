import type { Request } from 'express'
import type { Reader } from '../events/reader.js'
import { sourceIpOf } from '../http/source-ip.js'
import { LabError } from './lab-error.js'
import { LOCAL } from './learners.js'
import { type LabContext, ownAccount } from './router.js'

/**
 * Whose requests this one may read: those of one account (`?account=`), or of all accounts of the learner. The operator
 * reads all. Throws LabError NotYours.
 *
 * A call with a key id that is no account's belongs to nobody. The person at the machine reads those of their own
 * address. Others share that address with them, so they must know the call's request id (`byId`).
 */
export async function readerOf(context: LabContext, request: Request, { byId }: { byId: boolean }): Promise<Reader> {
  if (request.query.account !== undefined) {
    return { accountIds: [await ownAccount(context, request, request.query.account)], sourceIp: '' }
  }
  const { learners } = context
  const sourceIp = sourceIpOf(request)
  if (learners.isOperator(request)) return { accountIds: 'all', sourceIp }
  const learner = await learners.learnerOf(request)
  if (learner === undefined)
    throw new LabError(403, 'NotYours', 'Open the console once in this browser, or use iam-dojo explain.')
  const accountIds = (await learners.accountsOf(learner)).map(({ accountId }) => accountId)
  return { accountIds, sourceIp: byId || learner === LOCAL ? sourceIp : '' }
}
