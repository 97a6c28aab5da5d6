import type { Request, Router } from 'express'
import type { Lesson } from '../format/lesson.js'
import { LabError } from '../lab-error.js'
import { type LabContext, ownAccount, pathParameter, route } from '../router.js'
import { makeInheritedAccount } from './inherited-account.js'
import { filled } from './template.js'

const COURSE_FIXTURE = 'inherited-account'

/** Lessons as texts, and the account that the course begins with. */
export function courseRoutes(router: Router, context: LabContext): void {
  const { learners, course, baseUrl } = context

  router.post(
    '/course',
    route(async (request, response) => {
      const learner = await learners.enter(request, response)
      const fixture = course().fixtures.get(COURSE_FIXTURE)
      if (!fixture) throw new Error(`there is no fixture ${COURSE_FIXTURE}`)
      const account = await makeInheritedAccount(context, fixture)
      await learners.own(learner, { accountId: account.accountId, fixture: COURSE_FIXTURE })
      response.status(201).json({ ...account, signInUrl: `${baseUrl()}/signin?account=${account.accountId}` })
    }),
  )

  router.get(
    '/lessons',
    route(async (_request, response) => {
      response.json(
        course().lessons.map(({ id, title, minutes, level, status, requires, steps }) => ({
          id,
          title,
          minutes,
          level,
          status,
          requires,
          steps: steps.map((step) => ({ id: step.id, title: step.title })),
        })),
      )
    }),
  )

  router.get(
    '/lessons/:id',
    route(async (request, response) => {
      const lesson = lessonOf(context, pathParameter(request, 'id'))
      response.json(await shown(context, request, lesson))
    }),
  )
}

export function lessonOf({ course }: LabContext, id: string): Lesson {
  const lesson = course().lessons.find((one) => one.id === id)
  if (!lesson) throw new LabError(404, 'NoSuchLesson', `There is no lesson '${id}'.`)
  return lesson
}

/** A lesson for its reader: texts filled in; no checks, solutions or answers. */
async function shown(context: LabContext, request: Request, lesson: Lesson): Promise<unknown> {
  const { account: accountId } = request.query
  const account =
    accountId === undefined ? undefined : await context.accounts.get(await ownAccount(context, request, accountId))
  const fill = (text: string) => filled(text, lesson, account)
  return {
    id: lesson.id,
    title: lesson.title,
    minutes: lesson.minutes,
    persona: lesson.persona,
    goal: fill(lesson.texts.goal),
    recap: fill(lesson.texts.recap),
    steps: lesson.steps.map((step) => ({
      id: step.id,
      title: step.title,
      ...(step.hotspot ? { hotspot: step.hotspot } : {}),
      task: fill(step.task),
      hints: step.hints.map(fill),
      why: fill(step.why),
      mistakes: step.mistakes.map(({ id, text }) => ({ id, text: fill(text) })),
    })),
    ...(lesson.breakIt ? { breakIt: { id: lesson.breakIt.id, text: fill(lesson.breakIt.text) } } : {}),
    quiz: lesson.quiz.map(({ id, kind, prompt, options }) => ({ id, kind, prompt: fill(prompt), options })),
  }
}
