import type { Transaction } from 'kysely'
import type { Clock, Instant } from '../account/ports.js'
import type { AccountRepository } from '../account/repository.js'
import { SqlAccounts } from './accounts.js'
import { filesOf, removeCopy } from './database-files.js'
import { databaseTime, givenTime } from './database-time.js'
import { type DocumentStore, documentStore } from './documents.js'
import { type OpenDatabase, openPostgres, openSqlite } from './driver.js'
import { damageSentence, fullSentence, type StoreWatch } from './file-watch.js'
import { type InstanceDisks, instanceDisks } from './instance-disks.js'
import { givenKey, type MasterKey } from './master-key.js'
import { migrate } from './migrate.js'
import { type OwnSecrets, ownSecrets } from './own-secrets.js'
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
  /** A clean stop. Throws StoreError when not everything could be written; what was acknowledged is on disk all the same. */
  close(): Promise<void>
}

export type StoreOptions = { masterKey: Uint8Array | MasterKey; clock: Clock; watch?: StoreWatch } & (
  | { engine: 'sqlite'; file: string; acceptLoss?: boolean }
  | { engine: 'postgres'; connectionString: string /** Stands in for the database's clock in tests. */; now?: () => Instant }
)

/**
 * Opens the store, at this version's schema. Throws StoreError, with a plain sentence, when it is locked by another
 * process, newer than this version, another program's, damaged, sealed with another key, or can't be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const sqlite = options.engine === 'sqlite'
  const where = sqlite ? options.file : 'The database'
  const opened = sqlite
    ? await openSqlite(options.file, options.watch, options.acceptLoss)
    : openPostgres(options.connectionString)
  const sealing = await prepare(opened, options.masterKey, where)
  // The copy of the last clean stop holds the account that is about to be deleted, reset or replaced.
  const accountEnded = () => {
    if (sqlite && options.file !== ':memory:') removeCopy(filesOf(options.file))
  }
  const accounts = new SqlAccounts(opened.db, sealing, { grouped: sqlite, accountEnded })
  const time = !sqlite && options.now ? givenTime(options.now) : databaseTime
  const shared = 'newClient' in opened ? sharedStore(opened.db, { sealing, time, newClient: opened.newClient }) : undefined
  return {
    shared,
    accounts,
    documents: documentStore(opened.db, () => options.clock.now()),
    secrets: ownSecrets(opened.db, sealing),
    disks: instanceDisks(opened.db, sealing),
    async close() {
      await accounts.close()
      await shared?.rings.flush()
      // What can't be told or released is told by the next look, and is over soon.
      await shared?.news.close()
      await shared?.leases.close().catch(() => undefined)
      await opened.close(true)
    },
  }
}

/** The schema and the key, in one transaction: a new database has both or is still new. */
async function prepare({ db, close }: OpenDatabase, masterKey: Uint8Array | MasterKey, where: string): Promise<Sealing> {
  const source = masterKey instanceof Uint8Array ? givenKey(masterKey) : masterKey
  try {
    const sealing = await db.transaction().execute(async (transaction) => {
      await migrate(transaction, where)
      return checkedSealing(transaction, source, where)
    })
    source.settle()
    return sealing
  } catch (error) {
    // On a full disk closing fails as well; the first error is the one to tell.
    await close().catch(() => undefined)
    throw asStoreError(error, where)
  }
}

const CANARY_PLACE = { accountId: '', kind: 'meta', key: 'canary' }

/** A sealed word, written at first start: with another key it does not open, and nothing else is touched. */
async function checkedSealing(db: Transaction<Schema>, source: MasterKey, where: string): Promise<Sealing> {
  const canary = await db.selectFrom('meta').select('value').where('name', '=', 'canary').executeTakeFirst()
  if (!canary) return newSealing(db, source, where)
  return openedBy(new Sealing(source.existing()), where, (sealing) => sealing.open(CANARY_PLACE, 'value', canary.value))
}

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
  await db.insertInto('meta').values({ name: 'canary', value }).execute()
  return sealing
}

function openedBy(sealing: Sealing, where: string, open: (sealing: Sealing) => unknown): Sealing {
  try {
    open(sealing)
    return sealing
  } catch (error) {
    const message = `${where} was sealed with another master key. Bring that key back, or use another folder.`
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
