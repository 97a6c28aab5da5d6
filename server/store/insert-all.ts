import { type Compilable, CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Schema } from './schema.js'

/** Below the engines' limits of parameters in one statement. */
const ROWS_AT_ONCE = 256

/** By dialect, then by table and number of rows. */
const texts = new WeakMap<object, Map<string, string>>()

/**
 * Inserts rows that have their columns in one order, many in a statement. Building a statement for many rows costs more
 * than running it, so its text is built once, and the driver keeps it prepared. Prepared, it takes about 2 kB a row: a
 * number of rows is made up of powers of two, so that a table has nine statements and not one for each number.
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
  let at = 0
  while (at < rows.length) {
    const some = rows.slice(at, at + Math.min(ROWS_AT_ONCE, largestPowerOfTwo(rows.length - at)))
    at += some.length
    const key = `${table} ${some.length}`
    const text = known.get(key) ?? statement(some).compile().sql
    known.set(key, text)
    await db.executeQuery(CompiledQuery.raw(text, some.flatMap(Object.values)))
  }
}

const largestPowerOfTwo = (upTo: number): number => 2 ** Math.floor(Math.log2(upTo))
