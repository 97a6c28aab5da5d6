import { ApiError } from '../../api/api-error.js'
import type { Routes } from '../../api/routes.js'
import { billFor } from '../bill.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownLesson } from './requests.js'

/** `GET /lessons/:id/bill?account=…&principal=…`: a simulated bill, and whose credentials it may be asked for. */
export function billRoutes(routes: Routes<LabApi>, context: LabContext): void {
  routes.answer('GET /lab/lessons/:id/bill', async (request) => {
    const { accountId, lesson } = await ownLesson(context, request, request.query.account)
    const account = await context.accounts.get(accountId)
    const { bill } = lesson
    const { principal } = request.query
    const found = account && bill && billFor(account, bill, typeof principal === 'string' ? principal : 'root')
    if (!account || !found) throw new ApiError(404, 'NoBill', 'There’s no bill for this identity.')
    return { ...found, principals: ['root', ...account.ordered('User').map(({ userName }) => userName)] }
  })
}
