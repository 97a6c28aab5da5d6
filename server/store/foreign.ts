import type Database from 'libsql'
import { StoreError } from './store-error.js'

/** The first migration's tables, each with its columns: what an older version may have left without a list of migrations. */
const FIRST_TABLES: Readonly<Record<string, readonly string[]>> = {
  account: ['id', 'version', 'next_sequence', 'deleted'],
  entity: ['account_id', 'kind', 'key', 'body', 'version'],
  directory: ['kind', 'value', 'account_id'],
  record: ['account_id', 'sequence', 'real_time', 'body'],
  stamp: ['account_id', 'kind', 'key', 'at', 'service', 'region'],
  document: ['collection', 'id', 'body', 'expires_at'],
  meta: ['name', 'value'],
}

export const FIRST_MIGRATION = '0001-accounts'

/**
 * Throws when the file is another program's database: it has tables, and neither lists our first migration nor holds
 * only what that migration leaves when it is interrupted. Reads only.
 */
export function refuseForeign(database: Database.Database, file: string): void {
  const tables = namesFrom(
    database,
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
  )
  const applied = appliedIn(database, tables)
  if (applied.includes(FIRST_MIGRATION)) return
  const ours =
    applied.length === 0 &&
    tables.filter((name) => !name.startsWith('kysely_migration')).every((name) => isUnfinished(database, name))
  if (!ours) throw foreign(file)
}

export const foreign = (where: string): StoreError =>
  new StoreError('foreign', `${where} is another program's database. Choose another folder with --data.`)

function appliedIn(database: Database.Database, tables: readonly string[]): string[] {
  if (!tables.includes('kysely_migration')) return []
  if (!columnsOf(database, 'kysely_migration').includes('name')) return []
  return namesFrom(database, 'SELECT name FROM kysely_migration')
}

/** One of our first tables, and still empty. */
function isUnfinished(database: Database.Database, table: string): boolean {
  const expected = FIRST_TABLES[table]
  if (expected === undefined || columnsOf(database, table).join() !== expected.join()) return false
  return database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).all().length === 0
}

const columnsOf = (database: Database.Database, table: string): string[] => namesFrom(database, `PRAGMA table_info("${table}")`)

const namesFrom = (database: Database.Database, sql: string): string[] =>
  (database.prepare(sql).all() as { name: string }[]).map(({ name }) => name)
