import { type Kysely, type Migration, Migrator } from 'kysely'
import { accounts } from './migrations/0001-accounts.js'
import { recordRequestId } from './migrations/0002-record-request-id.js'
import { entityIndex } from './migrations/0003-entity-index.js'
import { incarnation } from './migrations/0004-incarnation.js'
import { recordLanes } from './migrations/0005-record-lanes.js'
import type { Schema } from './schema.js'
import { StoreError } from './store-error.js'

/** In order; a migration that was released is never changed. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-record-request-id': recordRequestId,
  '0003-entity-index': entityIndex,
  '0004-incarnation': incarnation,
  '0005-record-lanes': recordLanes,
}

/** Brings a database to this version; one that a newer version wrote is refused and left as it is. */
export async function migrate(db: Kysely<Schema>, where: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const known = new Set(Object.keys(MIGRATIONS))
  const applied = await appliedMigrations(db)
  if (applied.some((name) => !known.has(name))) {
    throw new StoreError('newer', `${where} was written by a newer version of IAM Dojo. Use that version, or another folder.`)
  }
  if (applied.length === known.size) return
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

async function appliedMigrations(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map(({ name }) => name)
}
