import type { Request } from 'express'
import type { Reader } from '../events/reader.js'
import { LabError } from './lab-error.js'
import { type LabContext, ownAccount } from './router.js'

/** Who asks: of one account (`?account=`), else of all accounts that are theirs; the operator of all. */
export async function readerOf(context: LabContext, request: Request): Promise<Reader> {
  const sourceIp = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  if (request.query.account !== undefined) {
    return { accountIds: [await ownAccount(context, request, request.query.account)], sourceIp: '' }
  }
  const { learners } = context
  if (learners.isOperator(request)) return { accountIds: 'all', sourceIp }
  const learner = await learners.learnerOf(request)
  if (learner === undefined)
    throw new LabError(403, 'NotYours', 'Open the console once in this browser, or use iam-dojo explain.')
  return { accountIds: (await learners.accountsOf(learner)).map(({ accountId }) => accountId), sourceIp }
}
