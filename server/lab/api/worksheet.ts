import type { Request } from 'express'
import { z } from 'zod'
import type { Entity } from '../../account/account.js'
import { ApiError } from '../../api/api-error.js'
import type { Routes } from '../../api/routes.js'
import type { Lesson, Worksheet as WorksheetText } from '../../lessons/format/lesson.js'
import { basicTime } from '../../sigv4/basic-time.js'
import { asSeen } from '../progress/progress.js'
import { compare } from '../worksheet/compare.js'
import { keyToSignWith, worksheetOf } from '../worksheet/worksheet.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownLesson } from './requests.js'

const account = z.string()
const time = z.string().regex(/^\d{8}T\d{6}Z$/, 'write a time as 20260131T102030Z')
/** As in a query and in a body; a page that was reloaded asks for the time that its request had. */
const asked = z.object({ account, snippet: z.string(), time: time.optional() })
const handedIn = asked.extend({ text: z.string().max(8000), time })

/** Requests to sign by hand: one to begin with, and what is wrong with what was made of it. */
export function worksheetRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { engine, accounts, clock } = context

  const signing = async (
    request: Request,
    { account: given, snippet: id }: Pick<z.infer<typeof asked>, 'account' | 'snippet'>,
  ): Promise<{ accountId: string; lesson: Lesson; snippet: WorksheetText; key: Entity<'AccessKey'>; host: string }> => {
    const { accountId, lesson } = await ownLesson(context, request, given)
    const snippet = lesson.snippets.find((one) => one.id === id)
    if (snippet?.kind !== 'worksheet') throw new ApiError(404, 'NoSuchWorksheet', `This lesson has no worksheet '${id}'.`)
    const found = await accounts.get(accountId)
    const key = found && keyToSignWith(found, snippet.user)
    if (!key) throw new ApiError(409, 'NoKey', `${snippet.user} has no active access key to sign with.`)
    return { accountId, lesson, snippet, key, host: request.headers.host ?? '' }
  }

  routes.answer('GET /lab/lessons/:id/worksheet', async (request) => {
    const { time, ...wanted } = asked.parse(request.query)
    const { snippet, key, host } = await signing(request, wanted)
    return worksheetOf(snippet.user, key.accessKeyId, host, time ?? basicTime(clock.now()))
  })

  routes.take('POST /lab/lessons/:id/worksheet', handedIn, async (body, request) => {
    const { accountId, lesson, snippet, key, host } = await signing(request, body)
    const findings = compare(snippet.part, worksheetOf(snippet.user, key.accessKeyId, host, body.time), key.secret, body.text)
    return asSeen(await engine.handIn(accountId, lesson, snippet.id, findings))
  })
}
