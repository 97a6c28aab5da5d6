import type { Request } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { ACCOUNT_ID, pathParameter } from '../../api/parameters.js'
import type { Course } from '../../lessons/course/load-course.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { clientOf } from '../../proxy/client.js'
import type { Reader } from '../../records/reader.js'
import type { StartCopies } from '../accounts/start-copies.js'
import type { Actors } from '../actors.js'
import { LOCAL } from '../learners.js'
import type { Notes } from '../notes/notes.js'
import type { Partners } from '../partners.js'
import type { LessonEngine } from '../progress/engine.js'
import type { LiveAccounts } from '../progress/live-accounts.js'
import type { OfClass } from '../progress/progress.js'
import type { Subscriptions } from '../progress/subscriptions.js'
import type { LabAct, LabActOf, LabServices } from '../services.js'
import type { ShowMe } from '../show-me/show-me.js'

/** What the lab's routes share. */
export interface LabContext extends LabServices {
  engine: LessonEngine
  actors: Actors
  notes: Notes
  partners: Partners
  startCopies: StartCopies
  showMe: ShowMe
  subscriptions: Subscriptions
  live: LiveAccounts
  course: () => Course
}

/** Only the learner who owns the account, or the operator, comes past this. */
export async function ownAccount(
  { learners, accounts, engine }: LabContext,
  request: Request,
  accountId: unknown,
): Promise<string> {
  const id = ACCOUNT_ID.parse(accountId)
  const learner = await learners.learnerOf(request)
  const mine = learners.isOperator(request) || (learner !== undefined && (await learners.ownership(learner, id)) !== undefined)
  if (!mine) throw new ApiError(403, 'NotYours', 'This account isn’t yours.')
  const account = await accounts.get(id)
  if (!account) {
    const nextStep = 'iam-dojo account list shows the accounts of this server.'
    throw new ApiError(404, 'NoSuchAccount', `There’s no account ${id}.`, { nextStep })
  }
  await engine.seen(account, clientOf(request).address)
  return id
}

/** Whose pages the request's browser belongs to; undefined for the operator. */
export async function watcherOf({ learners }: LabContext, request: Request): Promise<string | undefined> {
  return learners.isOperator(request) ? undefined : learners.learnerOf(request)
}

/** Throws ApiError ClassRule if the learner's class says that they may not do this now. */
export async function refuseByClass(
  { learners, classRules }: LabContext,
  request: Request,
  act: LabAct,
  of: Omit<LabActOf, 'learner'> = {},
): Promise<void> {
  if (!classRules || learners.isOperator(request)) return
  const sentence = await classRules.refuses({ ...of, learner: (await learners.learnerOf(request)) ?? '' }, act)
  if (sentence !== undefined) throw new ApiError(409, 'ClassRule', sentence)
}

/** What the class of the request's learner says of a lesson that is started now. */
export async function ofClass({ learners, classRules }: LabContext, request: Request, { id }: Lesson): Promise<OfClass> {
  const learner = classRules && (await learners.learnerOf(request))
  const heldAt = learner === undefined ? undefined : await classRules?.heldAt(learner, id)
  return heldAt === undefined ? {} : { heldAt }
}

/** Throws ApiError NoSuchLesson. */
export function lessonOf({ course }: LabContext, id: string): Lesson {
  const lesson = course().lessons.find((one) => one.id === id)
  if (!lesson) throw new ApiError(404, 'NoSuchLesson', `There’s no lesson '${id}'.`)
  return lesson
}

/** The lesson of the path (`:id`) and the learner's own account that is meant. */
export async function ownLesson(
  context: LabContext,
  request: Request,
  account: unknown,
): Promise<{ accountId: string; lesson: Lesson }> {
  return {
    accountId: await ownAccount(context, request, account),
    lesson: lessonOf(context, pathParameter(request, 'id')),
  }
}

/**
 * Whose requests this one may read: those of one account (`?account=`), or of all accounts of the learner. The operator
 * reads all. Throws ApiError NotYours.
 *
 * A call with a key id that is no account's belongs to nobody. The person at the machine reads those of their own
 * address. Others share that address with them, so they must know the call's request id (`byId`).
 */
export async function readerOf(context: LabContext, request: Request, { byId }: { byId: boolean }): Promise<Reader> {
  if (request.query.account !== undefined) {
    return { accountIds: [await ownAccount(context, request, request.query.account)], sourceIp: '' }
  }
  const { learners } = context
  const sourceIp = clientOf(request).address
  if (learners.isOperator(request)) return { accountIds: 'all', sourceIp }
  const learner = await learners.learnerOf(request)
  if (learner === undefined)
    throw new ApiError(403, 'NotYours', 'Open the console once in this browser, or use iam-dojo explain.')
  const accountIds = (await learners.accountsOf(learner)).map(({ accountId }) => accountId)
  return { accountIds, sourceIp: byId || learner === LOCAL ? sourceIp : '' }
}

/** A body that says whose account is meant. */
export const forAccount = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ account: z.string(), ...shape })
