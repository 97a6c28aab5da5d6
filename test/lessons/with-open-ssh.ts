import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SolutionLine } from '../../server/lessons/format/lesson.js'
import type { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { printedCredentials } from '../../server/rehearsal/ssh.js'
import { allEnded } from '../../server/rehearsal/stage.js'
import type { OpenSsh } from '../ssh/open-ssh.js'
import type { TestServer } from '../support/server.js'

interface Playing {
  app: TestServer
  client: OpenSsh
  learner: Learner
  lesson: string
}

/** A line of a solution, with OpenSSH's own client in the place of the rehearsal's. */
export async function playWithOpenSsh({ app, client, learner, lesson }: Playing, line: SolutionLine): Promise<void> {
  const { call, with: input } = line
  if (call !== 'dojo:ssh') {
    await play(learner, line, lesson)
    return
  }
  const { instance = '', key = instance, command = 'true', keeps } = input as Record<string, string>
  const path = join(client.folder, key)
  writeFileSync(path, learner.keyPairs.get(key)?.privateKey ?? '', { mode: 0o600 })
  const { instanceId } = await learner.newestInstance(instance)
  const login = { key: { path, line: '' }, command: [await learner.filled(command)] }
  const { out } = await client.ssh(`ec2-user+${instanceId}`, login)
  if (keeps !== undefined) learner.persona(keeps).temporary = printedCredentials(out)
  await allEnded(app.ssh)
}
