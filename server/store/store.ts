import type { Kysely } from 'kysely'
import type { Clock } from '../account/ports.js'
import type { AccountRepository } from '../account/repository.js'
import { accountRepository } from './accounts.js'
import { type DocumentStore, documentStore } from './documents.js'
import { openPostgres, openSqlite } from './driver.js'
import { migrate } from './migrate.js'
import type { Schema } from './schema.js'
import { Sealing } from './sealing.js'
import { StoreError } from './store-error.js'

export { StoreError } from './store-error.js'

export interface Store {
  accounts: AccountRepository
  documents: DocumentStore
  close(): Promise<void>
}

export type StoreOptions = { masterKey: Uint8Array; clock: Clock } & (
  | { engine: 'sqlite'; file: string }
  | { engine: 'postgres'; connectionString: string }
)

/**
 * Opens the store, at this version's schema. Throws StoreError, with a plain sentence, when it is locked by another
 * process, newer than this version, sealed with another key, or can't be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const sqlite = options.engine === 'sqlite'
  const { db, close } = sqlite ? openSqlite(options.file) : openPostgres(options.connectionString)
  const sealing = new Sealing(options.masterKey)
  const where = sqlite ? options.file : 'The database'
  try {
    await migrate(db, where)
    await checkKey(db, sealing, where)
  } catch (error) {
    // On a full disk closing fails as well; the first error is the one to tell.
    await close().catch(() => undefined)
    throw asStoreError(error, where)
  }
  const accounts = accountRepository(db, sealing, sqlite)
  return {
    accounts,
    documents: documentStore(db, () => options.clock.now()),
    async close() {
      await accounts.close()
      await close()
    },
  }
}

const CANARY_PLACE = { accountId: '', kind: 'meta', key: 'canary' }

/** A sealed word, written at first start: with another key it does not open, and nothing else is touched. */
async function checkKey(db: Kysely<Schema>, sealing: Sealing, where: string): Promise<void> {
  const canary = await db.selectFrom('meta').select('value').where('name', '=', 'canary').executeTakeFirst()
  if (!canary) {
    const value = sealing.seal(CANARY_PLACE, 'value', 'canary')
    await db
      .insertInto('meta')
      .values({ name: 'canary', value })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return
  }
  try {
    sealing.open(CANARY_PLACE, 'value', canary.value)
  } catch {
    throw new StoreError(
      'wrong-key',
      `${where} was sealed with another master key. Bring that key back, or use another folder.`,
    )
  }
}

function asStoreError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL')
    return new StoreError('full', `The disk that holds ${where} is full. Make room, then start again.`)
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new StoreError('unusable', `${where} is not a database of IAM Dojo. Choose another folder with --data.`)
  }
  return error
}
