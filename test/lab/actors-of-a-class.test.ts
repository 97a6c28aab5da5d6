import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Account } from '../../server/account/account.js'
import { Actors } from '../../server/lab/actors.js'
import { course } from '../support/stage.js'

const EVERY_MS = 10_000
const lesson = course.lessons.find(({ id }) => id === 'rotation')
const [robot] = lesson?.actors ?? []
if (!lesson || !robot) throw new Error('the course has no robot')
/** Its key names its account, in plain digits. */
const fares = (id: string) => ({ accessKeyId: `AKIA${id}AAAA`, since: 0, succeeded: 0, failed: 0, calls: [] })

/** An account with a clock, and a robot; a class of them is watched. */
const account = (accountId: string) =>
  new Account(accountId, 1, [
    {
      kind: 'Account',
      entity: { accountId, clockOffset: 0 } as never,
    },
  ])

let actors: Actors
const started: string[] = []
/** Robots that got no answer yet. */
const unanswered = new Set<string>()
let release: () => void

beforeEach(() => {
  vi.useFakeTimers()
  started.length = 0
  unanswered.clear()
  const answered = new Promise<void>((resolve) => {
    release = resolve
  })
  const watched = Array.from({ length: 300 }, (_, n) => String(100_000_000_000 + n))
  const accounts = new Map(watched.map((id) => [id, account(id)]))
  actors = new Actors({
    accounts: {
      get: async (id: string) => accounts.get(id),
      existing: async (id: string) => accounts.get(id),
      write: async (_of: unknown, work: (draft: unknown) => unknown) =>
        work({ get: () => ({ clockOffset: 0 }), put: () => {} }),
    },
    documents: { get: async () => undefined },
    baseUrl: () => 'http://127.0.0.1:4566',
    clock: { now: () => 0 },
    log: () => {},
    shared: undefined,
    publish: () => {},
    subscriptions: { accounts: () => watched },
    engine: {
      running: async () => [lesson],
      progressOf: async (id: string) => ({ actors: { [robot.id]: fares(id) } }),
      actor: async () => undefined,
    },
    // The robots of the first accounts never get an answer.
    send: async ({ headers }: { headers: Record<string, string> }) => {
      const id = /AKIA(\d{12})/.exec(JSON.stringify(headers))?.[1] ?? ''
      started.push(id)
      if (unanswered.has(id)) await answered
      return { status: 200, body: '' }
    },
  } as never)
})
afterEach(() => {
  release()
  actors.close()
  vi.useRealTimers()
})

it('keeps no clock waiting for the robots of others', async () => {
  const [slow, mine] = ['100000000000', '100000000001']
  unanswered.add(slow)
  void actors.play(slow)
  await vi.advanceTimersByTimeAsync(1)
  expect(started).toEqual([slow])
  expect(await actors.forward(mine, 90 * 60_000)).toBe(270_000)
})

it('plays all of a class though some robots get no answer, and none of them twice at a time', async () => {
  for (const id of ['100000000000', '100000000001', '100000000002']) unanswered.add(id)
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(new Set(started).size).toBe(300)
  const before = started.length
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(started.slice(before).filter((id) => unanswered.has(id))).toEqual([])
  expect(new Set(started.slice(before)).size).toBe(297)
})
