import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { databaseNews, type Heard, type News, type NewsOptions, payloadsOf, readPayload } from '../../server/store/news.js'
import { openPostgres } from '../../server/store/postgres.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

let postgres: TestPostgres
let database: ReturnType<typeof openPostgres>
beforeAll(async () => {
  postgres = await startPostgres()
  database = openPostgres(postgres.connectionString)
}, 120_000)
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
}, 60_000)

/** What a listener heard: ids by topic, and how often it was told to look again. */
class Ear {
  readonly ids = new Map<string, Set<string>>()
  readonly looks: Heard[] = []
  again = 0
  constructor(readonly news: News) {
    news.listen((heard) => {
      if (heard === 'anything') this.again++
      else {
        this.looks.push(heard)
        for (const [topic, ids] of heard) for (const id of ids) this.ids.set(topic, (this.ids.get(topic) ?? new Set()).add(id))
      }
    })
  }
}

const open = (options: Partial<NewsOptions> = {}) => databaseNews(database.db, { newClient: database.newClient, ...options })
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
const cut = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`.execute(
    database.db,
  )

describe('the payload of a NOTIFY', () => {
  it('has ids by topic, and no more bytes than it may', () => {
    const ids = Array.from({ length: 2_000 }, (_, n) => String(100_000_000_000 + n))
    const noted = new Map([
      ['records', new Set(ids)],
      ['progress', new Set(ids.slice(0, 700))],
    ])
    const payloads = payloadsOf(noted, 7_800)
    expect(payloads.length).toBeLessThan(7)
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(7_800)
    const read = new Map<string, Set<string>>()
    for (const payload of payloads)
      for (const [topic, some] of readPayload(payload) as ReadonlyMap<string, ReadonlySet<string>>)
        read.set(topic, new Set([...(read.get(topic) ?? []), ...some]))
    expect(read).toEqual(noted)
    expect(payloadsOf(new Map(), 100)).toEqual([])
  })
})

describe('news', () => {
  it('are heard by others, not by oneself, and many as one', async () => {
    const [a, b] = [open(), open()]
    const [own, ear] = [new Ear(a), new Ear(b)]
    await waitFor(() => expect([own.again > 0, ear.again > 0]).toEqual([true, true]))
    const ids = Array.from({ length: 1_500 }, (_, n) => String(200_000_000_000 + n))
    for (const id of ids) for (let n = 0; n < 10; n++) a.note('records', id)
    a.note('progress', '111122223333')
    await waitFor(() => expect(ear.ids.get('records')?.size).toBe(1_500))
    await waitFor(() => expect([...(ear.ids.get('progress') ?? [])]).toEqual(['111122223333']))
    expect(ear.looks.length).toBeLessThan(12)
    expect(own.ids.size).toBe(0)
    await Promise.all([a.close(), b.close()])
  })

  it('go on after the connection was cut, and what was missed is looked for', async () => {
    const [a, b] = [open(), open()]
    const ear = new Ear(b)
    await waitFor(() => expect(ear.again).toBeGreaterThan(0))
    const before = ear.again
    await cut()
    a.note('records', '1')
    await waitFor(() => expect(ear.again).toBeGreaterThan(before))
    const id = () => String(Math.random())
    await waitFor(() => {
      a.note('records', id())
      expect(ear.ids.get('records')?.size ?? 0).toBeGreaterThan(1)
    })
    await Promise.all([a.close(), b.close()])
  })

  it('are asked for each second where LISTEN does not work, which is said once', async () => {
    class Pooled extends pg.Client {
      override query(...given: unknown[]): never {
        const text = String(given[0]).startsWith('listen') ? 'select 1' : given[0]
        return super.query(text as string) as never
      }
    }
    const newClient = () => new Pooled({ connectionString: postgres.connectionString }) as pg.Client
    const news = open({ newClient, echoMs: 200, checkMs: 400 })
    let said = 0
    news.onDeaf(() => said++)
    const ear = new Ear(news)
    await waitFor(() => expect(ear.again).toBeGreaterThan(2))
    await waitFor(() => expect(said).toBe(1))
    const before = ear.again
    await waitFor(() => expect(ear.again).toBeGreaterThan(before + 1))
    expect(said).toBe(1)
    await news.close()
  })

  it('that could not be told are told later', async () => {
    let away = true
    const failing = openPostgres(postgres.connectionString)
    const execute = failing.db.getExecutor().executeQuery
    vi.spyOn(Object.getPrototypeOf(failing.db.getExecutor()), 'executeQuery').mockImplementation(function (
      this: unknown,
      ...given: unknown[]
    ) {
      if (away && this === failing.db.getExecutor()) return Promise.reject(new Error('the database is away'))
      return Reflect.apply(execute, this, given) as never
    })
    const [a, b] = [databaseNews(failing.db, { newClient: failing.newClient }), open()]
    const ear = new Ear(b)
    await waitFor(() => expect(ear.again).toBeGreaterThan(0))
    a.note('records', '7')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(ear.ids.size).toBe(0)
    away = false
    await waitFor(() => expect([...(ear.ids.get('records') ?? [])]).toEqual(['7']))
    vi.restoreAllMocks()
    await Promise.all([a.close(), b.close()])
    await failing.close()
  })
})
