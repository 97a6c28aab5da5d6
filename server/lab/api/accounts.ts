import type { Router } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import { durationMs } from '../../lessons/format/duration.js'
import { type AccountListing, describeAccount, fixturePassword } from '../accounts/describe.js'
import { resetAccount } from '../accounts/reset.js'
import { type LabContext, ownAccount } from './requests.js'

/** Accounts of this learner (of everybody for the operator): list, reset, delete, clock. */
export function accountRoutes(router: Router, context: LabContext): void {
  const { learners, accounts, actors } = context

  router.get('/session', async (request, response) => {
    const learner = await learners.enter(request, response)
    const owned = await learners.accountsOf(learner)
    const listed = await Promise.all(
      owned.map(async ({ accountId, fixture }) => ({
        ...(await describeAccount(context, accountId)),
        course: fixture !== undefined,
        ...(await fixturePassword(context, accountId, fixture)),
      })),
    )
    response.json({ learner: { id: learner }, accounts: listed.filter(({ accountId }) => accountId !== undefined) })
  })

  router.get('/accounts', async (request, response) => {
    const ids = learners.isOperator(request)
      ? await accounts.repository.list()
      : (await learners.accountsOf((await learners.learnerOf(request)) ?? '')).map(({ accountId }) => accountId)
    const listed = await Promise.all(ids.map((id) => describeAccount(context, id)))
    response.json({ accounts: listed.filter((listing): listing is AccountListing => listing !== undefined) })
  })

  router.post('/accounts/:id/reset', async (request, response) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    const fixture = await learners.fixtureOf(accountId)
    const from = fixture ? context.course().fixtures.get(fixture) : undefined
    await resetAccount(context, await accounts.existing(accountId), await learners.ownershipsOf(accountId), from)
    const { name, email } = (await describeAccount(context, accountId)) ?? {}
    response.json(from?.account ? { accountId, name, email, password: from.account.password } : { accountId })
  })

  router.delete('/accounts/:id', async (request, response) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    await accounts.remove(await accounts.existing(accountId))
    response.json({ accountId })
  })

  router.post('/accounts/:id/clock', async (request, response) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    const { forward } = z.object({ forward: z.string() }).parse(request.body)
    const ms = durationMs(forward)
    if (ms === undefined) throw new ApiError(400, 'InvalidInput', 'Give a number and s, m, h, or d, such as 90d')
    const clockOffset = await actors.forward(accountId, ms)
    if (clockOffset === undefined) throw new ApiError(400, 'TooFar', 'You can move a clock at most ten years ahead.')
    response.json({ clockOffset })
  })
}
