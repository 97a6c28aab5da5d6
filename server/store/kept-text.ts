import type { Compilable, Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.js'

/** By dialect, then by name. */
const texts = new WeakMap<object, Map<string, string>>()

/**
 * The text of a statement, built once for each dialect: to build one costs more than to run it, and the driver keeps it
 * prepared. Statements of one name may differ in their parameters alone.
 */
export function keptText(db: Kysely<Schema> | Transaction<Schema>, name: string, build: () => Compilable): string {
  const { adapter } = db.getExecutor()
  const known = texts.get(adapter) ?? new Map<string, string>()
  texts.set(adapter, known)
  const text = known.get(name) ?? build().compile().sql
  known.set(name, text)
  return text
}
