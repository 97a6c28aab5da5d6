import type { Router } from 'express'
import { lessonOf } from '../course/routes.js'
import { LabError } from '../lab-error.js'
import { type LabContext, ownAccount, pathParameter, route } from '../router.js'
import { billFor } from './bill.js'

/** `GET /lessons/:id/bill?account=…&principal=…`: a simulated bill, and whose credentials it may be asked for. */
export function billRoutes(router: Router, context: LabContext): void {
  router.get(
    '/lessons/:id/bill',
    route(async (request, response) => {
      const accountId = await ownAccount(context, request, request.query.account)
      const account = await context.accounts.get(accountId)
      const { bill } = lessonOf(context, pathParameter(request, 'id'))
      const { principal } = request.query
      const found = account && bill && billFor(account, bill, typeof principal === 'string' ? principal : 'root')
      if (!account || !found) throw new LabError(404, 'NoBill', 'There’s no bill for this identity.')
      response.json({ ...found, principals: ['root', ...account.ordered('User').map(({ userName }) => userName)] })
    }),
  )
}
