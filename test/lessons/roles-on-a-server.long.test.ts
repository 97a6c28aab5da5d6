import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SolutionLine } from '../../server/lessons/format/lesson.js'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { OpenSsh } from '../ssh/open-ssh.js'
import { CLIS, cleanEnv, keyEnv, run } from '../support/aws-cli.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'
import { playWithOpenSsh } from './with-open-ssh.js'

const ID = 'roles-on-a-server'
const lesson = course.lessons.find(({ id }) => id === ID)
const [cli = ''] = CLIS

const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
let app: TestServer
let client: OpenSsh
let learner: Learner
beforeAll(async () => {
  app = await startServer({ clock })
  client = new OpenSsh(app.sshPort)
  const forward = (ms: number) => {
    clock.ahead += ms
  }
  learner = await Learner.begin({ ...stageOf(app), now: clock.now, forward }, lesson)
})
afterAll(async () => {
  client.remove()
  await app.close()
})

/** What only the rehearsal's learner remembers: halves of keys. */
const REMEMBERED = ['ec2:CreateKeyPair', 'iam:CreateAccessKey']
const kebab = (operation: string) => operation.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

/** A call with the real `aws`, a login with the real `ssh`. */
async function playForReal(line: SolutionLine): Promise<void> {
  const [service = '', operation = ''] = line.call.split(':')
  if (service === 'dojo') await playWithOpenSsh({ app, client, learner, lesson: ID }, line)
  else if (REMEMBERED.includes(line.call)) await play(learner, line, ID)
  else {
    const input = JSON.parse(await learner.filled(JSON.stringify(line.with))) as Record<string, unknown>
    // The CLI encodes it itself.
    if (typeof input.UserData === 'string') input.UserData = Buffer.from(input.UserData, 'base64').toString()
    const { accessKeyId, secretAccessKey, sessionToken } = await learner.keysOf(line.as)
    const key = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }
    const env = { ...cleanEnv(client.folder), ...keyEnv(sessionToken ? { ...key, SessionToken: sessionToken } : key) }
    const args = ['--endpoint-url', app.url, service, kebab(operation), '--cli-input-json', JSON.stringify(input)]
    const { code, err } = await run(cli, args, env)
    expect([line.call, code, err]).toEqual([line.call, 0, ''])
  }
}

it('is passed with OpenSSH and the AWS CLI, break-it included', async () => {
  await learner.start(ID)
  for (const step of lesson?.steps ?? []) {
    for (const line of step.solution) {
      await playForReal(line)
      // An instance is pending for some seconds.
      if (line.call === 'ec2:RunInstances') clock.ahead += 5000
      await app.settled()
    }
    expect([step.id, (await learner.progress(ID)).steps[step.id]?.state]).toEqual([step.id, 'passed'])
  }
  for (const line of lesson?.breakIt?.solution ?? []) await playForReal(line)
  expect((await learner.progress(ID)).breakIt?.state).toBe('passed')
})

it('shows the thief in the event history, by the instance’s name and another address', async () => {
  const { text } = await learner.call('cloudtrail:LookupEvents', {}, await learner.keysOf('root'))
  const events = (JSON.parse(text) as { Events: { CloudTrailEvent: string }[] }).Events.map(
    ({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as Seen,
  )
  const ofRole = events.filter(({ userIdentity }) => userIdentity.type === 'AssumedRole')
  const { instanceId } = await learner.newestInstance('preview')
  expect(ofRole.every(({ userIdentity }) => userIdentity.principalId?.endsWith(`:${instanceId}`))).toBe(true)
  const from = (name: string) =>
    ofRole.filter(({ eventName }) => eventName === name).map(({ sourceIPAddress }) => sourceIPAddress)
  expect(from('DescribeInstances')).toEqual(['127.0.0.1'])
  expect(from('GetCallerIdentity')).toEqual([
    expect.stringMatching(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./),
    expect.any(String),
  ])
  expect(from('GetCallerIdentity')).not.toContain('127.0.0.1')
  expect(text).not.toContain('MetadataRead')
})

interface Seen {
  eventName: string
  sourceIPAddress: string
  userIdentity: { type: string; principalId?: string }
}

it('leaves no secret in a record or in the log', async () => {
  const records = await app.accounts.repository.records(learner.accountId, { after: 0, limit: 1000 })
  const kept = JSON.stringify(records) + app.logs.join('\n')
  for (const as of ['preview-app:key', 'thief:session']) {
    const { secretAccessKey, sessionToken = secretAccessKey } = await learner.keysOf(as)
    expect(kept).not.toContain(secretAccessKey)
    expect(kept).not.toContain(sessionToken)
  }
})
