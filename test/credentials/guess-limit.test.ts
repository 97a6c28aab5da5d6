import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CountGuess, countInMemory } from '../../server/credentials/guess-counts.js'
import { GuessLanes, MAX_WAIT_MS } from '../../server/credentials/guess-lanes.js'
import { GaveUpWaiting, type Guess, type Guesser, type Target, TooManyGuesses } from '../../server/credentials/guess-limit.js'
import { countInTable, type Forgetting, forgettingInTable } from '../../server/credentials/guess-table.js'
import { databaseTime, givenTime } from '../../server/store/database-time.js'
import { type Paces, paces } from '../../server/store/paces.js'
import { openPostgres } from '../../server/store/postgres.js'
import { openStore } from '../../server/store/store.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'
import { FakeClock, FakeTime } from '../support/world.js'

const BOB: Target = { kind: 'password', name: 'bob' }
const MINUTE_MS = 60_000

let time: FakeTime
let lanes: GuessLanes
/** When somebody without a device looked at each target. */
let looks: number[]

interface Outcome {
  waitedMs: number
  guess?: Guess
  /** The Retry-After that it was told. */
  seconds?: number
}

async function look(guesser: Guesser, target = BOB, signal?: AbortSignal): Promise<Outcome> {
  const from = time.now()
  try {
    const guess = await lanes.begin(guesser, target, signal)
    if (guesser.device === undefined) looks.push(time.now())
    return { waitedMs: time.now() - from, guess }
  } catch (error) {
    if (error instanceof TooManyGuesses) return { waitedMs: time.now() - from, seconds: error.seconds }
    throw error
  }
}

const at = (source: string) => ({ source })
const times = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index))
const nameOf = (name: string): Target => ({ kind: 'password', name })
const sleep = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve))

/** Guesses wrong for as long as the test lasts, and comes again at once after a refusal. */
async function guessFor(ms: number, guesser: () => Guesser, target: (n: number) => Target = () => BOB): Promise<Outcome[]> {
  const end = time.now() + ms
  const outcomes: Outcome[] = []
  for (let n = 0; time.now() < end; n++) {
    const outcome = await look(guesser(), target(n))
    outcomes.push(outcome)
    if (outcome.seconds !== undefined) await sleep(50)
  }
  return outcomes
}

/** The most looks in any minute. */
const busiestMinute = () =>
  Math.max(0, ...looks.map((from) => looks.filter((to) => to >= from && to < from + MINUTE_MS).length))

interface Maker {
  time: FakeTime
  count: CountGuess
  shared?: Forgetting
  /** So many made-up names. */
  flood: number
}

function contract(make: () => Maker | Promise<Maker>): void {
  let flood: number
  beforeEach(async () => {
    const made = await make()
    time = made.time
    flood = made.flood
    lanes = new GuessLanes(time, made.count, made.shared)
    looks = []
  })

  describe('what is forgotten for a target', () => {
    it('lets all in who wait for it, wherever they are, and counts anew', async () => {
      const before = Promise.all([
        ...times(10, () => look(at('a'))),
        ...times(15, () => look({ source: 'b', device: 'laptop' })),
        ...times(20, (n) => look(at(`10.0.0.${n}`))),
      ])
      const other = Promise.all(times(11, () => look(at('c'), nameOf('ann'))))
      await time.pass(1000)
      await lanes.forget([BOB])
      await time.pass(0)
      expect(Math.max(...(await before).map(({ waitedMs }) => waitedMs))).toBe(1000)
      await time.pass(1000)
      expect((await other).at(-1)).toMatchObject({ waitedMs: 2000 })
      const again = times(10, () => look(at('a')))
      await time.pass(0)
      await lanes.forget([BOB])
      await time.pass(0)
      expect((await Promise.all(again)).map(({ waitedMs }) => waitedMs)).toEqual(times(10, () => 0))
    })
  })

  describe('the line for one target at one address', () => {
    it('has ten free looks, then one every two seconds, in the order in which they came', async () => {
      const order: number[] = []
      const all = times(30, (n) => look(at('a')).then(({ waitedMs }) => order.push(n) && waitedMs))
      await time.pass(MAX_WAIT_MS)
      expect(order).toEqual(times(30, (n) => n))
      expect(await Promise.all(all)).toEqual(times(30, (n) => Math.max(0, n - 9) * 2000))
    })

    it('lets twenty wait and tells the others when there is a place', async () => {
      const waiting = times(30, () => look(at('a')))
      expect(await look(at('a'))).toEqual({ waitedMs: 0, seconds: 2 })
      await time.pass(500)
      expect(await look(at('a'))).toEqual({ waitedMs: 0, seconds: 2 })
      await time.pass(1000)
      expect(await look(at('a'))).toEqual({ waitedMs: 0, seconds: 1 })
      await time.pass(1000)
      const late = look(at('a'))
      await time.pass(MAX_WAIT_MS)
      expect((await late).guess).toBeDefined()
      expect(await Promise.all(waiting)).not.toContainEqual(expect.objectContaining({ seconds: expect.anything() }))
    })

    it('gives a right answer its own look back, and nobody else’s', async () => {
      await Promise.all(times(9, () => look(at('a'))))
      for (let n = 0; n < 50; n++) await (await look(at('a'))).guess?.right()
      expect(await look(at('a'))).toMatchObject({ waitedMs: 0 })
      const next = look(at('a'))
      await time.pass(5000)
      expect(await next).toMatchObject({ waitedMs: 2000 })
    })

    it('goes on at once when a look turns out to be right', async () => {
      const [first] = await Promise.all(times(10, () => look(at('a'))))
      const next = look(at('a'))
      await time.pass(100)
      await first?.guess?.right()
      await first?.guess?.right()
      await first?.guess?.withdraw()
      expect((await next).waitedMs).toBe(100)
      const another = look(at('a'))
      await time.pass(5000)
      expect((await another).waitedMs).toBe(2000)
    })

    it('gives back nothing that time has brought back already', async () => {
      const held = await look(at('a'))
      await time.pass(2000)
      await Promise.all(times(9, () => look(at('a'))))
      await held.guess?.right()
      expect(await look(at('a'))).toMatchObject({ waitedMs: 0 })
      const next = look(at('a'))
      await time.pass(5000)
      expect((await next).waitedMs).toBe(2000)
    })

    it('is left by a client that hangs up, which then never looks', async () => {
      await Promise.all(times(10, () => look(at('a'))))
      const controller = new AbortController()
      const gone = look(at('a'), BOB, controller.signal)
      const refused = expect(gone).rejects.toThrow(GaveUpWaiting)
      const next = look(at('a'))
      controller.abort()
      await refused
      await expect(look(at('a'), BOB, controller.signal)).rejects.toThrow(GaveUpWaiting)
      await time.pass(5000)
      expect((await next).waitedMs).toBe(2000)
      expect(looks).toHaveLength(11)
    })
  })

  describe('a browser that signed in before', () => {
    it('has ten free looks, then one a second, whatever others do', async () => {
      void guessFor(MINUTE_MS, () => at('a'))
      const owner = times(15, () => look({ source: 'a', device: 'laptop' }))
      await time.pass(MINUTE_MS)
      expect((await Promise.all(owner)).map(({ waitedMs }) => waitedMs)).toEqual(times(15, (n) => Math.max(0, n - 9) * 1000))
    })

    it('uses up nothing of the others', async () => {
      await Promise.all(times(10, () => look({ source: 'a', device: 'laptop' })))
      expect(await Promise.all(times(10, () => look(at('a'))))).toEqual(
        times(10, () => expect.objectContaining({ waitedMs: 0, guess: expect.anything() })),
      )
    })
  })

  describe('a target under attack', () => {
    it('has at most sixty looks in any minute over all sources, and nobody waits longer than the maximum', async () => {
      const guessers = times(40, (n) => guessFor(5 * MINUTE_MS, () => at(`10.0.0.${n % 20}`)))
      await time.pass(7 * MINUTE_MS)
      const outcomes = (await Promise.all(guessers)).flat()
      expect(busiestMinute()).toBeLessThanOrEqual(60)
      expect(looks.length).toBeGreaterThan(150)
      expect(Math.max(...outcomes.map(({ waitedMs }) => waitedMs))).toBeLessThanOrEqual(MAX_WAIT_MS)
    })

    it('is not held up at another address by one address alone', async () => {
      void Promise.all(times(25, () => guessFor(1.5 * MINUTE_MS, () => at('a'))))
      await time.pass(MINUTE_MS)
      expect(await look(at('b'))).toMatchObject({ waitedMs: 0, guess: expect.anything() })
      await time.pass(2 * MINUTE_MS)
    })

    it('lets a new address have its turn after one of each other, not after their whole lines', async () => {
      void Promise.all(times(100, (n) => guessFor(4 * MINUTE_MS, () => at(`10.0.0.${n % 5}`))))
      await time.pass(2 * MINUTE_MS)
      const newcomer = look(at('b'))
      await time.pass(MAX_WAIT_MS)
      expect((await newcomer).guess).toBeDefined()
      expect((await newcomer).waitedMs).toBeLessThanOrEqual(6 * 1500)
      await time.pass(4 * MINUTE_MS)
    })

    it('by three guessers at the owner’s address lets in the owner: known browser in two seconds, a new one in a minute', async () => {
      void Promise.all(times(3, () => guessFor(2 * MINUTE_MS, () => at('home'))))
      for (let n = 0; n < 12; n++) {
        const known = look({ source: 'home', device: 'laptop' })
        const fresh = (async () => {
          const from = time.now()
          for (;;) {
            const { guess, seconds = 0 } = await look(at('home'))
            if (guess) return time.now() - from
            await sleep(seconds * 1000)
          }
        })()
        await time.pass(10_000)
        expect((await known).waitedMs).toBeLessThanOrEqual(2000)
        await (await known).guess?.right()
        expect(await fresh).toBeLessThanOrEqual(MINUTE_MS)
      }
      expect(busiestMinute()).toBeLessThanOrEqual(60)
    })
  })

  describe('one source over all targets', () => {
    it('lets a class of 300 mistype twice each at once and then sign in', async () => {
      const wrong = await Promise.all(times(600, (n) => look(at('school'), nameOf(`learner ${n % 300}`))))
      const right = await Promise.all(times(300, (n) => look(at('school'), nameOf(`learner ${n}`))))
      for (const { waitedMs, guess } of [...wrong, ...right]) expect([waitedMs, guess]).toEqual([0, expect.anything()])
    })

    it('slows anyone who goes from name to name, and a learner at that address still gets in', async () => {
      const sprayers = times(3, (who) =>
        guessFor(
          3 * MINUTE_MS,
          () => at('school'),
          (n) => nameOf(`${who} ${n}`),
        ),
      )
      await time.pass(2 * MINUTE_MS)
      const learner = look(at('school'), nameOf('learner'))
      await time.pass(10_000)
      expect((await learner).waitedMs).toBeLessThanOrEqual(2000)
      await time.pass(2 * MINUTE_MS)
      await Promise.all(sprayers)
      expect(looks.length).toBeLessThanOrEqual(900 + 2 * 180 + 10)
    })

    it('tells the truth when its line is full', async () => {
      await Promise.all(times(900, (n) => look(at('school'), nameOf(`${n}`))))
      const waiting = times(80, (n) => look(at('school'), nameOf(`waiting ${n}`)))
      const refused = await look(at('school'), nameOf('one more'))
      expect(refused).toEqual({ waitedMs: 0, seconds: 1 })
      await time.pass(1000)
      const again = look(at('school'), nameOf('one more'))
      await time.pass(MAX_WAIT_MS)
      expect((await again).guess).toBeDefined()
      await Promise.all(waiting)
    })

    it('can’t fill the places of everybody: whoever need not wait is let in, and another source may wait', async () => {
      await Promise.all(times(9 * 10, (n) => look(at('a'), nameOf(`${n % 9}`))))
      const waiting = times(9 * 20, (n) => look(at('a'), nameOf(`${n % 9}`)))
      await Promise.all(times(10, () => look(at('a'), nameOf('bob'))))
      waiting.push(...times(20, () => look(at('a'), nameOf('bob'))))
      await Promise.all(times(10, () => look(at('a'), nameOf('carol'))))
      expect(await look(at('a'), nameOf('carol'))).toEqual({ waitedMs: 0, seconds: 2 })
      expect(await look(at('a'), nameOf('dave'))).toMatchObject({ waitedMs: 0, guess: expect.anything() })
      await Promise.all(times(10, () => look(at('b'), nameOf('erin'))))
      waiting.push(look(at('b'), nameOf('erin')))
      await time.pass(2 * MAX_WAIT_MS)
      expect((await waiting.at(-1))?.waitedMs).toBe(2000)
      expect(await look({ source: 'a', device: 'laptop' }, nameOf('carol'))).toMatchObject({ guess: { known: true } })
      await Promise.all(waiting)
    })

    it('counts looking for accounts by email apart from passwords', async () => {
      await Promise.all(times(900, (n) => look(at('school'), { kind: 'root-email', name: `${n}@example.com` })))
      expect(await look(at('school'))).toMatchObject({ waitedMs: 0, guess: expect.anything() })
      const email = look(at('school'), { kind: 'root-email', name: 'one@example.com' })
      await time.pass(1000)
      expect((await email).waitedMs).toBe(500)
    })

    it('forgets made-up names before it forgets one that was guessed at', async () => {
      await Promise.all(times(10, () => look(at('a'))))
      for (let n = 0; n < flood; n++) void look(at(`10.${n % 100}.0.0`), nameOf(`made up ${n}`.padEnd(200, 'x')))
      const next = look(at('a'))
      await time.pass(2000)
      expect((await next).waitedMs).toBe(2000)
      await time.pass(2 * MAX_WAIT_MS)
    })
  })
}

describe('guesses counted in memory', () => {
  contract(() => ({ time: new FakeTime(), count: countInMemory, flood: 15_000 }))
})

describe('guesses counted in a table', () => {
  let postgres: TestPostgres
  let opened: ReturnType<typeof openPostgres>
  /** Statements under way. */
  let asked = 0
  let statements = 0
  beforeAll(async () => {
    postgres = await startPostgres()
    const { connectionString } = postgres
    const clock = new FakeClock()
    await (await openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32).fill(3), clock })).close()
    opened = openPostgres(connectionString)
  })
  afterAll(async () => {
    await opened?.close()
    await postgres?.stop()
  })

  const watched = <T>(answer: Promise<T>): Promise<T> => {
    asked++
    statements++
    return answer.finally(() => asked--)
  }
  async function settled(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve))
    while (asked > 0)
  }
  async function table(): Promise<{ time: FakeTime; table: Paces }> {
    await opened.db.deleteFrom('pace').execute()
    const time = new FakeTime(settled)
    const { take, giveBack, forget, sweep } = paces(
      opened.db,
      (text) => text,
      givenTime(() => time.now()),
    )
    return {
      time,
      table: {
        take: (buckets) => watched(take(buckets)),
        giveBack: (use) => watched(giveBack(use)),
        forget: (of) => watched(forget(of)),
        sweep,
      },
    }
  }
  const rows = async () => (await opened.db.selectFrom('pace').selectAll().execute()).length

  contract(async () => {
    const { time, table: shared } = await table()
    const alone = { note: () => {}, listen: () => {} }
    return { time, count: countInTable(shared, time), shared: forgettingInTable(shared, alone), flood: 300 }
  })

  describe('by several processes', () => {
    let processes: GuessLanes[]
    let shared: Paces
    beforeEach(async () => {
      const made = await table()
      time = made.time
      shared = made.table
      const listeners: ((heard: ReadonlyMap<string, ReadonlySet<string>>) => void)[] = []
      const news = {
        note: (topic: string, id: string) => {
          for (const tell of listeners) tell(new Map([[topic, new Set([id])]]))
        },
        listen: (listener: (typeof listeners)[number]) => void listeners.push(listener),
      }
      processes = times(3, () => new GuessLanes(time, countInTable(shared, time), forgettingInTable(shared, news)))
      looks = []
    })
    /** As a proxy that turns at every request sends them. */
    const lookAt = (n: number, guesser: Guesser, target?: Target) => {
      lanes = processes[n % processes.length] as GuessLanes
      return look(guesser, target)
    }

    it('has ten free looks in all, then one every two seconds', async () => {
      const all = Promise.all(times(100, (n) => lookAt(n, at('a'))))
      await time.pass(MAX_WAIT_MS + 1000)
      const outcomes = await all
      const waited = outcomes.filter(({ guess }) => guess).map(({ waitedMs }) => waitedMs)
      expect(waited.sort((a, b) => a - b)).toEqual(times(30, (n) => Math.max(0, n - 9) * 2000))
    })

    it('has ten free looks in all for one device, then one a second', async () => {
      const all = Promise.all(times(20, (n) => lookAt(n, { source: 'a', device: 'laptop' })))
      await time.pass(MAX_WAIT_MS)
      const waited = (await all).map(({ waitedMs }) => waitedMs)
      expect(waited.sort((a, b) => a - b)).toEqual(times(20, (n) => Math.max(0, n - 9) * 1000))
    })

    it('forgets in all of them what one of them forgets', async () => {
      const all = times(20, (n) => lookAt(0, at(`${n % 2}`)))
      await time.pass(1000)
      const late = times(3, () => lookAt(0, at('0')))
      await processes[1]?.forget([BOB])
      await time.pass(0)
      expect(await Promise.all(all)).toHaveLength(20)
      expect((await Promise.all(late)).map(({ waitedMs }) => waitedMs)).toEqual([0, 0, 0])
      expect(await rows()).toBeGreaterThan(0)
    })

    it('gives a right answer’s look back to all of them', async () => {
      await Promise.all(times(9, (n) => lookAt(n, at('a'))))
      for (let n = 0; n < 20; n++) await (await lookAt(n, at('a'))).guess?.right()
      expect(await lookAt(0, at('a'))).toMatchObject({ waitedMs: 0 })
      const next = lookAt(1, at('a'))
      await time.pass(5000)
      expect((await next).waitedMs).toBe(2000)
    })

    it('has at most sixty looks in any minute at one target over all sources', async () => {
      const guessers = times(40, (n) => {
        lanes = processes[n % processes.length] as GuessLanes
        return guessFor(2 * MINUTE_MS, () => at(`10.0.0.${n % 20}`))
      })
      await time.pass(4 * MINUTE_MS)
      await Promise.all(guessers)
      expect(busiestMinute()).toBeLessThanOrEqual(60)
      expect(looks.length).toBeGreaterThan(60)
    })

    it('asks the table once for a guess, and once more for one that was right', async () => {
      statements = 0
      await (await lookAt(0, at('a'))).guess?.right()
      expect(statements).toBe(2)
    })

    it('asks first for a browser that signed in before', async () => {
      const flood = times(100, (n) => lookAt(0, at(`10.0.0.${n}`), nameOf(`made up ${n}`)))
      statements = 0
      await lookAt(0, { source: 'a', device: 'laptop' })
      expect(statements).toBeLessThanOrEqual(3)
      await Promise.all(flood)
    })

    it('turns away those whom a slow table can’t answer, but no browser that signed in before', async () => {
      let answer = () => {}
      const slow = new Promise<void>((resolve) => {
        answer = resolve
      })
      const take = () => slow.then(() => ({ owedMs: [0, 0, 0], use: {} }))
      lanes = new GuessLanes(time, countInTable({ take, giveBack: async () => [] }, time))
      const all = times(4001, (n) => look(at(`10.0.${n % 50}.${n}`), nameOf(`made up ${n}`)))
      const known = look({ source: 'a', device: 'laptop' })
      answer()
      expect((await Promise.all(all)).filter(({ seconds }) => seconds !== undefined)).toEqual([{ waitedMs: 0, seconds: 2 }])
      expect((await known).guess).toBeDefined()
    })

    it('keeps no row that owes nothing', async () => {
      await Promise.all(times(50, (n) => lookAt(n, at(`10.0.0.${n}`), nameOf(`made up ${n}`))))
      expect(await rows()).toBe(150)
      await time.pass(1000)
      await shared.sweep()
      expect(await rows()).toBe(100)
      await time.pass(1000)
      await shared.sweep()
      expect(await rows()).toBe(0)
    })

    it('is held up by no clock of the database that is set back', async () => {
      // The next one comes to a process that knows of none of these, and asks at once.
      await Promise.all(times(10, () => lookAt(0, at('a'))))
      const old = await opened.db.selectFrom('pace').selectAll().execute()
      for (const { key, full_at } of old) {
        await opened.db
          .updateTable('pace')
          .set({ full_at: full_at + 86_400_000 })
          .where('key', '=', key)
          .execute()
      }
      const next = lookAt(1, at('a'))
      await time.pass(5000)
      expect((await next).waitedMs).toBe(2000)
    })

    it('counts exactly when many count in new rows at the same moment', async () => {
      const own = paces(opened.db, (text) => text, databaseTime)
      const wanted = ['b', 'a', 'c'].map((name) => ({ name, pace: { free: 5, everyMs: 60_000 } }))
      for (let round = 0; round < 20; round++) {
        const buckets = wanted.map(({ name, pace }) => ({ name: `${name}${round}`, pace }))
        let counted = 0
        for (let more = true; more; ) {
          const all = await Promise.all(times(16, (n) => own.take(n % 2 ? buckets : buckets.toReversed())))
          counted += all.filter(({ use }) => use).length
          more = all.some(({ use, owedMs }) => !use && Math.max(...owedMs) + 60_000 <= 5 * 60_000)
        }
        expect(counted).toBe(5)
      }
    })
  })
})
