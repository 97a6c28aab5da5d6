import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.js'
import { recorded } from './case.js'
import expectedFailures from './expected-failures.json' with { type: 'json' }
import { play, type Stage } from './play.js'

const reasons: Readonly<Record<string, string>> = expectedFailures
const ids = recorded.cases.map(({ id }) => id)

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

describe('what AWS answered', () => {
  it('has 223 cases, each with its own id', () => {
    expect(ids).toHaveLength(223)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(recorded.cases.map((one) => [one.id, one] as const))('%s', async (id, one) => {
    const found = await play(one, stage)
    if (reasons[id] === undefined) expect(found).toEqual([])
    else expect(found, `${id} passes now: remove it from expected-failures.json`).not.toEqual([])
  })
})
