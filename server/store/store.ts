import type { Kysely, Transaction } from 'kysely'
import type { Clock, Instant } from '../account/ports.js'
import type { AccountRepository } from '../account/repository.js'
import { SqlAccounts } from './accounts.js'
import { type ClassroomStore, classroomStore } from './classrooms.js'
import { filesOf, removeCopy } from './database-files.js'
import { databaseTime, givenTime } from './database-time.js'
import { type DocumentStore, documentStore } from './documents.js'
import { type OpenDatabase, openSqlite } from './driver.js'
import { damageSentence, fullSentence, type StoreWatch } from './file-watch.js'
import { type InstanceDisks, instanceDisks } from './instance-disks.js'
import { givenKey, type MasterKey } from './master-key.js'
import { migrate } from './migrate.js'
import { type OwnSecrets, ownSecrets } from './own-secrets.js'
import { openPostgres } from './postgres.js'
import { startError } from './postgres-errors.js'
import type { Schema } from './schema.js'
import { Sealing } from './sealing.js'
import { type SharedStore, sharedStore } from './shared-store.js'
import { StoreError } from './store-error.js'
import { codeOf, isFull } from './system-error.js'

export interface Store {
  /** With PostgreSQL: other processes read and write the same database. */
  shared: SharedStore | undefined
  accounts: AccountRepository
  documents: DocumentStore
  secrets: OwnSecrets
  disks: InstanceDisks
  classrooms: ClassroomStore
  /** Can it be used now? Known after two seconds at most. */
  answers(): Promise<boolean>
  /** A clean stop. Throws StoreError when not everything could be written; what was acknowledged is on disk all the same. */
  close(): Promise<void>
}

export type StoreOptions = { masterKey: Uint8Array | MasterKey; clock: Clock; watch?: StoreWatch } & (
  | { engine: 'sqlite'; file: string; acceptLoss?: boolean }
  | {
      engine: 'postgres'
      connectionString: string
      /** Stands in for the database's clock in tests. */
      now?: () => Instant
      /** How many times as long as usual the database may take: on a machine that tests keep busy. */
      patience?: number
      /** The database doesn't answer; told from time to time. */
      onAway?: (error: unknown) => void
    }
)

/**
 * Opens the store, at this version's schema. Throws StoreError, with a plain sentence, when it is locked by another
 * process, newer than this version, another program's, damaged, sealed with another key, or can't be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.engine === 'sqlite' ? sqliteStore(options) : postgresStore(options)
}

async function sqliteStore(options: StoreOptions & { engine: 'sqlite' }): Promise<Store> {
  const { file, watch, acceptLoss, masterKey, clock } = options
  const opened = await openSqlite(file, watch, acceptLoss)
  const sealing = await orClose(opened, () => prepare(opened.db, masterKey, file)).catch((error: unknown) => {
    throw asStoreError(error, file)
  })
  // The copy of the last clean stop holds the account that is about to be deleted, reset or replaced.
  const accountEnded = () => {
    if (file !== ':memory:') removeCopy(filesOf(file))
  }
  const accounts = new SqlAccounts(opened.db, sealing, { grouped: true, accountEnded })
  return storeOf(opened, accounts, sealing, clock, { shared: undefined, answers: async () => !opened.watch?.lost })
}

async function postgresStore(options: StoreOptions & { engine: 'postgres' }): Promise<Store> {
  const { connectionString, masterKey, clock } = options
  const opened = openPostgres(connectionString, options.onAway, options.patience)
  const sealing = await orClose(opened, () => opened.setUp((db) => prepare(db, masterKey, DATABASE))).catch((error) => {
    throw startError(error, opened.place)
  })
  const { db, receipts, newClient } = opened
  const time = options.now ? givenTime(options.now) : databaseTime
  const accounts = new SqlAccounts(db, sealing, { grouped: false, accountEnded: () => undefined, receipts })
  return storeOf(opened, accounts, sealing, clock, {
    shared: sharedStore(db, { sealing, time, newClient }),
    answers: opened.answers,
  })
}

const storeOf = (
  { db, close }: OpenDatabase,
  accounts: SqlAccounts,
  sealing: Sealing,
  clock: Clock,
  own: Pick<Store, 'shared' | 'answers'>,
): Store => ({
  ...own,
  accounts,
  documents: documentStore(db, () => clock.now()),
  secrets: ownSecrets(db, sealing),
  disks: instanceDisks(db, sealing),
  classrooms: classroomStore(db),
  async close() {
    await accounts.close()
    await own.shared?.rings.flush()
    // What can't be told or released is told by the next look, and is over soon.
    await own.shared?.news.close()
    await own.shared?.seats.close().catch(() => undefined)
    await own.shared?.leases.close().catch(() => undefined)
    await close(true)
  },
})

async function orClose<T>({ close }: OpenDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // On a full disk closing fails as well; the first error is the one to tell.
    await close().catch(() => undefined)
    throw error
  }
}

/** The schema and the key, in one transaction: a new database has both or is still new. */
async function prepare(db: Kysely<Schema>, masterKey: Uint8Array | MasterKey, where: string): Promise<Sealing> {
  const source = masterKey instanceof Uint8Array ? givenKey(masterKey) : masterKey
  const sealing = await db.transaction().execute(async (transaction) => {
    await migrate(transaction, where)
    return checkedSealing(transaction, source, where)
  })
  source.settle()
  return sealing
}

/** How sentences name a PostgreSQL database. */
const DATABASE = 'The database'
const SAME_KEY = 'Give this server the key that the first one had, or use another database.'

const CANARY_PLACE = { accountId: '', kind: 'meta', key: 'canary' }

/** A sealed word, written at first start: with another key it does not open, and nothing else is touched. */
async function checkedSealing(db: Transaction<Schema>, source: MasterKey, where: string): Promise<Sealing> {
  const canary = await readCanary(db)
  if (canary === undefined) return newSealing(db, source, where)
  return openedBy(new Sealing(source.existing()), where, (sealing) => sealing.open(CANARY_PLACE, 'value', canary))
}

const readCanary = async (db: Transaction<Schema>): Promise<string | undefined> =>
  (await db.selectFrom('meta').select('value').where('name', '=', 'canary').executeTakeFirst())?.value

/** Where the word was lost, the key has to open what the database holds. */
async function newSealing(db: Transaction<Schema>, source: MasterKey, where: string): Promise<Sealing> {
  const entities = db.selectFrom('entity').select(['account_id', 'kind', 'key', 'body'])
  const held = await entities.where('kind', '=', 'Account').where('body', 'is not', null).limit(1).executeTakeFirst()
  const sealing = new Sealing(held ? source.existing() : source.forNewDatabase())
  if (held) {
    const { account_id: accountId, kind, key, body } = held
    openedBy(sealing, where, () => sealing.parse({ accountId, kind, key }, body ?? '{}'))
  }
  const value = sealing.seal(CANARY_PLACE, 'value', 'canary')
  // Another process may have made its first start at the same time: then its key counts, and this one has to open its word.
  const insert = db.insertInto('meta').values({ name: 'canary', value })
  await insert.onConflict((conflict) => conflict.column('name').doNothing()).execute()
  const kept = await readCanary(db)
  if (kept === value) return sealing
  return openedBy(sealing, where, () => sealing.open(CANARY_PLACE, 'value', kept ?? ''))
}

function openedBy(sealing: Sealing, where: string, open: (sealing: Sealing) => unknown): Sealing {
  try {
    open(sealing)
    return sealing
  } catch (error) {
    const next = where === DATABASE ? SAME_KEY : 'Bring that key back, or use another folder.'
    const message = `${where} was sealed with another master key. ${next}`
    throw new StoreError('wrong-key', message, { cause: error })
  }
}

function asStoreError(error: unknown, where: string): unknown {
  if (error instanceof StoreError) return error
  if (isFull(error)) return new StoreError('full', fullSentence(where), { cause: error })
  const message = error instanceof Error ? error.message : ''
  if (codeOf(error) === 'SQLITE_ERROR' && /^no such (table|column)/.test(message)) {
    return new StoreError('damaged', damageSentence(filesOf(where), message), { cause: error })
  }
  return error
}
