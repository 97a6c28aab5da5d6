import { type Compilable, CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { keptText } from './kept-text.js'
import type { Schema } from './schema.js'

/** Below the engines' limits of parameters in one statement. */
const ROWS_AT_ONCE = 256

/**
 * Inserts rows that have their columns in one order, many in a statement. Prepared, it takes about 2 kB a row: a number of
 * rows is made up of powers of two, so that a table has nine statements and not one for each number.
 */
export async function insertAll<Row extends object>(
  db: Kysely<Schema> | Transaction<Schema>,
  table: keyof Schema,
  rows: readonly Row[],
  statement: (rows: readonly Row[]) => Compilable,
): Promise<void> {
  let at = 0
  while (at < rows.length) {
    const some = rows.slice(at, at + Math.min(ROWS_AT_ONCE, largestPowerOfTwo(rows.length - at)))
    at += some.length
    const text = keptText(db, `${table} ${some.length}`, () => statement(some))
    await db.executeQuery(CompiledQuery.raw(text, some.flatMap(Object.values)))
  }
}

const largestPowerOfTwo = (upTo: number): number => 2 ** Math.floor(Math.log2(upTo))
