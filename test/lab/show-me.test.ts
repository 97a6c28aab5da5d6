import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabApi, ShownLine } from '../../server/lab/api/contract.js'
import type { Lesson } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

let app: TestServer
let ahead = 0
beforeAll(async () => {
  app = await startServer({ clock: { now: () => Date.now() + ahead } })
})
afterAll(() => app.close())

const forward = (ms: number): void => {
  ahead += ms
}
const stage = () => ({ ...stageOf(app), now: () => Date.now() + ahead, forward })
const lessonNamed = (id: string): Lesson => {
  const lesson = course.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}

async function begun(lesson: string): Promise<Learner> {
  const learner = await Learner.begin(stage(), lessonNamed(lesson))
  expect((await learner.start(lesson)).status).toBe(200)
  return learner
}

type Answer = LabApi['POST /lab/lessons/:id/steps/:step/show']['answer'] & { code?: string }
const show = (learner: Learner, lesson: string, step: string, line: number) =>
  learner.lab.send<Answer>('POST', `/api/lab/lessons/${lesson}/steps/${step}/show`, { account: learner.accountId, line })

async function openHints(learner: Learner, { id, steps }: Lesson, step: string): Promise<void> {
  const hint = steps.find((one) => one.id === step)?.hints.length ?? 0
  await learner.lab.send('POST', `/api/lab/lessons/${id}/hint`, { account: learner.accountId, step, hint })
}

async function shownStep(learner: Learner, lesson: Lesson, stepId: string): Promise<ShownLine[]> {
  await openHints(learner, lesson, stepId)
  const lines: ShownLine[] = []
  for (const [index, line] of (lesson.steps.find(({ id }) => id === stepId)?.solution ?? []).entries()) {
    const { status, body } = await show(learner, lesson.id, stepId, index)
    if (status !== 200) throw new Error(JSON.stringify(body))
    // What can't be done without a key that nobody has is left.
    if (body.shown.byHand) await play(learner, line, lesson.id).catch(() => undefined)
    if (body.shown.wait) forward(body.shown.wait * 1000)
    lines.push(body.shown)
  }
  return lines
}

const played = course.lessons.filter(({ exam, status }) => !exam && status === 'ready').map(({ id }) => id)

it.each(played)('plays the steps of %s to their end, but for what needs the learner', async (id) => {
  const lesson = lessonNamed(id)
  const learner = await begun(id)
  const left: string[] = []
  for (const step of lesson.steps) {
    const lines = await shownStep(learner, lesson, step.id)
    const { state, shown } = (await learner.progress(id)).steps[step.id] ?? {}
    expect([step.id, shown]).toEqual([step.id, true])
    if (lines.some(({ byHand }) => byHand)) left.push(step.id)
    else expect([step.id, state, lines]).toEqual([step.id, 'passed', lines])
    await learner.lab.send('POST', `/api/lab/lessons/${id}/steps/${step.id}/skip`, { account: learner.accountId })
  }
  expect(left.length).toBeLessThan(lesson.steps.length)
  expect(app.logs).toEqual([])
})

it('shows nothing before all hints are open, in a step that is not open, in an exam, or of another account', async () => {
  const learner = await begun('users-groups')
  expect(await show(learner, 'users-groups', 'people', 0)).toMatchObject({ status: 409, body: { code: 'HintsFirst' } })
  expect(await show(learner, 'users-groups', 'developers', 0)).toMatchObject({ status: 409, body: { code: 'StepNotOpen' } })
  expect(await show(learner, 'users-groups', 'people', 99)).toMatchObject({ status: 404, body: { code: 'NoSuchLine' } })
  const [first] = lessonNamed('capstone').steps
  const examinee = await begun('capstone')
  expect(await show(examinee, 'capstone', first?.id ?? '', 0)).toMatchObject({ status: 409, body: { code: 'NotInAnExam' } })
  const stranger = await Learner.begin(stage())
  stranger.accountId = learner.accountId
  expect((await show(stranger, 'users-groups', 'people', 0)).status).toBe(403)
  expect((await app.accounts.get(learner.accountId))?.ordered('User').map(({ userName }) => userName)).not.toContain('alice')
})

it('calls as the person whom the solution names, and says in the history that it was shown', async () => {
  const lesson = lessonNamed('users-groups')
  const learner = await begun(lesson.id)
  const [line] = await shownStep(learner, lesson, 'people')
  expect(line).toMatchObject({ as: 'root', call: 'iam:CreateUser', calls: [{ input: { UserName: 'alice' } }] })
  expect(line?.calls[0]?.answer).toContain('<UserName>alice</UserName>')
  await app.settled()
  const [newest] = await app.accounts.repository.newestRecords(learner.accountId, { limit: 1 })
  expect(newest).toMatchObject({ name: 'CreateUser', userAgent: 'iam-dojo-show-me', principal: { type: 'Root' } })
})

it('gives nobody a credential: neither a secret key nor a session, nor a password from the lesson', async () => {
  const lesson = lessonNamed('ways-in')
  const learner = await begun(lesson.id)
  const first = await shownStep(learner, lesson, 'first-password')
  expect(first.at(-1)).toMatchObject({ byHand: true, calls: [{ call: 'iam:CreateLoginProfile', input: { Password: '…' } }] })
  await learner.lab.send('POST', `/api/lab/lessons/${lesson.id}/steps/own-password/skip`, { account: learner.accountId })
  const second = await shownStep(learner, lesson, 'wrong-door')
  expect(second[0]).toMatchObject({ call: 'iam:CreateAccessKey' })
  const keys = (await app.accounts.get(learner.accountId))?.ordered('AccessKey') ?? []
  expect(keys.length).toBeGreaterThan(0)

  const roles = lessonNamed('roles-sts')
  const other = await begun(roles.id)
  const shown = [...first, ...second]
  for (const { id } of roles.steps.slice(0, 2)) shown.push(...(await shownStep(other, roles, id)))
  expect(shown.map(({ call }) => call)).toContain('dojo:assumeRole')
  const { body } = await other.lab.send('GET', `/api/lab/requests?account=${other.accountId}`)
  const told = JSON.stringify([shown, body])
  for (const { secret } of keys) expect(told).not.toContain(secret.reveal())
  expect(told).toContain('<SecretAccessKey>***</SecretAccessKey>')
  expect(told).toContain('<SessionToken>***</SessionToken>')
  expect(told).not.toMatch(/<(SecretAccessKey|SessionToken)>[^*]/)
})

it('needs a user who can sign in to the console', async () => {
  const lesson = lessonNamed('users-groups')
  const learner = await begun(lesson.id)
  for (const { id } of lesson.steps.slice(0, 3)) await shownStep(learner, lesson, id)
  await openHints(learner, lesson, 'denial')
  expect((await show(learner, lesson.id, 'denial', 0)).body.shown).toMatchObject({ as: 'bob', byHand: true })
})
