import type { Request, Router } from 'express'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import { questionsFor } from '../../lessons/course/drawn-questions.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import { isRight, quizAnswer } from '../../lessons/format/quiz.js'
import { addFixture, missingOperations } from '../accounts/play-fixture.js'
import { type LabContext, lessonOf, ownAccount } from './requests.js'

/** Progress of an account in the lessons: read, started, hinted, quizzed, pushed. */
export function progressRoutes(router: Router, context: LabContext): void {
  const { accounts, engine, actors, learners, subscriptions, inspections, course } = context

  router.get('/progress', async (request, response) => {
    const accountId = await ownAccount(context, request, request.query.account)
    const progress = await Promise.all(
      course().lessons.map(async (lesson) => [lesson.id, await engine.progressOf(accountId, lesson)] as const),
    )
    response.json({ accountId, lessons: Object.fromEntries(progress) })
  })

  router.get('/events', async (request, response) => {
    const accountIds = await ownAccounts(context, request)
    for (const accountId of accountIds) inspections.watch(accountId)
    const watcher = learners.isOperator(request) ? undefined : await learners.learnerOf(request)
    subscriptions.add(accountIds, response, watcher)
  })

  router.post('/lessons/:id/start', async (request, response) => {
    const { account, setUp } = z.object({ account: z.string(), setUp: z.boolean().default(false) }).parse(request.body)
    const accountId = await ownAccount(context, request, account)
    const lesson = lessonOf(context, pathParameter(request, 'id'))
    if (lesson.status === 'coming') throw new ApiError(409, 'Coming', 'You can’t play this lesson yet: it isn’t ready.')
    const fixture = lesson.start ? course().fixtures.get(lesson.start) : undefined
    if (lesson.exam && fixture?.account && (await learners.fixtureOf(accountId)) !== lesson.start) {
      throw new ApiError(409, 'FreshAccountNeeded', 'You take an exam in its own account.')
    }
    const found = await accounts.get(accountId)
    const missing = found && fixture && !fixture.account ? missingOperations(context, found, fixture) : []
    if (fixture && missing.length > 0) {
      if (!setUp)
        throw new ApiError(
          409,
          'PreconditionsMissing',
          `This lesson needs things that this account doesn’t have yet: ${missing.map(inWords).join('; ')}.`,
        )
      await addFixture(context, accountId, fixture)
    }
    await engine.start(accountId, lesson)
    await actors.enter(accountId, lesson)
    response.json(await engine.progressOf(accountId, lesson))
  })

  for (const [verb, change] of [
    ['skip', engine.skip.bind(engine)],
    ['reset', engine.reopen.bind(engine)],
  ] as const) {
    router.post(`/lessons/:id/steps/:step/${verb}`, async (request, response) => {
      const accountId = await ownAccount(context, request, z.object({ account: z.string() }).parse(request.body).account)
      const lesson = lessonOf(context, pathParameter(request, 'id'))
      response.json(await change(accountId, lesson, pathParameter(request, 'step')))
    })
  }

  router.post('/lessons/:id/hint', async (request, response) => {
    const body = z.object({ account: z.string(), step: z.string(), hint: z.number().int().min(1).max(3) }).parse(request.body)
    const accountId = await ownAccount(context, request, body.account)
    response.json(await engine.openHint(accountId, lessonOf(context, pathParameter(request, 'id')), body.step, body.hint))
  })

  router.post('/lessons/:id/quiz', async (request, response) => {
    const body = z.object({ account: z.string(), quiz: z.string(), answer: quizAnswer }).parse(request.body)
    const accountId = await ownAccount(context, request, body.account)
    const lesson = lessonOf(context, pathParameter(request, 'id'))
    const quiz = questionsFor(lesson, accountId).find(({ id }) => id === body.quiz)
    if (!quiz) throw new ApiError(404, 'NoSuchQuiz', `This lesson has no question '${body.quiz}'.`)
    const correct = isRight(quiz, body.answer)
    await engine.answer(accountId, lesson, quiz.id, correct)
    response.json({ correct, ...(correct ? { explanation: quiz.explanation } : {}) })
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

/** `CreateUser alice`: the operation and the names it is about. */
const inWords = ({ call, with: input }: Fixture['operations'][number]): string =>
  [
    call.replace(/^\w+:/, ''),
    ...Object.entries(input).flatMap(([name, value]) => (/(Name|Arn)$/.test(name) ? [String(value).replace(/^.*\//, '')] : [])),
  ].join(' ')
