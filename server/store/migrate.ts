import { type Kysely, type Migration, SqliteAdapter, sql, type Transaction } from 'kysely'
import { FIRST_MIGRATION, foreign } from './foreign.js'
import { TAKE_BACK } from './half-migrated.js'
import { accounts } from './migrations/0001-accounts.js'
import { recordRequestId } from './migrations/0002-record-request-id.js'
import { entityIndex } from './migrations/0003-entity-index.js'
import { incarnation } from './migrations/0004-incarnation.js'
import { recordLanes } from './migrations/0005-record-lanes.js'
import { instanceDisks } from './migrations/0006-instance-disks.js'
import { signInCounts } from './migrations/0007-sign-in-counts.js'
import { rings } from './migrations/0008-rings.js'
import { leases } from './migrations/0009-leases.js'
import { receipts } from './migrations/0010-receipts.js'
import { classroom } from './migrations/0011-classroom.js'
import type { Schema } from './schema.js'
import { StoreError } from './store-error.js'

/** In order; a migration that was released is never changed. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-record-request-id': recordRequestId,
  '0003-entity-index': entityIndex,
  '0004-incarnation': incarnation,
  '0005-record-lanes': recordLanes,
  '0006-instance-disks': instanceDisks,
  '0007-sign-in-counts': signInCounts,
  '0008-rings': rings,
  '0009-leases': leases,
  '0010-receipts': receipts,
  '0011-classroom': classroom,
}

/** Any number; all processes of a PostgreSQL database that migrate take the same lock. */
const MIGRATION_LOCK = 4_600_001

type Listed = { kysely_migration: { name: string; timestamp: string } }

/**
 * Brings a database to this version inside the caller's transaction, so that a kill after any statement leaves the
 * database as it was. Throws StoreError for one that a newer version or another program wrote.
 *
 * Not by Kysely's Migrator, which commits each of SQLite's statements alone and its own tables before the transaction.
 * The table that it keeps stays the same, so that older versions can read which migrations were applied.
 */
export async function migrate(db: Transaction<Schema>, where: string): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  // Two first starts at once: the second waits here, and then finds everything done.
  if (!isSqlite) await sql`SELECT pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db)
  const listing = db.withTables<Listed>()
  await listing.schema
    .createTable('kysely_migration')
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute()
  const applied = (await listing.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name)
  await refuseStrange(db, applied, where)
  const pending = Object.entries(MIGRATIONS).filter(([name]) => !applied.includes(name))
  for (const [at, [name, migration]] of pending.entries()) {
    if (at === 0 && isSqlite) await TAKE_BACK[name]?.(db)
    await migration.up(db)
    await listing.insertInto('kysely_migration').values({ name, timestamp: new Date().toISOString() }).execute()
  }
}

/** SQLite's other programs are refused earlier, before anything is written into their file. */
async function refuseStrange(db: Transaction<Schema>, applied: readonly string[], where: string): Promise<void> {
  if (applied.includes(FIRST_MIGRATION)) {
    if (applied.every((name) => name in MIGRATIONS)) return
    throw new StoreError('newer', `${where} was written by a newer version of IAM Dojo. Use that version, or another folder.`)
  }
  const isStrange = applied.length > 0 || (!(db.getExecutor().adapter instanceof SqliteAdapter) && (await hasAccountTable(db)))
  if (isStrange) throw foreign(where)
}

async function hasAccountTable(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`SELECT to_regclass('account')::text AS found`.execute(db)
  return typeof rows[0]?.found === 'string'
}
