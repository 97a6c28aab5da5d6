import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ec2Operations } from '../../server/ec2/index.js'
import { startServer, type TestServer } from '../support/server.js'
import { type RecordedCase, recorded } from './case.js'
import expectedFailures from './expected-failures.json' with { type: 'json' }
import notHere from './not-here.json' with { type: 'json' }
import { play, type Stage } from './play.js'

const reasons: Readonly<Record<string, string>> = expectedFailures
const ids = recorded.cases.map(({ id }) => id)
const absentServices: Readonly<Record<string, string>> = notHere.services
const absentOperations: Readonly<Record<string, string>> = notHere.operations

/** Does a case call what this server doesn't have and isn't going to? */
const callsAbsent = ({ steps }: RecordedCase): boolean =>
  steps.some(({ op }) => Object.hasOwn(absentServices, op.split('.')[0] ?? '') || Object.hasOwn(absentOperations, op))
const played = recorded.cases.filter((one) => !callsAbsent(one))

let app: TestServer
let stage: Stage
beforeAll(async () => {
  let ahead = 0
  const now = () => Date.now() + ahead
  app = await startServer({ clock: { now } })
  stage = {
    url: app.url,
    now,
    pass(ms) {
      ahead += ms
    },
  }
})
afterAll(() => app.close())

describe('the list of expected failures', () => {
  it('names only cases that exist, each with a one-line reason', () => {
    expect(Object.keys(reasons).filter((id) => !ids.includes(id))).toEqual([])
    expect(Object.values(reasons).filter((reason) => !/^\S.*\S$/.test(reason))).toEqual([])
  })
})

describe('the list of what is not here', () => {
  it('names no operation that is', () => {
    const here = ec2Operations.map(({ name }) => `ec2.${name}`)
    expect(Object.keys(absentOperations).filter((op) => here.includes(op))).toEqual([])
    const called = new Set(recorded.cases.flatMap(({ steps }) => steps.flatMap(({ op }) => [op, op.split('.')[0]])))
    expect([...Object.keys(absentOperations), ...Object.keys(absentServices)].filter((name) => !called.has(name))).toEqual([])
  })
})

describe('what AWS answered', () => {
  it('has 223 cases of IAM and STS and 95 of EC2 and S3, each with its own id', () => {
    expect(ids).toHaveLength(223 + 95)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(played.map((one) => [one.id, one] as const))('%s', async (id, one) => {
    const found = await play(one, stage)
    if (reasons[id] === undefined) expect(found).toEqual([])
    else expect(found, `${id} passes now: remove it from expected-failures.json`).not.toEqual([])
  })
})
