import { accountEntity } from '../account/account.js'
import { AdoptionTaken } from '../account/accounts.js'
import type { AccountDocument, Adoption } from '../account/repository.js'
import { ApiError } from '../api/api-error.js'
import type { Fixture } from '../lessons/course/fixture.js'
import type { Lesson } from '../lessons/format/lesson.js'
import { backToStart } from './accounts/back-to-start.js'
import { inheritedAccount } from './accounts/inherited-account.js'
import { keptDocuments } from './accounts/kept-documents.js'
import { addFixtures, missingOperations } from './accounts/play-fixture.js'
import type { LabContext } from './api/requests.js'
import { progressDocuments } from './progress/lesson-documents.js'
import type { LessonProgress, OfClass } from './progress/progress.js'

interface Start {
  /** Adds what the account lacks for it. */
  setUp: boolean
  ofClass?: OfClass
}

/** Throws ApiError if the lesson can't be played in this account. */
export async function startLesson(
  context: LabContext,
  accountId: string,
  lesson: Lesson,
  { setUp, ofClass = {} }: Start,
): Promise<LessonProgress> {
  const { accounts, learners, course } = context
  if (lesson.status === 'coming') throw new ApiError(409, 'Coming', 'You can’t play this lesson yet: it isn’t ready.')
  const fixture = lesson.start ? course().fixtures.get(lesson.start) : undefined
  if (lesson.exam && fixture?.account && (await learners.fixtureOf(accountId)) !== lesson.start) {
    throw new ApiError(409, 'FreshAccountNeeded', 'You take an exam in a separate account.')
  }
  const found = await accounts.get(accountId)
  const missing = found && fixture && !fixture.account ? missingOperations(context, found, fixture) : []
  const prepared = lesson.prepares ? course().fixtures.get(lesson.prepares) : undefined
  if (missing.length > 0 && !setUp) {
    throw new ApiError(
      409,
      'PreconditionsMissing',
      `This lesson needs things that this account doesn’t have yet: ${missing.map(inWords).join('; ')}.`,
    )
  }
  const added = [missing.length > 0 ? fixture : undefined, prepared].filter((one) => one !== undefined)
  await makeReady(context, accountId, lesson, added)
  await keepCopy(context, accountId, lesson)
  return await begin(context, accountId, lesson, ofClass)
}

async function begin(
  { engine, actors }: LabContext,
  accountId: string,
  lesson: Lesson,
  ofClass: OfClass,
): Promise<LessonProgress> {
  await engine.start(accountId, lesson, ofClass)
  await actors.enter(accountId, lesson)
  return await engine.progressOf(accountId, lesson)
}

/** Starting over in the middle of a lesson keeps the earlier copy. */
async function keepCopy(context: LabContext, accountId: string, lesson: Lesson): Promise<void> {
  const { accounts, engine, partners, startCopies } = context
  const account = await accounts.get(accountId)
  if (lesson.exam || !account) return
  const partnerId = lesson.partner === undefined ? undefined : await partners.of(accountId, lesson.id)
  const { status } = await engine.progressOf(accountId, lesson)
  const kept = await startCopies.about(accountId, lesson.id)
  if (status === 'started' && kept && kept.partnerId === partnerId) return
  await startCopies.keep(account, lesson.id, partnerId)
}

/** The lesson begins again in the account as it was; other lessons keep their progress. Throws ApiError. */
export async function takeBack(
  context: LabContext,
  accountId: string,
  lesson: Lesson,
  ofClass: OfClass = {},
): Promise<LessonProgress> {
  const { accounts, engine, learners, notes, startCopies } = context
  const account = await accounts.existing(accountId)
  const copy = await startCopies.of(account, lesson.id)
  if (!copy) {
    const message = 'IAM Dojo has no copy of this account from the start of the lesson. You can reset the account instead.'
    throw new ApiError(409, 'NoCopy', message)
  }
  const { [lesson.id]: _restarted, ...others } = await engine.all(accountId)
  await backToStart(context, copy, {
    async own(after) {
      return [
        ...(await keptDocuments(context, accountId)),
        ...progressDocuments(accountId, others),
        ...(await startCopies.documentsFor(account, after)),
      ]
    },
    async partner(after) {
      const before = await accounts.get(after.accountId)
      return [
        ...partnerDocuments(context, { accountId, lesson, owners: await learners.ownersOf(accountId) }, after.accountId),
        ...(before ? await notes.documentsOf(after.accountId) : []),
        ...(before ? progressDocuments(after.accountId, await engine.all(after.accountId)) : []),
        ...(before ? await startCopies.documentsFor(before, after) : []),
      ]
    },
  })
  return await begin(context, accountId, lesson, ofClass)
}

const MAX_ATTEMPTS = 5

/** What a lesson stands on, and its second account if there is none yet: in one transaction. */
async function makeReady(context: LabContext, accountId: string, lesson: Lesson, added: readonly Fixture[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const partner = await newPartner(context, accountId, lesson)
    if (added.length === 0 && !partner) return
    try {
      await addFixtures(context, accountId, added, partner ? [partner] : [])
      return
    } catch (error) {
      // The name is taken, so try again with another root email.
      if (!(error instanceof AdoptionTaken) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function newPartner(context: LabContext, accountId: string, lesson: Lesson): Promise<Adoption | undefined> {
  const { accounts, course, partners } = context
  const fixture = lesson.partner === undefined ? undefined : course().fixtures.get(lesson.partner)
  const account = await accounts.get(accountId)
  if (!fixture || !account || (await partners.of(accountId, lesson.id)) !== undefined) return undefined
  const owners = await context.learners.ownersOf(accountId)
  const documentsOf = (partnerId: string) => partnerDocuments(context, { accountId, lesson, owners }, partnerId)
  // Both clocks show the same time, as those of two accounts at AWS do.
  return (await inheritedAccount(context, fixture, documentsOf, accountEntity(account).clockOffset)).adoption
}

/** Whose the second account of a lesson is: the lesson's, and of whoever owns the lesson's account. */
const partnerDocuments = (
  { learners, partners }: LabContext,
  { accountId, lesson, owners }: { accountId: string; lesson: Lesson; owners: readonly string[] },
  partnerId: string,
): AccountDocument[] => [
  partners.documentOf({ accountId, lesson: lesson.id }, partnerId),
  ...owners.map((learner) => learners.ownershipOf(learner, { accountId: partnerId, fixture: lesson.partner ?? '' })),
]

/** `CreateUser alice`: the operation and the names it is about. */
const inWords = ({ call, with: input }: Fixture['operations'][number]): string =>
  [
    call.replace(/^\w+:/, ''),
    ...Object.entries(input).flatMap(([name, value]) => (/(Name|Arn)$/.test(name) ? [String(value).replace(/^.*\//, '')] : [])),
  ].join(' ')
