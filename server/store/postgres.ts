import { Kysely, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { OpenDatabase } from './driver.js'
import { ReceiptDialect } from './postgres-dialect.js'
import { type DatabasePlace, storeErrorOf } from './postgres-errors.js'
import { Receipts } from './receipts.js'
import type { Schema } from './schema.js'
import { StoreError } from './store-error.js'

export interface OpenPostgres extends OpenDatabase {
  place: DatabasePlace
  receipts: Receipts
  /** Work that may take long, before the server serves: a migration. */
  setUp<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>
  /** Does the database answer? Known after two seconds at most. */
  answers(): Promise<boolean>
  /** A connection of its own, which its caller connects and ends. */
  newClient(): pg.Client
}

const CONNECTIONS = 10
/** To connect, or to get one of the pool's connections. */
const CONNECT_MS = 5_000
/** A statement of ours takes milliseconds. The database ends it first; the other bound is for one that answers nothing. */
const STATEMENT_MS = 15_000
const NO_ANSWER_MS = 18_000
/** Also of a row that a process holds which was stopped in its transaction: that ends soon after. */
const LOCK_MS = 5_000
const IDLE_IN_TRANSACTION_MS = 5_000
const ANSWER_MS = 2_000

/** By statement, since transaction poolers refuse such parameters in the start of a connection. */
const session = (patience: number): string =>
  Object.entries({
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  })
    .map(([name, ms]) => `set ${name} = ${ms * patience}`)
    .join('; ')

/** PostgreSQL hands out bigint as text; ours are milliseconds and counts, which a number holds. */
const INT8 = 20

/**
 * Connects when it is first used. Throws what the system says about the files that the address names. With `patience`, all
 * waits may last so many times as long.
 */
export function openPostgres(given: string, onAway: (error: unknown) => void = () => undefined, patience = 1): OpenPostgres {
  const connectionString = withPlainSslMode(given)
  const { host, port, user, database } = new pg.Client({ connectionString })
  const options: pg.PoolConfig = {
    connectionString,
    connectionTimeoutMillis: CONNECT_MS * patience,
    keepAlive: true,
    application_name: 'iam-dojo',
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format as never)) as never },
  }
  const bounded: pg.PoolConfig = {
    ...options,
    query_timeout: NO_ANSWER_MS * patience,
    onConnect: (client) => client.query(session(patience)),
  }
  const pool = newPool({ ...bounded, max: CONNECTIONS })
  const aside = newPool({ ...bounded, max: 2, allowExitOnIdle: true })
  const receipts = new Receipts(aside)
  const db = new Kysely<Schema>({ dialect: new ReceiptDialect(kyselysPool(pool, sometimes(onAway)), receipts) })
  return {
    db,
    receipts,
    place: { host, port, user: user ?? '', database: database ?? '' },
    async setUp(work) {
      const once = new Kysely<Schema>({
        dialect: new ReceiptDialect(kyselysPool(newPool({ ...options, max: 1 }), () => undefined)),
      })
      try {
        return await work(once)
      } finally {
        await once.destroy()
      }
    },
    newClient: () => new pg.Client(options),
    answers: () => within(ANSWER_MS, aside.query('select 1')),
    async close() {
      await db.destroy()
      await aside.end()
    },
  }
}

/**
 * The driver reads `prefer`, `require`, and `verify-ca` as `verify-full`, and prints a long warning about it. Whoever wants
 * what PostgreSQL's own programs do has `uselibpqcompat=true`.
 */
const withPlainSslMode = (connectionString: string): string =>
  /[?&]uselibpqcompat=true(?:&|$)/.test(connectionString)
    ? connectionString
    : connectionString.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full')

function newPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options)
  // A connection that breaks is replaced by the pool: whether it is idle or its holder works between two statements, an
  // error without a listener would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function within(ms: number, answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const came = answer.then(
    () => true,
    () => false,
  )
  return Promise.race([came, late]).finally(() => clearTimeout(timer))
}

/** The pool as Kysely takes it. Errors come as the store's, and a connection that broke isn't used again. */
function kyselysPool(pool: pg.Pool, onAway: (error: StoreError) => void): PostgresPool {
  const told = (error: unknown): unknown => {
    const made = storeErrorOf(error)
    if (made !== error && made instanceof StoreError && made.code === 'away') onAway(made)
    return made
  }
  const known = new WeakMap<pg.PoolClient, CheckedClient>()
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw told(error)
      })
      const checked = known.get(client) ?? new CheckedClient(client, told)
      known.set(client, checked)
      return checked as never
    },
    end: () => pool.end(),
  }
}

class CheckedClient {
  readonly #client: pg.PoolClient
  readonly #told: (error: unknown) => unknown
  #broken = false

  constructor(client: pg.PoolClient, told: (error: unknown) => unknown) {
    this.#client = client
    this.#told = told
  }

  /** Of several statements in one text, the last one's result. */
  async query(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult | undefined> {
    try {
      const result: pg.QueryResult | pg.QueryResult[] = await this.#client.query(sql, [...parameters])
      return Array.isArray(result) ? result.at(-1) : result
    } catch (thrown) {
      const error = this.#told(thrown)
      // One that answers nothing would answer the next question with what this one waited for.
      if (error instanceof StoreError && error.code === 'away') this.#broken = true
      throw error
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#broken)
  }
}

const TOLD_EVERY_MS = 10_000

/** While a database is away, each request meets it. */
function sometimes(tell: (error: unknown) => void): (error: unknown) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return (error) => {
    const now = performance.now()
    if (now - toldAt < TOLD_EVERY_MS) return
    toldAt = now
    tell(error)
  }
}
