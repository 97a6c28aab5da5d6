import { afterAll, beforeAll, expect, it } from 'vitest'
import { Learner } from '../../server/rehearsal/learner.js'
import { OpenSsh } from '../ssh/open-ssh.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'
import { playWithOpenSsh } from './with-open-ssh.js'

const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
let app: TestServer
let client: OpenSsh
beforeAll(async () => {
  app = await startServer({ clock })
  client = new OpenSsh(app.sshPort)
})
afterAll(async () => {
  client.remove()
  await app.close()
})

const lesson = course.lessons.find(({ id }) => id === 'ec2-keypair')

it('is passed with OpenSSH’s own client, break-it included', async () => {
  const forward = (ms: number) => {
    clock.ahead += ms
  }
  const learner = await Learner.begin({ ...stageOf(app), now: clock.now, forward }, lesson)
  await learner.start('ec2-keypair')
  for (const step of lesson?.steps ?? []) {
    for (const line of step.solution) {
      await playWithOpenSsh({ app, client, learner, lesson: 'ec2-keypair' }, line)
      await app.settled()
    }
    expect([step.id, (await learner.progress('ec2-keypair')).steps[step.id]?.state]).toEqual([step.id, 'passed'])
  }
  for (const line of lesson?.breakIt?.solution ?? [])
    await playWithOpenSsh({ app, client, learner, lesson: 'ec2-keypair' }, line)
  expect((await learner.progress('ec2-keypair')).breakIt?.state).toBe('passed')
})
