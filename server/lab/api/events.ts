import type { Request, Router } from 'express'
import { z } from 'zod'
import { type LabContext, ownAccount, watcherOf } from './requests.js'

/** `GET /events?account=…&account=…`: server-sent events of the learner's accounts. */
export function eventRoutes(router: Router, context: LabContext): void {
  const { subscriptions, live, inspections } = context

  router.get('/events', async (request, response) => {
    const accountIds = await ownAccounts(context, request)
    for (const accountId of accountIds) await inspections.watch(accountId)
    const watcher = await watcherOf(context, request)
    await live.watch(accountIds, () => subscriptions.add(accountIds, response, watcher))
  })
}

const MAX_WATCHED = 20

/**
 * Those of the accounts in `?account=` (once for each) that are the learner's; one that is gone, which another tab may
 * still show, does not take the stream from the others. Throws ApiError where none is left.
 */
async function ownAccounts(context: LabContext, request: Request): Promise<string[]> {
  const asked = z.array(z.string()).max(MAX_WATCHED).parse([request.query.account].flat())
  const found = await Promise.allSettled(asked.map((accountId) => ownAccount(context, request, accountId)))
  const own = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const [refused] = found.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (own.length === 0) throw refused
  return [...new Set(own)]
}
