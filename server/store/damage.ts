import { isUtf8 } from 'node:buffer'
import type Database from 'libsql'
import { codeOf } from './system-error.js'

/** Rows read at once: some 25 MB when each holds the longest policy. */
const ROWS_AT_ONCE = 200

/**
 * What is wrong with a database, in SQLite's own words, or undefined. Checks pages, order, and that each index agrees
 * with its table (`integrity_check`), and then every text: libsql aborts the process when it reads one that is not
 * UTF-8. Takes some 6 ms per megabyte.
 */
export function findDamage(database: Database.Database): string | undefined {
  const schema = findSchemaDamage(database)
  if (schema !== undefined) return schema
  try {
    const [row] = rows<{ integrity_check: string }>(database, 'PRAGMA integrity_check(1)')
    if (row?.integrity_check !== 'ok') return (row?.integrity_check ?? 'no answer').replaceAll('\n', ' ')
    for (const { name } of rows<{ name: string }>(database, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
      if (!isTableReadable(database, name)) return `table ${name} contains a text that isn't UTF-8`
    }
    return undefined
  } catch (error) {
    if (isDamage(error)) return messageOf(error)
    throw error
  }
}

/** The same for the names of tables and columns alone, which everything else reads first. */
export function findSchemaDamage(database: Database.Database): string | undefined {
  try {
    const { bytes } = read(database, 'sqlite_master', ['type', 'name', 'tbl_name', 'sql'], 'NULL')
    return !bytes || isUtf8(bytes) ? undefined : 'its schema is not text'
  } catch (error) {
    if (isDamage(error)) return messageOf(error)
    throw error
  }
}

/** Does this error say that the file's content is broken? */
export const isDamage = (error: unknown): boolean =>
  codeOf(error).startsWith('SQLITE_CORRUPT') || codeOf(error) === 'SQLITE_NOTADB'

function isTableReadable(database: Database.Database, table: string): boolean {
  const columns = rows<{ name: string }>(database, `PRAGMA table_info(${quoted(table)})`).map(({ name }) => name)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const some = `(SELECT rowid AS row_id, * FROM ${quoted(table)} WHERE rowid > ${after} ORDER BY rowid LIMIT ${ROWS_AT_ONCE})`
    const { bytes, last } = read(database, some, columns, 'max(row_id)')
    if (bytes && !isUtf8(bytes)) return false
    if (last === null) return true
    // Rows out of order would be read for ever.
    if (last <= after) return false
    after = last
  }
}

/** The columns of all rows as bytes, since a broken text is not to be read as one, and what `last` is of these rows. */
function read(
  database: Database.Database,
  from: string,
  columns: readonly string[],
  last: string,
): { bytes: ArrayBuffer | null; last: number | null } {
  const texts = columns.map((column) => `coalesce(${quoted(column)}, '')`).join(`||'\n'||`)
  const query = `SELECT cast(group_concat(${texts}, '\n') AS blob) AS bytes, ${last} AS last FROM ${from}`
  return rows<{ bytes: ArrayBuffer | null; last: number | null }>(database, query)[0] ?? { bytes: null, last: null }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const rows = <Row>(database: Database.Database, sql: string): Row[] => database.prepare(sql).all() as Row[]

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
