import { type Compilable, CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Schema } from './schema.js'

/** Below the engines' limits of parameters in one statement. */
const ROWS_AT_ONCE = 500

/** By dialect, then by table and number of rows. */
const texts = new WeakMap<object, Map<string, string>>()

/**
 * Inserts rows that have their columns in one order, many in a statement. To build one of many rows costs more than to
 * run it, and for as many rows its text is the same: it is built once.
 */
export async function insertAll<Row extends object>(
  db: Kysely<Schema> | Transaction<Schema>,
  table: keyof Schema,
  rows: readonly Row[],
  statement: (rows: readonly Row[]) => Compilable,
): Promise<void> {
  const { adapter } = db.getExecutor()
  const known = texts.get(adapter) ?? new Map<string, string>()
  texts.set(adapter, known)
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE)
    const key = `${table} ${some.length}`
    const text = known.get(key) ?? statement(some).compile().sql
    known.set(key, text)
    await db.executeQuery(CompiledQuery.raw(text, some.flatMap(Object.values)))
  }
}
