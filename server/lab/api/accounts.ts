import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { durationMs } from '../../lessons/format/duration.js'
import { describeAccount, fixturePassword } from '../accounts/describe.js'
import { resetAccount } from '../accounts/reset-account.js'
import { asSeen } from '../progress/progress.js'
import type { LabApi, OwnExam } from './contract.js'
import { type LabContext, ownAccount, refuseByClass } from './requests.js'

/** Accounts of this learner (of everybody for the operator): list, reset, delete, clock. */
export function accountRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { learners, accounts, actors, partners } = context

  const titleOf = (lesson: string): string => context.course().lessons.find(({ id }) => id === lesson)?.title ?? lesson

  routes.answer('GET /lab/session', async (request, response) => {
    const learner = await learners.enter(request, response)
    const owned = await learners.accountsOf(learner)
    const listed = await Promise.all(
      owned.map(async ({ accountId, fixture }) => {
        const listing = await describeAccount(context, accountId)
        if (!listing) return undefined
        const exam = await examOf(context, accountId, fixture)
        const own = {
          ...{ ...listing, course: fixture !== undefined },
          ...(await fixturePassword(context, accountId, fixture)),
          ...(exam ? { exam } : {}),
        }
        const of = await partners.isOf(accountId)
        return of ? { ...own, partnerOf: { ...of, title: titleOf(of.lesson) } } : own
      }),
    )
    return { learner: { id: learner }, accounts: listed.filter((one) => one !== undefined) }
  })

  routes.answer('GET /lab/accounts', async (request) => {
    const ids = learners.isOperator(request)
      ? await accounts.repository.list()
      : (await learners.accountsOf((await learners.learnerOf(request)) ?? '')).map(({ accountId }) => accountId)
    const listed = await Promise.all(ids.map((id) => describeAccount(context, id)))
    return { accounts: listed.filter((listing) => listing !== undefined) }
  })

  routes.answer('POST /lab/accounts/:id/reset', async (request) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    await refuseByClass(context, request, 'reset', { accountId })
    const from = await resetAccount(context, accountId)
    const listing = await describeAccount(context, accountId)
    // In a class, accounts of a fixture keep the password that their learners got.
    if (!from?.account || !listing || context.classRules) return { accountId }
    return { accountId, name: listing.name, email: listing.email, password: from.account.password }
  })

  routes.answer('DELETE /lab/accounts/:id', async (request) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    await refuseByClass(context, request, 'delete', { accountId })
    await accounts.remove(await accounts.existing(accountId), ...(await partners.refsOf(accounts, accountId)))
    return { accountId }
  })

  routes.take('POST /lab/accounts/:id/clock', z.object({ forward: z.string() }), async ({ forward }, request) => {
    const accountId = await ownAccount(context, request, pathParameter(request, 'id'))
    const ms = durationMs(forward)
    if (ms === undefined) throw new ApiError(400, 'InvalidInput', 'Give a number and s, m, h, or d, such as 90d')
    const clockOffset = await actors.forward(accountId, ms)
    if (clockOffset === undefined) throw new ApiError(400, 'TooFar', 'You can move a clock at most ten years ahead.')
    return { clockOffset }
  })
}

/** The exam that the account was made for, by the fixture that it began with, and how it was passed. */
async function examOf(
  { course, engine }: LabContext,
  accountId: string,
  fixture: string | undefined,
): Promise<OwnExam | undefined> {
  const lesson = course().lessons.find(({ exam, start }) => exam !== undefined && start !== undefined && start === fixture)
  if (!lesson) return undefined
  const { grade } = asSeen(await engine.progressOf(accountId, lesson))
  if (!grade) return { lessonId: lesson.id }
  const { points, of, passed, at } = grade
  return { lessonId: lesson.id, result: { points, of, passed, at } }
}
