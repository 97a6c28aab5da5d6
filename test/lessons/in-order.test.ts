import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingOperations } from '../../server/lab/accounts/play-fixture.js'
import type { Lesson } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

/** As a learner goes through the course: one account, every lesson in its order, nothing added on request. */
describe('the course in order, in one account', () => {
  let app: TestServer
  let learner: Learner
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
  beforeAll(async () => {
    app = await startServer({ clock })
    const forward = (ms: number) => {
      clock.ahead += ms
    }
    learner = await Learner.begin({ ...stageOf(app), now: () => clock.now(), forward })
  })
  afterAll(() => app.close())

  const own = course.lessons.filter(({ status, exam }) => status === 'ready' && !exam)

  /** Whose password has expired chooses another one, as the sign-in page asks them to. */
  async function newPasswords(): Promise<void> {
    for (const name of ['alice', 'bob']) {
      const account = await app.accounts.get(learner.accountId)
      const known = account?.ordered('User').find(({ userName }) => userName === name)
      if (known) await learner.signIn(name, { newPassword: `lantern+Orbit+${name}+${clock.now()}` })
    }
  }

  async function missingFor({ start }: Lesson): Promise<string[]> {
    const account = await app.accounts.get(learner.accountId)
    const fixture = start === undefined ? undefined : course.fixtures.get(start)
    if (!account || !fixture || fixture.account) return []
    return missingOperations({ clock }, account, fixture).map(({ call, with: input }) => `${call} ${JSON.stringify(input)}`)
  }

  it.each(own.map((lesson) => [lesson.id, lesson] as const))('%s finds what it needs, and is passed', async (id, lesson) => {
    await app.settled()
    expect(await missingFor(lesson)).toEqual([])
    const body = { account: learner.accountId }
    expect((await learner.lab.send('POST', `/api/lab/lessons/${id}/start`, body)).status).toBe(200)
    if (id === 'roles-sts') await newPasswords()
    for (const step of lesson.steps) {
      if ((await learner.progress(id)).steps[step.id]?.state === 'passed') continue
      for (const line of step.solution) {
        await play(learner, line, id)
        await app.settled()
      }
      expect([step.id, (await learner.progress(id)).steps[step.id]?.state]).toEqual([step.id, 'passed'])
    }
    expect((await learner.progress(id)).status).toBe('passed')
  })
})
