import type { NumberedRecord } from '../../account/request-record.js'
import { describeAccount } from '../../lab/accounts/describe.js'
import type { RequestSummary } from '../../lab/api/contract.js'
import type { LabContext } from '../../lab/api/requests.js'
import { PROGRESS } from '../../lab/progress/lesson-documents.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { explainFailedAuthentication, explainRecord } from '../../records/explanations/explain.js'
import { clientName } from '../../records/inspections/client-name.js'
import type { Refusal } from '../../records/refusals.js'
import type { LearnerRow } from '../rows.js'
import { AccountSigns } from './account-signs.js'
import { accountView } from './account-view.js'
import { PAGE_ADDRESSES } from './class-watch.js'
import type { LearnerPage } from './contract.js'
import { timelineOf } from './timeline.js'

/** How many of an account's newest records are searched for those of failed requests. */
const SEARCHED = 500
const MOST_REFUSALS = 20

/**
 * What the staff sees of a learner, which learners can look at themselves. `isExplained`: with the reasons of refusals; a
 * learner isn't told them during an exam.
 */
export async function learnerPage(lab: LabContext, row: LearnerRow, isExplained: boolean): Promise<LearnerPage> {
  const { id, body } = row
  const accountIds = (await lab.learners.accountsOf(id)).map(({ accountId }) => accountId)
  const seen = await Promise.all(accountIds.map((accountId) => seenOf(lab, accountId)))
  const failures = seen.flatMap(({ signs }) => signs.failures).sort((one, other) => other.at - one.at)
  const activeAt = Math.max(body.joinedAt ?? 0, ...seen.map(({ signs }) => signs.activeAt))
  const explained = new Map(
    seen.flatMap(({ records, refusals }) => [...records, ...refusals].map((one) => [one.requestId, one])),
  )
  return {
    learner: {
      ...{ id, name: body.name },
      ...(body.section === undefined ? {} : { section: body.section }),
      ...(body.joinedAt === undefined ? {} : { joinedAt: body.joinedAt }),
      ...(activeAt === 0 ? {} : { seenAt: activeAt }),
    },
    timeline: timelineOf(
      body.joinedAt,
      seen.flatMap(({ lessons }) => lessons),
      failures,
    ),
    refusals: failures.slice(0, MOST_REFUSALS).flatMap(({ requestId, accountId }) => {
      const call = explained.get(requestId)
      return call ? [refusalOf(call, accountId, isExplained)] : []
    }),
    accounts: (await Promise.all(accountIds.map((accountId) => shownAccount(lab, accountId)))).flatMap((one) => one ?? []),
  }
}

interface Seen {
  signs: AccountSigns
  records: NumberedRecord[]
  refusals: Refusal[]
  lessons: { lesson: Lesson; progress: LessonProgress }[]
}

async function seenOf({ accounts, documents, refusals, course }: LabContext, accountId: string): Promise<Seen> {
  await accounts.flush(accountId)
  const [newest, refused, stored, pages] = await Promise.all([
    accounts.repository.newestRecords(accountId, { limit: SEARCHED }),
    refusals.ofAccounts([accountId]),
    documents.listOf<LessonProgress>(accountId, PROGRESS),
    documents.listOf<{ address: string }>(accountId, PAGE_ADDRESSES),
  ])
  const signs = new AccountSigns()
  const lessons = course().lessons.flatMap((lesson) => {
    const progress = stored.find(({ id }) => id === `${accountId}/${lesson.id}`)?.body
    return progress ? [{ lesson, progress }] : []
  })
  for (const { lesson, progress } of lessons) signs.progressed(lesson, progress)
  for (const record of newest.toReversed()) signs.recorded(record)
  signs.refused(
    refused,
    pages.map(({ body }) => body.address),
  )
  return { signs, records: newest.filter(({ outcome }) => outcome === 'error'), refusals: refused, lessons }
}

function refusalOf(call: NumberedRecord | Refusal, accountId: string, isExplained: boolean): LearnerPage['refusals'][number] {
  const { requestId, realTime, sourceIp, userAgent, service, name, errorCode } = call
  const request: RequestSummary = {
    ...{ requestId, accountId, sourceIp },
    time: new Date(realTime).toISOString(),
    client: clientName({ 'user-agent': userAgent }),
    operation: `${service}:${name}`,
    ...(errorCode === undefined ? {} : { errorCode }),
  }
  if (!isExplained) return { request }
  return { request, explanation: 'sequence' in call ? explainRecord(call) : explainFailedAuthentication(call) }
}

async function shownAccount(lab: LabContext, accountId: string): Promise<LearnerPage['accounts'][number] | undefined> {
  const listing = await describeAccount(lab, accountId)
  const account = listing && (await lab.accounts.get(accountId))
  return account && { ...listing, ...accountView(account) }
}
