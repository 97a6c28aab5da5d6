import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SolutionLine } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { allEnded } from '../../server/rehearsal/stage.js'
import { OpenSsh } from '../ssh/open-ssh.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

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

/** A line of the solution, with OpenSSH's own client in the place of the rehearsal's. */
async function playWithOpenSsh(learner: Learner, line: SolutionLine): Promise<void> {
  const { call, with: input } = line
  if (call !== 'dojo:ssh') {
    await play(learner, line, 'ec2-keypair')
    return
  }
  const { instance = '', key = instance, command = 'true' } = input as Record<string, string>
  const path = join(client.folder, key)
  writeFileSync(path, learner.keyPairs.get(key)?.privateKey ?? '', { mode: 0o600 })
  const { instanceId } = await learner.newestInstance(instance)
  await client.ssh(`ec2-user+${instanceId}`, { key: { path, line: '' }, command: [await learner.filled(command)] })
  await allEnded(app.ssh)
}

it('is passed with OpenSSH’s own client, break-it included', async () => {
  const forward = (ms: number) => {
    clock.ahead += ms
  }
  const learner = await Learner.begin({ ...stageOf(app), now: clock.now, forward }, lesson)
  await learner.start('ec2-keypair')
  for (const step of lesson?.steps ?? []) {
    for (const line of step.solution) {
      await playWithOpenSsh(learner, line)
      await app.settled()
    }
    expect([step.id, (await learner.progress('ec2-keypair')).steps[step.id]?.state]).toEqual([step.id, 'passed'])
  }
  for (const line of lesson?.breakIt?.solution ?? []) await playWithOpenSsh(learner, line)
  expect((await learner.progress('ec2-keypair')).breakIt?.state).toBe('passed')
})
