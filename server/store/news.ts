import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Client } from 'pg'
import type { Schema } from './schema.js'

/** Ids of accounts by topic; or `anything`: something may have been missed, so look at all that matters to you. */
export type Heard = ReadonlyMap<string, ReadonlySet<string>> | 'anything'

/**
 * What other processes wrote, told to this one soon after. Nothing depends on it but how soon: news may be late or
 * lost, and then listeners are told to look again.
 */
export interface News {
  /** To be called after a commit, for other processes to hear. Topics and ids are short words. */
  note(topic: string, accountId: string): void
  /** What this process noted itself isn't told. */
  listen(listener: (heard: Heard) => void): void
  /** Called once when LISTEN turns out not to work, as through a pooler that gives a connection away after each transaction. */
  onDeaf(listener: () => void): void
  close(): Promise<void>
}

export interface NewsOptions {
  /** A connection of its own, which is not in the pool. */
  newClient: () => Client
  /** How long what this process tells itself may take to come. */
  echoMs?: number
  /** How often it asks itself whether it hears anything. */
  checkMs?: number
}

const CHANNEL = 'iam_dojo_news'
/** A NOTIFY in each transaction would have commits wait for each other; so there is one for all, at most so often. */
const EVERY_MS = 50
/** PostgreSQL refuses 8,000 bytes. */
const MAX_PAYLOAD = 7_800
/** Beyond it, others look at everything. */
const MAX_NOTED = 10_000
const AGAIN_MS = 1_000
const POLL_MS = 1_000
const ECHO_MS = 3_000
const CHECK_MS = 15_000
const EVERYTHING = '*'
const ECHO = 'echo:'

export function databaseNews(db: Kysely<Schema>, options: NewsOptions): News {
  const self = randomBytes(9).toString('base64url')
  const teller = new Teller(db, self)
  const ear = new Ear(db, self, options)
  return {
    note: (topic, accountId) => teller.note(topic, accountId),
    listen: (listener) => ear.listen(listener),
    onDeaf: (listener) => ear.onDeaf(listener),
    async close() {
      await ear.close()
      await teller.close()
    },
  }
}

/** Collects what is to be told. */
class Teller {
  readonly #db: Kysely<Schema>
  readonly #self: string
  #noted = new Map<string, Set<string>>()
  #count = 0
  #timer: NodeJS.Timeout | undefined
  #telling: Promise<void> | undefined
  #toldAt = 0

  constructor(db: Kysely<Schema>, self: string) {
    this.#db = db
    this.#self = self
  }

  note(topic: string, accountId: string): void {
    const ids = this.#noted.get(topic) ?? new Set()
    this.#noted.set(topic, ids)
    if (!ids.has(accountId)) this.#count++
    ids.add(accountId)
    this.#soon(Math.max(0, this.#toldAt + EVERY_MS - performance.now()))
  }

  async close(): Promise<void> {
    await this.#telling
    clearTimeout(this.#timer)
    if (this.#count > 0) await this.#tell().catch(() => undefined)
  }

  #soon(ms: number): void {
    if (this.#timer || this.#telling) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      let wait = EVERY_MS
      this.#telling = this.#tell()
        .catch(() => {
          wait = AGAIN_MS
        })
        .then(() => {
          this.#telling = undefined
          if (this.#count > 0) this.#soon(wait)
        })
    }, ms).unref()
  }

  async #tell(): Promise<void> {
    const noted = this.#noted
    const payloads = this.#count > MAX_NOTED ? [EVERYTHING] : payloadsOf(noted, MAX_PAYLOAD - this.#self.length)
    this.#noted = new Map()
    this.#count = 0
    this.#toldAt = performance.now()
    try {
      await notify(
        this.#db,
        payloads.map((payload) => `${this.#self} ${payload}`),
      )
    } catch (error) {
      // Whether it was told is not known, and twice is no harm.
      for (const [topic, ids] of noted) for (const id of ids) this.#putBack(topic, id)
      throw error
    }
  }

  #putBack(topic: string, id: string): void {
    const ids = this.#noted.get(topic) ?? new Set()
    this.#noted.set(topic, ids.add(id))
    this.#count = [...this.#noted.values()].reduce((sum, { size }) => sum + size, 0)
  }
}

async function notify(db: Kysely<Schema>, payloads: readonly string[]): Promise<void> {
  const all = JSON.stringify(payloads)
  await sql`select pg_notify(${CHANNEL}, payload) from json_array_elements_text(${all}::json) as payload`.execute(db)
}

/** `records:111122223333,444455556666;progress:111122223333`, in texts of at most so many bytes. */
export function payloadsOf(noted: ReadonlyMap<string, ReadonlySet<string>>, maxBytes: number): string[] {
  const payloads: string[] = []
  let payload = ''
  for (const [topic, ids] of noted) {
    let open = false
    for (const id of ids) {
      const added = open ? `,${id}` : `${payload === '' ? '' : ';'}${topic}:${id}`
      if (payload.length + added.length > maxBytes && payload !== '') {
        payloads.push(payload)
        payload = `${topic}:${id}`
      } else payload += added
      open = true
    }
  }
  return payload === '' ? payloads : [...payloads, payload]
}

export const readPayload = (payload: string): Heard =>
  payload === EVERYTHING
    ? 'anything'
    : new Map(
        payload.split(';').map((part) => {
          const [topic = '', ids = ''] = part.split(':')
          return [topic, new Set(ids.split(','))]
        }),
      )

/** Listens, and finds out whether it hears. */
class Ear {
  readonly #db: Kysely<Schema>
  readonly #self: string
  readonly #options: NewsOptions
  readonly #listeners: ((heard: Heard) => void)[] = []
  readonly #deafListeners: (() => void)[] = []
  readonly #timers: NodeJS.Timeout[] = []
  #client: Client | undefined
  #connecting: Promise<void> | undefined
  /** What this process told itself was heard, over the connection that it has now. */
  #hears = false
  #echoes = 0
  #awaited: (() => void) | undefined
  #saidDeaf = false
  #closed = false

  constructor(db: Kysely<Schema>, self: string, options: NewsOptions) {
    this.#db = db
    this.#self = self
    this.#options = options
  }

  listen(listener: (heard: Heard) => void): void {
    this.#listeners.push(listener)
    if (this.#listeners.length > 1) return
    this.#timers.push(
      setInterval(() => {
        if (this.#hears) return
        this.#tell('anything')
        void this.#connect()
      }, POLL_MS).unref(),
      setInterval(() => void this.#check(), this.#options.checkMs ?? CHECK_MS).unref(),
    )
    void this.#connect()
  }

  onDeaf(listener: () => void): void {
    this.#deafListeners.push(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await this.#connecting
    await this.#drop()
  }

  #tell(heard: Heard): void {
    for (const listener of this.#listeners) listener(heard)
  }

  /** Does nothing if there is a connection, though it may not hear. */
  #connect(): Promise<void> {
    if (this.#closed || this.#client) return Promise.resolve()
    this.#connecting ??= this.#open()
      .catch(() => this.#drop())
      .finally(() => {
        this.#connecting = undefined
      })
    return this.#connecting
  }

  async #open(): Promise<void> {
    const client = this.#options.newClient()
    this.#client = client
    const lost = () => {
      if (this.#client === client) void this.#drop()
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ payload = '' }) => this.#heard(payload))
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    await this.#check()
  }

  #heard(payload: string): void {
    const space = payload.indexOf(' ')
    const isOwn = payload.slice(0, space) === this.#self
    const told = payload.slice(space + 1)
    if (isOwn && told === `${ECHO}${this.#echoes}`) this.#awaited?.()
    if (!isOwn && !told.startsWith(ECHO)) this.#tell(readPayload(told))
  }

  /** Tells itself something, by way of the pool, as others would. */
  async #check(): Promise<void> {
    const client = this.#client
    if (!client || this.#awaited) return
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), this.#options.echoMs ?? ECHO_MS).unref()
      this.#awaited = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
    try {
      await notify(this.#db, [`${this.#self} ${ECHO}${++this.#echoes}`])
      const hears = await heard
      if (this.#client !== client) return
      if (hears && !this.#hears) {
        this.#hears = true
        // What was told before this connection was there.
        this.#tell('anything')
      }
      if (!hears) await this.#isDeaf()
    } catch {
      // The database is away, or this connection: then the next look at it tells.
    } finally {
      this.#awaited = undefined
    }
  }

  async #isDeaf(): Promise<void> {
    const heardBefore = this.#hears
    this.#hears = false
    // A connection that broke without a word is replaced; where none ever heard, each check tries the one there is.
    if (heardBefore) return this.#drop()
    if (this.#saidDeaf) return
    this.#saidDeaf = true
    for (const listener of this.#deafListeners) listener()
  }

  async #drop(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    this.#hears = false
    // Its end is waited for by nobody: a broken connection may take minutes.
    client?.end().catch(() => undefined)
  }
}
