import type { Request, Response } from 'express'
import { ApiError } from '../../api/api-error.js'
import { pathParameter } from '../../api/parameters.js'
import type { Routes } from '../../api/routes.js'
import { questionsFor } from '../../lessons/course/drawn-questions.js'
import { filled } from '../../lessons/course/template.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { withPictureAddresses } from '../../lessons/format/pictures.js'
import { type Chosen, makeInheritedAccount } from '../accounts/inherited-account.js'
import { ownRootPassword } from '../accounts/own-root-password.js'
import { asSeen } from '../progress/progress.js'
import type { InheritedAccount, LabApi, LessonText } from './contract.js'
import { type LabContext, lessonOf, ownAccount, refuseByClass } from './requests.js'

/** The account that the first lesson begins in. */
export const COURSE_FIXTURE = 'inherited-account'

/** Lessons as texts, and the account that the course begins with. */
export function courseRoutes(routes: Routes<LabApi>, context: LabContext): void {
  const { learners, course, baseUrl } = context

  /** A new account as a fixture left it, for this learner. */
  const inherit = async (
    request: Request,
    response: Response,
    name: string,
  ): Promise<InheritedAccount & { signInUrl: string }> => {
    await refuseByClass(context, request, 'new-account')
    const learner = await learners.enter(request, response)
    const fixture = course().fixtures.get(name)
    if (!fixture) throw new Error(`there’s no fixture ${name}`)
    const documentsOf = (accountId: string) => [learners.ownershipOf(learner, { accountId, fixture: name })]
    const { classRules } = context
    const make = (chosen?: Chosen) => makeInheritedAccount(context, fixture, documentsOf, chosen)
    const makeForClass = async () => {
      const { password, rootPassword } = await ownRootPassword(context, learner)
      return { ...(await make({ rootPassword })), password }
    }
    const account = await (classRules ? classRules.withPlaceForAccount(learner, makeForClass) : make())
    response.status(201)
    return { ...account, signInUrl: `${baseUrl()}/signin?account=${account.accountId}` }
  }

  routes.answer('POST /lab/course', (request, response) => inherit(request, response, COURSE_FIXTURE))

  routes.answer('POST /lab/lessons/:id/account', async (request, response) => {
    const { start, exam } = lessonOf(context, pathParameter(request, 'id'))
    if (!start || !exam) throw new ApiError(400, 'NoAccountOfItsOwn', 'You play this lesson in your existing account.')
    return inherit(request, response, start)
  })

  routes.answer('GET /lab/lessons', async () =>
    course().lessons.map(({ id, title, minutes, level, status, exam, steps }) => ({
      id,
      title,
      minutes,
      level,
      status,
      exam: exam !== undefined,
      steps: steps.map((step) => ({ id: step.id, title: step.title })),
    })),
  )

  routes.answer('GET /lab/lessons/:id', (request) =>
    lessonText(context, request, lessonOf(context, pathParameter(request, 'id'))),
  )
}

async function lessonText(context: LabContext, request: Request, lesson: Lesson): Promise<LessonText> {
  const { account: accountId } = request.query
  const account =
    accountId === undefined ? undefined : await context.accounts.get(await ownAccount(context, request, accountId))
  if (account) await context.engine.show(account.accountId, lesson)
  const partnerId = account && lesson.partner ? await context.partners.of(account.accountId, lesson.id) : undefined
  const progress = account && asSeen(await context.engine.progressOf(account.accountId, lesson))
  const isTold = ({ id }: { id: string }) =>
    progress?.quiz[id]?.correct === true && (lesson.exam === undefined || progress.grade !== undefined)
  const fill = (text: string) =>
    withPictureAddresses(filled(text, lesson, { account, partnerId }, context.baseUrl()), lesson.id)
  return {
    id: lesson.id,
    title: lesson.title,
    goal: fill(lesson.texts.goal),
    recap: fill(lesson.texts.recap),
    prepares: lesson.texts.prepares && fill(lesson.texts.prepares),
    exam: lesson.exam ? { passMark: lesson.exam.passMark } : undefined,
    steps: lesson.steps.map((step) => ({
      id: step.id,
      title: step.title,
      hotspot: step.hotspot,
      of: step.of,
      ticks: step.ticks,
      points: step.points,
      snippet: step.snippet,
      task: fill(step.task),
      hints: step.hints.map(fill),
      solutionLines: lesson.exam ? 0 : step.solution.length,
      why: fill(step.why),
      mistakes: step.mistakes.map(({ id, text }) => ({ id, text: fill(text) })),
    })),
    breakIt: lesson.breakIt && {
      id: lesson.breakIt.id,
      text: fill(lesson.breakIt.text),
      why: lesson.breakIt.why && fill(lesson.breakIt.why),
    },
    page: lesson.page && { ...lesson.page, text: fill(lesson.page.text) },
    snippets: lesson.snippets.map((snippet) => ({
      ...{ id: snippet.id, kind: snippet.kind, text: fill(snippet.text) },
      ...(snippet.kind === 'worksheet' ? { part: snippet.part } : {}),
    })),
    actors: lesson.actors.map(({ id, title, user, sourceIp, takesKey, calls }) => ({
      ...{ id, title, user, sourceIp, takesKey },
      calls: calls.map(({ call }) => call),
      session: calls.some(({ by }) => by !== undefined),
    })),
    bill: lesson.bill,
    quiz: (account ? questionsFor(lesson, account.accountId) : lesson.quiz).map((quiz) => ({
      id: quiz.id,
      kind: quiz.kind,
      prompt: fill(quiz.prompt),
      options: quiz.options,
      bins: quiz.kind === 'sort' ? quiz.bins : undefined,
      answered: isTold(quiz) ? { answer: quiz.answer, explanation: quiz.explanation } : undefined,
    })),
  }
}
