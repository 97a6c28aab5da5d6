import { z } from 'zod'
import { accountEntity } from '../../account/account.js'
import { AdoptionTaken } from '../../account/accounts.js'
import type { Adoption } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { questionsFor } from '../../lessons/course/drawn-questions.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { isRight, quizAnswer } from '../../lessons/format/quiz.js'
import { inheritedAccount } from '../accounts/inherited-account.js'
import { addFixture, missingOperations } from '../accounts/play-fixture.js'
import type { LessonProgress } from '../progress/progress.js'
import type { LabApi } from './contract.js'
import { type LabContext, ownAccount, ownLesson } from './requests.js'

/** Progress of an account in the lessons: read, started, hinted, quizzed, pushed. */
export function progressRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { engine, course } = context

  routes.answer('GET /lab/progress', async (request) => {
    const accountId = await ownAccount(context, request, request.query.account)
    const progress = await Promise.all(
      course().lessons.map(async (lesson) => [lesson.id, await engine.progressOf(accountId, lesson)] as const),
    )
    return { accountId, lessons: Object.fromEntries(progress) }
  })

  routes.take('POST /lab/lessons/:id/start', forAccount({ setUp: z.boolean().optional() }), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    return await startLesson(context, accountId, lesson, body.setUp ?? false)
  })

  routes.take('POST /lab/lessons/:id/steps/:step/skip', forAccount({}), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    return await engine.skip(accountId, lesson, pathParameter(request, 'step'))
  })

  routes.take('POST /lab/lessons/:id/steps/:step/reset', forAccount({}), async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    return await engine.reopen(accountId, lesson, pathParameter(request, 'step'))
  })

  const hint = forAccount({ step: z.string(), hint: z.number().int().min(1).max(3) })
  routes.take('POST /lab/lessons/:id/hint', hint, async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    return await engine.openHint(accountId, lesson, body.step, body.hint)
  })

  const answered = forAccount({ quiz: z.string(), answer: quizAnswer })
  routes.take('POST /lab/lessons/:id/quiz', answered, async (body, request) => {
    const { accountId, lesson } = await ownLesson(context, request, body.account)
    const quiz = questionsFor(lesson, accountId).find(({ id }) => id === body.quiz)
    if (!quiz) throw new ApiError(404, 'NoSuchQuiz', `This lesson has no question '${body.quiz}'.`)
    const correct = isRight(quiz, body.answer)
    await engine.answer(accountId, lesson, quiz.id, correct)
    return { correct, ...(correct ? { explanation: quiz.explanation } : {}) }
  })
}

/** Throws ApiError if the lesson can't be played in this account; `setUp` adds what the account lacks for it. */
async function startLesson(context: LabContext, accountId: string, lesson: Lesson, setUp: boolean): Promise<LessonProgress> {
  const { accounts, engine, actors, learners, course } = context
  if (lesson.status === 'coming') throw new ApiError(409, 'Coming', 'You can’t play this lesson yet: it isn’t ready.')
  const fixture = lesson.start ? course().fixtures.get(lesson.start) : undefined
  if (lesson.exam && fixture?.account && (await learners.fixtureOf(accountId)) !== lesson.start) {
    throw new ApiError(409, 'FreshAccountNeeded', 'You take an exam in a separate account.')
  }
  const found = await accounts.get(accountId)
  const missing = found && fixture && !fixture.account ? missingOperations(context, found, fixture) : []
  const prepared = lesson.prepares ? course().fixtures.get(lesson.prepares) : undefined
  if (fixture && missing.length > 0) {
    if (!setUp)
      throw new ApiError(
        409,
        'PreconditionsMissing',
        `This lesson needs things that this account doesn’t have yet: ${missing.map(inWords).join('; ')}.`,
      )
  }
  await makeReady(context, accountId, lesson, missing.length > 0 ? fixture : undefined)
  if (prepared) await addFixture(context, accountId, prepared)
  await engine.start(accountId, lesson)
  await actors.enter(accountId, lesson)
  return await engine.progressOf(accountId, lesson)
}

const MAX_ATTEMPTS = 5

/** What a lesson stands on, and its second account if there is none yet: in one transaction. */
async function makeReady(context: LabContext, accountId: string, lesson: Lesson, missing: Fixture | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const partner = await newPartner(context, accountId, lesson)
    if (!missing && !partner) return
    try {
      await addFixture(context, accountId, missing, partner ? [partner] : [])
      return
    } catch (error) {
      // Another email for its root user, then.
      if (!(error instanceof AdoptionTaken) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function newPartner(context: LabContext, accountId: string, lesson: Lesson): Promise<Adoption | undefined> {
  const { accounts, course, learners, partners } = context
  const fixture = lesson.partner === undefined ? undefined : course().fixtures.get(lesson.partner)
  const account = await accounts.get(accountId)
  if (!lesson.partner || !fixture || !account || (await partners.of(accountId, lesson.id)) !== undefined) return undefined
  const owners = await learners.ownersOf(accountId)
  const documentsOf = (partnerId: string) => [
    partners.documentOf({ accountId, lesson: lesson.id }, partnerId),
    ...owners.map((learner) => learners.ownershipOf(learner, { accountId: partnerId, fixture: lesson.partner ?? '' })),
  ]
  // Both clocks show the same time, as those of two accounts at AWS do.
  return (await inheritedAccount(context, fixture, documentsOf, accountEntity(account).clockOffset)).adoption
}

/** A body that says whose account is meant. */
const forAccount = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ account: z.string(), ...shape })

/** `CreateUser alice`: the operation and the names it is about. */
const inWords = ({ call, with: input }: Fixture['operations'][number]): string =>
  [
    call.replace(/^\w+:/, ''),
    ...Object.entries(input).flatMap(([name, value]) => (/(Name|Arn)$/.test(name) ? [String(value).replace(/^.*\//, '')] : [])),
  ].join(' ')
