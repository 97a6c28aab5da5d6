import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

const lessonOf = (id: string) => {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}
const root = (call: string, input = {}) => ({ as: 'root', call, with: input })

describe('an exam', () => {
  it('credits a point to the change that earned it, and never to what was read', async () => {
    const exam = lessonOf('capstone')
    const learner = await Learner.begin(stageOf(app), exam)
    await learner.start(exam.id)
    const keys = await learner.keysOf('root')
    // A page reads before and after the change, all at once.
    await Promise.all([
      learner.call('iam:ListUsers', {}, keys),
      learner.call(
        'iam:UpdateAccountPasswordPolicy',
        { MinimumPasswordLength: 14, PasswordReusePrevention: 5, AllowUsersToChangePassword: true },
        keys,
      ),
      learner.call('iam:GetAccountPasswordPolicy', {}, keys),
    ])
    expect((await learner.progress(exam.id)).steps.policy).toMatchObject({
      state: 'passed',
      event: 'UpdateAccountPasswordPolicy',
    })
    const { grade } = await learner.handIn(exam.id)
    for (const { event = '' } of grade?.items ?? []) expect(event).not.toMatch(/^(Get|List)/)
  })

  it('is known by the learner’s other accounts once it was handed in', async () => {
    const exam = lessonOf('capstone')
    const learner = await Learner.begin(stageOf(app), exam)
    await learner.start(exam.id)
    type Session = { accounts: { accountId: string; exam?: { lessonId: string; result?: { passed: boolean } } }[] }
    const known = async () => {
      const { body } = await learner.lab.send<Session>('GET', '/api/lab/session')
      return body.accounts.find(({ accountId }) => accountId === learner.accountId)?.exam
    }
    expect(await known()).toEqual({ lessonId: 'capstone' })
    await learner.handIn(exam.id)
    expect(await known()).toMatchObject({ lessonId: 'capstone', result: { points: 0, of: 100, passed: false } })
  })
})

describe('a step of several acts', () => {
  it('ticks off what is done, and takes it back when it is undone', async () => {
    const learner = await Learner.begin(stageOf(app))
    await learner.start('users-groups')
    const ticks = async (lesson: string, step: string) => (await learner.progress(lesson)).steps[step]?.ticks
    expect(await ticks('users-groups', 'people')).toEqual([false, false])
    await play(learner, root('iam:CreateUser', { UserName: 'bob' }), '')
    expect(await ticks('users-groups', 'people')).toEqual([false, true])
    await play(learner, root('iam:DeleteUser', { UserName: 'bob' }), '')
    expect(await ticks('users-groups', 'people')).toEqual([false, false])
  })
})

describe('a question that was answered right', () => {
  it('brings its answer and explanation along, and one that was not does not', async () => {
    const learner = await Learner.begin(stageOf(app))
    await learner.start('dashboard')
    type Text = { quiz: { id: string; answered?: { answer: unknown; explanation: string } }[] }
    const told = async () =>
      (await learner.lab.send<Text>('GET', `/api/lab/lessons/dashboard?account=${learner.accountId}`)).body.quiz
    await play(learner, root('dojo:answer', { quiz: 'price', answer: 'b' }), 'dashboard')
    expect((await told()).filter(({ answered }) => answered)).toEqual([])
    await play(learner, root('dojo:answer', { quiz: 'price' }), 'dashboard')
    const [answered, ...others] = (await told()).filter(({ answered }) => answered)
    expect(answered).toMatchObject({ id: 'price', answered: { answer: 'a', explanation: expect.stringContaining('free') } })
    expect(others).toEqual([])
  })
})
