import { isUtf8 } from 'node:buffer'
import type Database from 'libsql'
import { codeOf } from './system-error.js'

/** Rows read at once, so that a large table needs no large piece of memory. */
const ROWS_AT_ONCE = 5_000

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
      if (!isTableReadable(database, name)) return `table ${name} holds a text that is not text`
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
    return isReadable(database, 'sqlite_master', ['type', 'name', 'tbl_name', 'sql'], '') ? undefined : 'its schema is not text'
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
  const [last] = rows<{ id: number | null }>(database, `SELECT max(rowid) AS id FROM ${quoted(table)}`)
  for (let from = 0; from <= (last?.id ?? 0); from += ROWS_AT_ONCE) {
    const some = `WHERE rowid >= ${from} AND rowid < ${from + ROWS_AT_ONCE}`
    if (!isReadable(database, table, columns, some)) return false
  }
  return true
}

/** Reads the columns as bytes, a separator after each, since a broken text is not to be read as one. */
function isReadable(database: Database.Database, table: string, columns: readonly string[], where: string): boolean {
  const texts = columns.map((column) => `coalesce(${quoted(column)}, '')`).join(`||'\n'||`)
  const [row] = rows<{ bytes: Buffer | null }>(
    database,
    `SELECT cast(group_concat(${texts}, '\n') AS blob) AS bytes FROM ${quoted(table)} ${where}`,
  )
  return !row?.bytes || isUtf8(row.bytes)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const rows = <Row>(database: Database.Database, sql: string): Row[] => database.prepare(sql).all() as Row[]

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
