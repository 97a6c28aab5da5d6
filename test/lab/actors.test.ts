import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Learner } from '../../server/rehearsal/learner.js'
import { play } from '../../server/rehearsal/play.js'
import { startServer, type TestServer } from '../support/server.js'
import { course, stageOf } from '../support/stage.js'

const ROBOT = '203.0.113.10'
const file = join(tmpdir(), `iam-dojo-actors-${randomUUID()}.db`)
let app: TestServer
let learner: Learner
beforeEach(async () => {
  app = await startServer({ file })
  learner = await Learner.begin(stageOf(app))
  expect((await learner.start('rotation')).status).toBe(200)
})
afterEach(async () => {
  await app.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
})

const robot = async () => {
  const { actors } = await learner.progress('rotation')
  const [fares] = Object.values(actors)
  if (!fares) throw new Error('no robot')
  return fares
}
const forward = (by: string) => play(learner, { as: 'root', call: 'dojo:forwardClock', with: { by } }, 'rotation')
const give = (secretAccessKey: string, accessKeyId: string) =>
  learner.lab.send<{ code?: string }>('POST', '/api/lab/lessons/rotation/actors/robot/key', {
    account: learner.accountId,
    accessKeyId,
    secretAccessKey,
  })

describe('an actor', () => {
  it('calls through the wire, from its own address, and stands in the event history', async () => {
    const { succeeded, accessKeyId } = await robot()
    expect(succeeded).toBeGreaterThan(0)
    await app.settled()
    const records = await app.accounts.repository.records(learner.accountId, { after: 0, limit: 1000 })
    const calls = records.filter(({ sourceIp }) => sourceIp === ROBOT)
    expect(calls.map(({ name }) => name)).toContain('GetUser')
    expect(calls.every(({ principal }) => principal.accessKeyId === accessKeyId)).toBe(true)
  })

  it('calls at most twenty times in a jump of the clock', async () => {
    const before = (await robot()).succeeded
    await forward('3m')
    expect((await robot()).succeeded - before).toBe(3)
    await forward('90d')
    expect((await robot()).succeeded - before).toBe(23)
  })

  it('fails when its key goes, at once, and is nobody whose failures the learner answers for', async () => {
    const { accessKeyId } = await robot()
    const lesson = course.lessons.find(({ id }) => id === 'access-keys')
    expect((await learner.start('access-keys')).status).toBe(200)
    // Up to the step that takes a refusal for the learner's mistake.
    for (const { id, solution } of lesson?.steps ?? []) {
      if (id === 'use-key') break
      for (const line of solution) await play(learner, line, 'access-keys')
    }
    expect((await learner.progress('access-keys')).steps['use-key']?.state).toBe('open')
    await learner.lab.send('GET', `/api/lab/lessons/rotation?account=${learner.accountId}`)
    const keys = await learner.keysOf('root')
    await learner.call('iam:DeleteAccessKey', { UserName: 'deploy', AccessKeyId: accessKeyId }, keys)
    const { calls, failed } = await robot()
    expect(calls.at(-1)).toMatchObject({ error: 'InvalidClientTokenId' })
    expect(failed).toBeGreaterThan(0)
    await forward('2m')
    const steps = Object.values((await learner.progress('access-keys')).steps)
    expect(steps.flatMap(({ mistakes }) => mistakes)).toEqual([])
  })

  it('takes another key only when both parts belong together and to this account, and shows no secret', async () => {
    const keys = await learner.keysOf('root')
    await learner.call('iam:CreateAccessKey', { UserName: 'deploy' }, keys)
    const { accessKeyId, secretAccessKey } = await learner.keysOf('deploy:key')
    expect(await give('not its secret', accessKeyId)).toMatchObject({ status: 400, body: { code: 'KeyRefused' } })
    const stranger = await Learner.begin(stageOf(app))
    await stranger.call('iam:CreateUser', { UserName: 'deploy' }, await stranger.keysOf('root'))
    await stranger.call('iam:CreateAccessKey', { UserName: 'deploy' }, await stranger.keysOf('root'))
    const foreign = await stranger.keysOf('deploy:key')
    expect((await give(foreign.secretAccessKey, foreign.accessKeyId)).status).toBe(400)
    expect((await robot()).accessKeyId).not.toBe(foreign.accessKeyId)
    expect((await give(secretAccessKey, accessKeyId)).status).toBe(200)
    expect((await robot()).accessKeyId).toBe(accessKeyId)
    expect(JSON.stringify(await learner.progress('rotation'))).not.toContain(secretAccessKey)
    expect(app.logs).toEqual([])
  })

  it('goes on after a restart of the server, where the lesson stood', async () => {
    await learner.call('iam:CreateAccessKey', { UserName: 'deploy' }, await learner.keysOf('root'))
    const before = await learner.progress('rotation')
    expect(before.steps['second-key']?.state).toBe('passed')
    await app.close()
    app = await startServer({ file })
    learner.stage.url = app.url
    const after = await learner.progress('rotation')
    expect(after.steps).toEqual(before.steps)
    expect(after.actors.robot?.accessKeyId).toBe(before.actors.robot?.accessKeyId)
    await forward('2m')
    expect((await robot()).succeeded).toBe((before.actors.robot?.succeeded ?? 0) + 2)
  })

  it('holds its session over a restart: an intruder is not stopped by that', async () => {
    await learner.start('leak-drill')
    const stranger = async () => (await learner.progress('leak-drill')).actors.stranger
    await forward('1m')
    const before = (await stranger())?.succeeded ?? 0
    expect(before).toBeGreaterThan(0)
    await app.close()
    app = await startServer({ file })
    learner.stage.url = app.url
    await play(learner, { as: 'root', call: 'dojo:forwardClock', with: { by: '2m' } }, 'leak-drill')
    expect(await stranger()).toMatchObject({ succeeded: before + 2, failed: 0 })
  })

  it('rests once its lesson is over, and while another lesson is before the learner', async () => {
    const { succeeded, failed } = await robot()
    await learner.start('dashboard')
    await forward('3m')
    expect(await robot()).toMatchObject({ succeeded, failed })
    await learner.lab.send('GET', `/api/lab/lessons/rotation?account=${learner.accountId}`)
    await forward('1m')
    expect((await robot()).succeeded).toBe(succeeded + 1)
    for (const { id } of course.lessons.find(({ id }) => id === 'rotation')?.steps ?? [])
      await learner.lab.send('POST', `/api/lab/lessons/rotation/steps/${id}/skip`, { account: learner.accountId })
    // The experiment at the end is the last thing that the robot is needed for.
    for (const Status of ['Inactive', 'Active']) {
      const key = { UserName: 'deploy', AccessKeyId: (await robot()).accessKeyId, Status }
      expect((await learner.call('iam:UpdateAccessKey', key, await learner.keysOf('root'))).ok).toBe(true)
      await forward('1m')
    }
    expect((await learner.progress('rotation')).breakIt?.state).toBe('passed')
    const over = await robot()
    await forward('3m')
    await learner.call('iam:CreateUser', { UserName: 'later' }, await learner.keysOf('root'))
    await app.settled()
    expect(await robot()).toEqual(over)
  })
})
